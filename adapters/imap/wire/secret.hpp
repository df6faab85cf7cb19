#pragma once

#include <cstring>
#include <string>
#include <string_view>

namespace imap::wire {

/// Overwrites all that the string's memory holds, behind its end too, and empties it. The compiler
/// does not leave it out, as it may a memset before a free.
inline void wipe(std::string& text) {
    text.resize(text.capacity());
    explicit_bzero(text.data(), text.size());
    text.clear();
}

/// A command argument that must not show in a trace. `reveal` is the one way to its bytes. Memory
/// that it leaves is wiped, as by ports::Secret, which the codec may not know: it stands on nothing
/// of the program's.
class SecretText {
public:
    SecretText() = default;

    explicit SecretText(std::string value) {
        value_.swap(value); // A short one is copied by that, as by a move.
        wipe(value);
    }

    SecretText(const SecretText& other) = default;

    SecretText(SecretText&& other) noexcept {
        value_.swap(other.value_);
        wipe(other.value_);
    }

    SecretText& operator=(const SecretText& other) {
        return *this = SecretText{other}; // A longer value would leave the old one in the heap.
    }

    SecretText& operator=(SecretText&& other) noexcept {
        if (this != &other) {
            value_.swap(other.value_);
            wipe(other.value_);
        }
        return *this;
    }

    ~SecretText() { wipe(value_); }

    [[nodiscard]] std::string_view reveal() const { return value_; }

    bool operator==(const SecretText&) const = default;

private:
    std::string value_;
};

/// What a trace shows in its place.
inline constexpr std::string_view redacted = "•••";

} // namespace imap::wire
