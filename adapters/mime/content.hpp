#pragma once

#include "adapters/mime/header_block.hpp"

#include <string>
#include <string_view>

namespace mime {

/// What the header of a MIME entity says about its body (RFC 2045, RFC 2183), parameters decoded
/// (RFC 2231).
struct Content {
    std::string media_type; ///< Lower case; the default where nothing readable is said.
    std::string charset;    ///< Lower case.
    std::string encoding;   ///< Lower case.
    std::string boundary;
    std::string file_name;
    bool attachment = false; ///< As domain::Part means it.

    [[nodiscard]] bool is_multipart() const { return media_type.starts_with("multipart/"); }

    [[nodiscard]] bool is_message() const {
        return media_type == "message/rfc822" || media_type == "message/global";
    }
};

/// `default_type` is text/plain, or message/rfc822 inside multipart/digest (RFC 2046 5.1.5).
Content read_content(const HeaderBlock& header, std::string_view default_type);

} // namespace mime
