#pragma once

#include "domain/mail/message.hpp"

#include <string_view>

namespace ports {

/// Turns raw mail into domain values. Total: mail is hostile, and whatever can be read is returned.
/// Reading never allocates more than a small multiple of its input, nor recurses deeper than a
/// named limit.
class MimeReader {
public:
    virtual ~MimeReader() = default;
    /// `raw` is a header block, with or without the empty line that ends it.
    [[nodiscard]] virtual domain::Headers headers(std::string_view raw) const = 0;
    /// `body` are the first bytes of the part as transferred; `complete` says whether these are
    /// all.
    [[nodiscard]] virtual domain::Text
    text(const domain::Part& part, std::string_view body, bool complete) const = 0;
    /// Headers, structure and text of a whole RFC 5322 message; the other members are left as they
    /// are by default.
    [[nodiscard]] virtual domain::Message message(std::string_view raw) const = 0;
};

} // namespace ports
