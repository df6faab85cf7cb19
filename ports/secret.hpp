#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace ports {

/// A password or token. It prints as "•••"; `reveal` is the one way to its bytes, so that a search
/// for that word finds every place that can leak it.
class Secret {
public:
    Secret() = default;

    explicit Secret(std::string value) : value_(std::move(value)) {}

    [[nodiscard]] std::string_view reveal() const { return value_; }

    [[nodiscard]] bool empty() const { return value_.empty(); }

    friend std::ostream& operator<<(std::ostream& out, const Secret& /*secret*/) {
        return out << "•••";
    }

private:
    std::string value_;
};

} // namespace ports
