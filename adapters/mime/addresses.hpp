#pragma once

#include "domain/mail/address.hpp"

#include <string>
#include <vector>

namespace mime {

/// Appends the mailboxes of an unfolded address field (RFC 5322 3.4), members of groups among them,
/// up to max_addresses.
void append_addresses(std::vector<domain::Address>& addresses, const std::string& field);

/// The same by GMime alone. Tests compare the two.
void append_any_addresses(std::vector<domain::Address>& addresses, const std::string& field);

} // namespace mime
