#include "tests/fuzz/http_conversation.hpp"
#include "testserver/oauth/token_session.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

/// An endpoint of its own, whose codes and tokens are the same each time.
std::string asked(std::string_view bytes, std::size_t piece) {
    using namespace testserver;
    World world{Profile::gmail};
    world.add_user({"me@gmail.com", "", nullptr});
    std::uint64_t drawn = 0;
    oauth::TokenService service{
        world,
        {{"desk", "hush-hush"}, "me@gmail.com", OauthSettings{}, std::chrono::hours{1}},
        [&drawn] { return ++drawn; }
    };
    return fuzz::spoken(oauth::token_session(service, {}, nullptr), bytes, piece);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};

    const auto whole = asked(bytes, size + 1);

    // However the segments fall, the answers are the same.
    if (asked(bytes, 1) != whole || asked(bytes, 7) != whole) {
        std::abort();
    }
    // What the client knows is no secret to it; what it did not say it is not told.
    const std::string_view secret{"hush-hush"};
    if (bytes.find(secret) == std::string_view::npos && whole.find(secret) != std::string::npos) {
        std::abort();
    }
    return 0;
}
