#pragma once

#include <string_view>

namespace testserver {

/// Whether a name fits a LIST pattern: "*" any characters, "%" any but the separator (RFC
/// 3501 6.3.8). INBOX fits in any case. Takes time linear in the product of the lengths at most.
bool list_matches(std::string_view pattern, std::string_view name);

} // namespace testserver
