#include "adapters/imap/wire/response_writer.hpp"

#include "adapters/imap/wire/characters.hpp"
#include "adapters/imap/wire/utf8.hpp"

#include <algorithm>

namespace imap::wire {

ResponseWriter& ResponseWriter::keyword(std::string_view word) {
    if (!style_.varied_case) {
        return raw(word);
    }
    for (const char c : word) {
        const bool lower = c >= 'A' && c <= 'Z' && draw(2) == 0;
        out_.push_back(lower ? static_cast<char>(c - 'A' + 'a') : c);
    }
    return *this;
}

ResponseWriter& ResponseWriter::number(std::uint64_t value) {
    return raw(std::to_string(value));
}

bool ResponseWriter::can_quote(std::string_view value) const {
    const bool safe =
        std::ranges::none_of(value, [](char c) { return c == '\0' || c == '\r' || c == '\n'; });
    const bool ascii = std::ranges::none_of(value, [](char c) { return (c & 0x80) != 0; });
    return safe && (ascii || (style_.utf8 && is_utf8(value)));
}

ResponseWriter& ResponseWriter::string(std::string_view value) {
    using Strings = ResponseStyle::Strings;
    const bool as_literal =
        style_.strings == Strings::literal || (style_.strings == Strings::varied && draw(3) == 0);
    return !as_literal && can_quote(value) ? quoted(value) : literal(value);
}

ResponseWriter& ResponseWriter::nstring(const NString& value) {
    return value ? string(*value) : keyword("NIL");
}

ResponseWriter& ResponseWriter::astring(std::string_view value) {
    using Strings = ResponseStyle::Strings;
    const bool as_atom =
        style_.strings == Strings::shortest || (style_.strings == Strings::varied && draw(2) == 0);
    const bool is_atom =
        !value.empty() && all_are(value, character::astring) && !same_word(value, "NIL");
    return as_atom && is_atom ? raw(value) : string(value);
}

ResponseWriter& ResponseWriter::code_string(std::string_view value) {
    if (style_.strings == ResponseStyle::Strings::shortest) {
        return astring(value);
    }
    return can_quote(value) ? quoted(value) : literal(value);
}

ResponseWriter& ResponseWriter::quoted(std::string_view value) {
    out_.push_back('"');
    for (const char c : value) {
        if (c == '"' || c == '\\') {
            out_.push_back('\\');
        }
        out_.push_back(c);
    }
    out_.push_back('"');
    return *this;
}

ResponseWriter& ResponseWriter::literal(std::string_view value, bool binary) {
    if (binary) {
        out_.push_back('~');
    }
    return raw("{").number(value.size()).raw("}\r\n").raw(value);
}

ResponseWriter& ResponseWriter::text(std::string_view value) {
    for (const char c : value) {
        out_.push_back(c == '\r' || c == '\n' || c == '\0' ? ' ' : c);
    }
    return *this;
}

// SplitMix64: the same seed gives the same bytes on every machine.
std::uint64_t ResponseWriter::draw(std::uint64_t bound) {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return (mixed ^ (mixed >> 31U)) % bound;
}

} // namespace imap::wire
