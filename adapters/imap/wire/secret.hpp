#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace imap::wire {

/// A command argument that must not show in a trace. `reveal` is the one way to its bytes.
class SecretText {
public:
    SecretText() = default;

    explicit SecretText(std::string value) : value_(std::move(value)) {}

    [[nodiscard]] std::string_view reveal() const { return value_; }

    bool operator==(const SecretText&) const = default;

private:
    std::string value_;
};

/// What a trace shows in its place.
inline constexpr std::string_view redacted = "•••";

} // namespace imap::wire
