#pragma once

#include "adapters/imap/wire/diagnostic.hpp"
#include "adapters/imap/wire/framer.hpp"
#include "adapters/imap/wire/quirk.hpp"
#include "adapters/imap/wire/response.hpp"
#include "adapters/imap/wire/section.hpp"

#include <string_view>

namespace imap::wire {

struct ReadOptions {
    Tolerance tolerance = Tolerance::everything();
    unsigned depth = Limits{}.depth;
    /// UTF8=ACCEPT is enabled: quoted strings may hold UTF-8 (RFC 6855).
    bool utf8 = false;
};

/// Takes one response apart. A response that no quirk explains, or one that needs a quirk which is
/// not allowed, is a diagnostic.
Parsed<Response> read_response(const Frame& frame, const ReadOptions& options = {});
/// The same for a response that is at hand as text, without its final line end.
Parsed<Response> read_response(std::string_view text, const ReadOptions& options = {});

/// Content::section taken apart.
Parsed<Section> read_section(std::string_view text);

} // namespace imap::wire
