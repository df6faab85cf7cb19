#include "adapters/mime/header_words.hpp"

#include "adapters/mime/charset.hpp"
#include "adapters/mime/library.hpp"

#include <gmime/gmime-utils.h>

#include <algorithm>
#include <utility>

namespace mime {

std::string on_one_line(std::string text) {
    std::ranges::replace_if(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
    return text;
}

bool is_encoded(std::string_view value) {
    return value.find("=?") != std::string_view::npos || !is_utf8(value);
}

std::string decoded_words(const std::string& value) {
    if (!is_encoded(value)) {
        return value;
    }
    const OwnedText decoded{g_mime_utils_header_decode_text(tolerant(), value.c_str())};
    return on_one_line(repaired_utf8(decoded ? decoded.get() : value));
}

} // namespace mime
