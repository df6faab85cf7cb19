#pragma once

#include <cstring>
#include <ostream>
#include <string>
#include <string_view>

namespace ports {

/// Overwrites all that the string's memory holds, behind its end too, and empties it. The compiler
/// does not leave it out, as it may a memset before a free.
inline void wipe(std::string& text) {
    text.resize(text.capacity());
    explicit_bzero(text.data(), text.size());
    text.clear();
}

/// A password or token. It prints as "•••"; `reveal` is the one way to its bytes, so that a search
/// for that word finds every place that can leak it. Memory that it leaves is wiped.
class Secret {
public:
    Secret() = default;

    explicit Secret(std::string value) {
        value_.swap(value); // A short one is copied by that, as by a move.
        wipe(value);
    }

    Secret(const Secret& other) = default;

    Secret(Secret&& other) noexcept {
        value_.swap(other.value_);
        wipe(other.value_);
    }

    Secret& operator=(const Secret& other) {
        return *this = Secret{other}; // A longer value would leave the old one in the heap.
    }

    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            value_.swap(other.value_);
            wipe(other.value_);
        }
        return *this;
    }

    ~Secret() { wipe(value_); }

    [[nodiscard]] std::string_view reveal() const { return value_; }

    [[nodiscard]] bool empty() const { return value_.empty(); }

    friend std::ostream& operator<<(std::ostream& out, const Secret& /*secret*/) {
        return out << "•••";
    }

private:
    std::string value_;
};

} // namespace ports
