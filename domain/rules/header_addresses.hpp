#pragma once

#include "domain/mail/address.hpp"

#include <string_view>
#include <vector>

namespace domain::rules {

/// The addresses in a decoded address header that Headers does not take apart (Bcc, Delivered-To).
/// Lenient: names, comments and groups are stepped over, what has no "@" is left out.
std::vector<Address> header_addresses(std::string_view value);

} // namespace domain::rules
