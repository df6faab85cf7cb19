#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imap::wire {

enum class SectionText : unsigned char {
    whole,
    header,
    header_fields,
    header_fields_not,
    text,
    mime
};

/// section of RFC 3501, what stands between the brackets of BODY[…]: "", "1.2.MIME",
/// "HEADER.FIELDS (From To)".
struct Section {
    std::vector<std::uint32_t> part;
    SectionText text = SectionText::whole;
    std::vector<std::string> fields; ///< Of header_fields and header_fields_not.

    bool operator==(const Section&) const = default;
};

/// The text between the brackets; header names in canonical quoting.
std::string text_of(const Section& section);

} // namespace imap::wire
