#include "adapters/mime/library.hpp"

#include <gmime/gmime.h>

#include <array>

namespace mime {

namespace {

GMimeParserOptions* make_tolerant() {
    initialise();
    GMimeParserOptions* options = g_mime_parser_options_new();
    std::array<const char*, 3> charsets{"utf-8", "windows-1252", nullptr};
    g_mime_parser_options_set_fallback_charsets(options, charsets.data());
    g_mime_parser_options_set_allow_addresses_without_domain(options, TRUE);
    return options;
}

} // namespace

void initialise() {
    static const bool done = [] {
        g_mime_init();
        return true;
    }();
    static_cast<void>(done);
}

GMimeParserOptions* tolerant() {
    static GMimeParserOptions* const options = make_tolerant();
    return options;
}

} // namespace mime
