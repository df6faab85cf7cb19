#include "adapters/mime/transfer.hpp"

#include <gmime/gmime-encodings.h>

namespace mime {

std::string transfer_decoded(std::string_view bytes, std::string_view encoding) {
    const std::string name{encoding};
    const GMimeContentEncoding kind = g_mime_content_encoding_from_string(name.c_str());
    if (kind != GMIME_CONTENT_ENCODING_BASE64 && kind != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE &&
        kind != GMIME_CONTENT_ENCODING_UUENCODE) {
        return std::string{bytes};
    }
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, kind);
    std::string decoded(g_mime_encoding_outlen(&state, bytes.size()), '\0');
    decoded.resize(g_mime_encoding_step(&state, bytes.data(), bytes.size(), decoded.data()));
    return decoded;
}

} // namespace mime
