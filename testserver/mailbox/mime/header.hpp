#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace testserver::mime {

/// One field of a header block, as views into the raw mail: what FETCH must give back byte for
/// byte.
struct RawField {
    std::string_view name;
    std::string_view value; ///< Still folded, without the final line end.
    std::string_view whole; ///< Name to line end, both included.
};

/// The length of the header block at the start of `mail`, the empty line included. A block without
/// an empty line reaches to the end.
std::size_t header_length(std::string_view mail);

/// The fields of a header block. Lines that are no field are left out.
std::vector<RawField> header_fields(std::string_view header);

/// The first field of that name (compared without case), unfolded and trimmed; empty when absent.
std::string field_value(const std::vector<RawField>& fields, std::string_view name);
bool has_field(const std::vector<RawField>& fields, std::string_view name);

/// Line ends taken out, outer white space trimmed (RFC 5322 2.2.3).
std::string unfolded(std::string_view value);

} // namespace testserver::mime
