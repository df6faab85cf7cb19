#pragma once

#include "domain/mail/address.hpp"

#include <string_view>
#include <vector>

namespace mime {

/// The spellings that nearly all mail uses, without an allocation beyond the result: `a@b`,
/// `Name <a@b>`, `"Name" <a@b>`, in ASCII and without encoded words, separated by commas. False,
/// and nothing appended, when the field holds anything else.
bool append_plain_addresses(std::vector<domain::Address>& addresses, std::string_view field);

} // namespace mime
