#pragma once

#include "ports/mime_reader.hpp"

namespace mime {

/// Reads mail with GMime's decoders, within the bounds of limits.hpp. Holds no state: one serves
/// every message.
class GmimeReader final : public ports::MimeReader {
public:
    GmimeReader();

    [[nodiscard]] domain::Headers headers(std::string_view raw) const override;
    [[nodiscard]] domain::Text
    text(const domain::Part& part, std::string_view body, bool complete) const override;
    [[nodiscard]] domain::Message message(std::string_view raw) const override;
};

} // namespace mime
