// The response reader on any bytes: it answers, and what it reads without a quirk survives being
// written and read again.
#include "adapters/imap/wire/read_response.hpp"
#include "adapters/imap/wire/write_response.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using namespace imap::wire;

[[noreturn]] void differ(std::string_view first, std::string_view second, const char* why) {
    std::fprintf(
        stderr,
        "%s\n%.*s\n%.*s\n",
        why,
        static_cast<int>(first.size()),
        first.data(),
        static_cast<int>(second.size()),
        second.data()
    );
    std::abort();
}

void check_round_trip(std::string_view text, const Response& response) {
    for (const auto strings : {ResponseStyle::Strings::shortest, ResponseStyle::Strings::literal}) {
        std::string written;
        write_response(written, response, {.strings = strings});
        Framer framer(Peer::server);
        framer.receive(written);
        const FrameEvent event = framer.next();
        const auto* frame = std::get_if<Frame>(&event);
        if (frame == nullptr) {
            differ(text, written, "what was written is not framed");
        }
        const auto again = read_response(*frame);
        if (!again || !(*again == response)) {
            differ(text, written, again ? "another value" : again.error().what.c_str());
        }
    }
}

/// As a session reads it: framed first, so that literals are whole.
void read_all(std::string_view bytes) {
    Framer framer(Peer::server, {.line = 1U << 16U, .literal = 1U << 16U, .message = 1U << 17U});
    framer.receive(bytes);
    framer.finish();
    for (;;) {
        const FrameEvent event = framer.next();
        if (std::holds_alternative<NeedMore>(event)) {
            return;
        }
        const auto* frame = std::get_if<Frame>(&event);
        if (frame == nullptr) {
            continue;
        }
        const auto response = read_response(*frame, {.depth = 40});
        if (response && response->quirks.empty()) {
            check_round_trip(frame->text, *response);
        }
        read_response(*frame, {Tolerance::nothing()});
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    read_all(bytes);
    read_response(bytes);
    return 0;
}
