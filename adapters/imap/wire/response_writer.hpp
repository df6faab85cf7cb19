#pragma once

#include "adapters/imap/wire/envelope.hpp"
#include "adapters/imap/wire/write_response.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace imap::wire {

/// The terminals of the response grammar, written in the forms that a style chooses. Internal to
/// write_response.
class ResponseWriter {
public:
    ResponseWriter(std::string& out, const ResponseStyle& style)
        : out_(out), style_(style), state_(style.seed) {}

    [[nodiscard]] const ResponseStyle& style() const { return style_; }

    ResponseWriter& raw(std::string_view text) {
        out_.append(text);
        return *this;
    }

    ResponseWriter& space() { return raw(" "); }

    ResponseWriter& end() { return raw("\r\n"); }

    /// A word of the grammar, whose case is free.
    ResponseWriter& keyword(std::string_view word);
    ResponseWriter& number(std::uint64_t value);
    ResponseWriter& string(std::string_view value);
    ResponseWriter& nstring(const NString& value);
    ResponseWriter& astring(std::string_view value);
    ResponseWriter& quoted(std::string_view value);
    /// A string of a response code: quoted where it can be, because behind a literal a text that
    /// ends in "{3}" would be read as one more.
    ResponseWriter& code_string(std::string_view value);
    ResponseWriter& literal(std::string_view value, bool binary = false);
    /// Text up to the line end.
    ResponseWriter& text(std::string_view value);

    /// "(" members ")".
    template <typename Range, typename Write>
    ResponseWriter& list(const Range& range, Write write, std::string_view separator = " ") {
        raw("(");
        separated(range, write, separator);
        return raw(")");
    }

    template <typename Range, typename Write>
    ResponseWriter& separated(const Range& range, Write write, std::string_view separator = " ") {
        bool first = true;
        for (const auto& member : range) {
            if (!first) {
                raw(separator);
            }
            first = false;
            write(member);
        }
        return *this;
    }

    /// The next draw below `bound`.
    std::uint64_t draw(std::uint64_t bound);

private:
    [[nodiscard]] bool can_quote(std::string_view value) const;

    std::string& out_;
    const ResponseStyle& style_;
    std::uint64_t state_;
};

// The productions, one family a file.
void write_esearch(ResponseWriter& out, const ESearch& esearch);
void write_fetch(ResponseWriter& out, const Fetch& fetch);
void write_envelope(ResponseWriter& out, const Envelope& envelope);
void write_body(ResponseWriter& out, const BodyPart& part, bool extended);
void write_code(ResponseWriter& out, const ResponseCode& code);
void write_flags(ResponseWriter& out, const Flags& flags);

} // namespace imap::wire
