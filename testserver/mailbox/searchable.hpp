#pragma once

#include "testserver/mailbox/mime/header.hpp"
#include "testserver/mailbox/mime/part.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace testserver {

// Text for SEARCH: decoded, and folded so that it compares without case in any language.

/// Every value of the named header field, decoded and folded, one a line.
std::string searchable_field(const std::vector<mime::RawField>& fields, std::string_view name);
/// The addresses of a header field as "name <mailbox@host>", without the comments and folds that
/// stood inside them.
std::string searchable_addresses(const std::vector<mime::RawField>& fields, std::string_view name);
/// All header fields with their names.
std::string searchable_header(const std::vector<mime::RawField>& fields);
/// All text parts, decoded and folded.
std::string searchable_body(const mime::Part& mail, std::string_view raw);

} // namespace testserver
