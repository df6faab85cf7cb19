#pragma once

#include <string>
#include <string_view>

namespace report {

/// Text made safe for an element's content and for a quoted attribute: label names and addresses
/// are hostile.
std::string escaped(std::string_view text);

/// A whole page without anything fetched from elsewhere; `body` is HTML already.
std::string page(std::string_view title, std::string_view body);

} // namespace report
