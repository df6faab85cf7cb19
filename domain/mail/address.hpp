#pragma once

#include <compare>
#include <string>

namespace domain {

/// One mailbox of an address header (RFC 5322 3.4), decoded to UTF-8. Groups are flattened to their
/// members.
struct Address {
    std::string display_name; ///< Empty when there is none.
    std::string local_part;   ///< As written: case is kept.
    std::string host;         ///< Lower case; empty in a broken address.

    [[nodiscard]] std::string text() const {
        return host.empty() ? local_part : local_part + '@' + host;
    }

    auto operator<=>(const Address&) const = default;
};

} // namespace domain
