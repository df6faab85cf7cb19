#include "domain/rules/header_addresses.hpp"

#include "domain/mail/ascii.hpp"

#include <string>

namespace domain::rules {

namespace {

/// Separates addresses and the words of display names. Quotes and comments need no care: what is
/// inside them has an "@" only in a quoted local part, which nobody's rule asks for.
constexpr std::string_view separators = " \t\r\n,;:<>()\"";

} // namespace

std::vector<Address> header_addresses(std::string_view value) {
    std::vector<Address> addresses;
    while (true) {
        const std::size_t start = value.find_first_not_of(separators);
        if (start == std::string_view::npos) {
            return addresses;
        }
        value.remove_prefix(start);
        const std::string_view token = value.substr(0, value.find_first_of(separators));
        value.remove_prefix(token.size());
        const std::size_t at = token.rfind('@');
        if (at != std::string_view::npos && at != 0) {
            addresses.push_back(
                {{}, std::string{token.substr(0, at)}, ascii_lowered(token.substr(at + 1))}
            );
        }
    }
}

} // namespace domain::rules
