#pragma once

#include <cstddef>

namespace mime {

// What hostile mail may cost. Honest mail stays below each of these by a factor of ten or more.

/// Gmail refuses headers over 500 KB; what comes after is not read.
inline constexpr std::size_t max_header_bytes = std::size_t{1024} * 1024;
inline constexpr std::size_t max_fields = 1000;
/// A longer field is cut. Also bounds what GMime is given at once.
inline constexpr std::size_t max_field_bytes = std::size_t{64} * 1024;
/// Of one address header. Gmail allows 500 recipients.
inline constexpr std::size_t max_addresses = 2000;
/// A group opens with a colon, and GMime recurses into each.
inline constexpr std::size_t max_colons_in_addresses = 200;
inline constexpr std::size_t max_references = 200;

/// Levels of multipart and message/rfc822. Each open level is compared with every line that looks
/// like a boundary.
inline constexpr std::size_t max_depth = 50;
/// Leaves of the MIME tree; what comes after is not listed.
inline constexpr std::size_t max_parts = 1000;

/// Of the encoded text of a part; what comes after is not decoded.
inline constexpr std::size_t max_text_bytes = std::size_t{256} * 1024;
inline constexpr std::size_t max_links = 500;
/// A longer target is left out: it is data, not an address.
inline constexpr std::size_t max_link_bytes = 2048;

} // namespace mime
