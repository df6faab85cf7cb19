#include "adapters/imap/wire/grammar/grammar.hpp"
#include "adapters/imap/wire/utf8.hpp"

#include <algorithm>

namespace imap::wire::grammar {

bool plain_text(Lexer& in, std::size_t size, std::string& text) {
    text.assign(in.rest().substr(0, size));
    in.advance(text.size());
    const bool control = std::ranges::any_of(text, [](char c) { return c == '\0' || c == '\r'; });
    const bool wide = std::ranges::any_of(text, [](char c) { return (c & 0x80) != 0; });
    // RFC 9051 has UTF-8 here too.
    const bool legal = !wide || (in.utf8() && is_utf8(text));
    return (legal && !control) || in.note(Quirk::raw_octets_in_text, "text");
}

namespace {

bool text_after_code(Lexer& in, std::string& text) {
    if (in.at_end()) {
        return in.note(Quirk::missing_text, "resp-text");
    }
    if (!in.skip(' ') && !in.note(Quirk::missing_space, "resp-text")) {
        return false;
    }
    if (in.at_end()) {
        return in.note(Quirk::empty_text_after_code, "resp-text");
    }
    return plain_text(in, in.rest().size(), text);
}

// A code whose argument cannot be read is kept as text up to the bracket; what is no code at all,
// like Exchange's [Error="…" …], is text (net-imap #597).
bool unreadable_code(Lexer& in, ResponseCode& code, std::string& text) {
    if (!in.note(Quirk::unreadable_code, "resp-text-code")) {
        return false;
    }
    const std::string_view rest = in.rest();
    const std::size_t bracket = rest.find(']');
    const std::string_view inside =
        bracket == std::string_view::npos ? std::string_view{} : rest.substr(1, bracket - 1);
    const std::size_t blank = inside.find(' ');
    const std::string_view name = inside.substr(0, blank);
    if (name.empty() || !all_are(name, character::atom) ||
        name.find('=') != std::string_view::npos) {
        code = std::monostate{};
        return plain_text(in, in.rest().size(), text);
    }
    const bool bare = blank == std::string_view::npos || blank + 1 == inside.size();
    if (bare) {
        code = PlainCode{uppered(name)};
    } else {
        code = OtherCode{uppered(name), std::string{inside.substr(blank + 1)}};
    }
    in.advance(bracket + 1);
    return text_after_code(in, text);
}

} // namespace

// resp-text = ["[" resp-text-code "]" SP] text
bool response_text(Lexer& in, ResponseCode& code, std::string& text) {
    if (in.at_end()) {
        return in.note(Quirk::missing_text, "resp-text");
    }
    if (in.peek() != '[') {
        return plain_text(in, in.rest().size(), text);
    }
    const Lexer::Mark mark = in.mark();
    in.advance(1);
    if (response_code(in, code) && in.skip_spaces(Quirk::extra_space) && in.skip(']')) {
        return text_after_code(in, text);
    }
    if (!in.allows(Quirk::unreadable_code)) {
        return in.fail("expected the end of the code", "resp-text-code");
    }
    in.back_to(mark);
    return unreadable_code(in, code, text);
}

} // namespace imap::wire::grammar
