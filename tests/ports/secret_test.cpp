// Of a secret nothing stays behind in memory that it has left: both kinds, the port's and the
// wire's.

#include "adapters/imap/wire/secret.hpp"
#include "ports/secret.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace std::string_literals;

/// Short enough to be kept inside a std::string, where freeing would not be the end of it.
constexpr std::string_view short_one = "hunter2-hunter2";
const std::string long_one = std::string(short_one) + std::string(short_one);

TEST(Wipe, OverwritesBehindTheEndToo) {
    std::string text = long_one;
    text.resize(3);

    ports::wipe(text);

    EXPECT_TRUE(text.empty());
    text.resize(text.capacity(), 'x');
    const auto capacity = text.size();
    ports::wipe(text);
    const char* const bytes = text.data(); // Still its own up to the capacity.
    EXPECT_TRUE(std::all_of(bytes, bytes + capacity, [](char c) { return c == 0; }));
}

/// The place of one, so that it can be looked at when the secret is gone.
template <typename Secret>
class Place {
public:
    template <typename... Arguments>
    Secret& make(Arguments&&... arguments) {
        return *new (bytes_.data()) Secret{std::forward<Arguments>(arguments)...};
    }

    [[nodiscard]] bool shows(std::string_view text) const {
        const std::string held{reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
        return held.find(text.substr(1)) != std::string::npos; // Its first byte may be a NUL now.
    }

private:
    alignas(Secret) std::array<std::byte, sizeof(Secret)> bytes_{};
};

template <typename Secret>
class Secrets : public testing::Test {};

using Both = testing::Types<ports::Secret, imap::wire::SecretText>;
TYPED_TEST_SUITE(Secrets, Both);

TYPED_TEST(Secrets, LeaveNothingWhereTheyWere) {
    Place<TypeParam> place;
    TypeParam& secret = place.make(std::string{short_one});
    ASSERT_TRUE(place.shows(short_one)) << "a short one is kept elsewhere: this test sees nothing";

    const TypeParam moved{std::move(secret)};

    EXPECT_FALSE(place.shows(short_one));
    EXPECT_EQ(moved.reveal(), short_one);
    std::destroy_at(&secret);
}

TYPED_TEST(Secrets, LeaveNothingWhenTheyEnd) {
    Place<TypeParam> place;
    std::destroy_at(&place.make(std::string{short_one}));

    EXPECT_FALSE(place.shows(short_one));
}

TYPED_TEST(Secrets, LeaveNothingWhenTheyAreReplaced) {
    Place<TypeParam> place;
    TypeParam& secret = place.make(std::string{short_one});
    const TypeParam other{"x"s};

    secret = other;

    EXPECT_FALSE(place.shows(short_one));
    EXPECT_EQ(secret.reveal(), "x");
    secret = TypeParam{long_one};
    EXPECT_EQ(secret.reveal(), long_one);
    std::destroy_at(&secret);
}

TYPED_TEST(Secrets, CanBeCopied) {
    const TypeParam secret{long_one};

    const TypeParam copy = secret;

    EXPECT_EQ(copy.reveal(), long_one);
    EXPECT_EQ(secret.reveal(), long_one);
}

} // namespace
