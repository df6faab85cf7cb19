#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mime {

/// A field as it stands in the message. Both views point into the raw text.
struct RawField {
    std::string_view name;
    std::string_view value; ///< Still folded and encoded, with the last line end.
};

struct HeaderBlock {
    std::vector<RawField> fields;
    std::size_t body = 0; ///< Where the body begins; the size of the text when there is none.
};

/// Takes a header apart up to the first empty line. A line that is no field is passed over, and so
/// is the "From " line of an mbox; LF ends a line as well as CRLF does.
HeaderBlock split_header(std::string_view raw);

/// The first field of that name, compared without case; empty when there is none.
std::string_view find_field(const HeaderBlock& header, std::string_view name);

/// The value on one line: each fold becomes a blank, NUL too (C strings end there), and what is
/// over max_field_bytes goes.
std::string unfolded(std::string_view value);

} // namespace mime
