#include "adapters/secrets/password.hpp"

#include <fmt/format.h>

#include <utility>

namespace secrets {

namespace {

bool is_app_password_as_shown(const std::string& text) {
    constexpr std::size_t length = 19; // Four groups of four letters, three blanks.
    if (text.size() != length) {
        return false;
    }
    for (std::size_t i = 0; i < length; ++i) {
        const bool letter = text[i] >= 'a' && text[i] <= 'z';
        if (i % 5 == 4 ? text[i] != ' ' : !letter) {
            return false;
        }
    }
    return true;
}

} // namespace

ports::Result<ports::Secret> cleaned(std::string bytes, const std::string& place) {
    for (const char c : {'\n', '\r'}) {
        if (bytes.ends_with(c)) {
            bytes.pop_back();
        }
    }
    if (is_app_password_as_shown(bytes)) {
        std::erase(bytes, ' ');
    }
    if (bytes.empty()) {
        return ports::fail(
            ports::FailureKind::config, fmt::format("there is no password in {}", place)
        );
    }
    return ports::Secret{std::move(bytes)};
}

} // namespace secrets
