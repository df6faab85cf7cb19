#pragma once

#include "adapters/imap/wire/response.hpp"

#include <cstdint>
#include <string>

namespace imap::wire {

/// The forms that the grammar leaves open, so that a server in a test can speak like Gmail or vary.
struct ResponseStyle {
    enum class Strings : unsigned char {
        shortest, ///< Atoms where an astring may be one, else quoted, else literal.
        quoted,   ///< Quoted, else literal.
        literal,  ///< Every string as a literal.
        varied,   ///< Any of them, by `seed`.
    };

    Strings strings = Strings::shortest;
    bool shuffled_items = false; ///< FETCH and STATUS items in an order drawn from `seed`.
    bool varied_case = false;    ///< Keywords in mixed case, by `seed`.
    /// System labels as Gmail sends them, "\\Inbox" quoted; false: the atom of Google's page.
    bool quoted_system_labels = true;
    /// UTF8=ACCEPT is enabled: UTF-8 may stand in quoted strings.
    bool utf8 = false;
    std::uint64_t seed = 0;
};

/// Appends the response with its line ends. Strings that no form can hold (NUL) become literals.
void write_response(std::string& out, const Response& response, const ResponseStyle& style = {});

/// One status response with its line end; an empty tag is "*". CR, LF and NUL cannot stand in its
/// text and become spaces.
std::string status_line(std::string_view tag, const Status& status);

} // namespace imap::wire
