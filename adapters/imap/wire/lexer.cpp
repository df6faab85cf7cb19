#include "adapters/imap/wire/lexer.hpp"

#include "adapters/imap/wire/utf8.hpp"

#include <algorithm>
#include <limits>

namespace imap::wire {

bool Lexer::fail(std::string_view what, std::string_view where) {
    if (!failed_) {
        failed_ = true;
        diagnostic_ = {position_, std::string{what}, std::string{where}};
    }
    return false;
}

bool Lexer::note(Quirk quirk, std::string_view where) {
    if (!allows(quirk)) {
        return fail(std::string{"not allowed when strict: "}.append(name_of(quirk)), where);
    }
    quirks_.set(static_cast<std::size_t>(quirk));
    return true;
}

std::vector<Quirk> Lexer::quirks() const {
    std::vector<Quirk> noted;
    if (quirks_.none()) {
        return noted;
    }
    for (std::size_t i = 0; i < quirk_count; ++i) {
        if (quirks_.test(i)) {
            noted.push_back(static_cast<Quirk>(i));
        }
    }
    return noted;
}

void Lexer::back_to(const Mark& mark) {
    position_ = mark.position;
    quirks_ = mark.quirks;
    depth_ = mark.depth;
    failed_ = false;
}

bool Lexer::enter(std::string_view where) {
    if (depth_ >= options_.depth) {
        return fail("nested too deeply", where);
    }
    ++depth_;
    return true;
}

bool Lexer::expect(char c, std::string_view where) {
    if (skip(c)) {
        return true;
    }
    return fail(std::string{"expected \""} + c + '"', where);
}

bool Lexer::skip_spaces(Quirk quirk) {
    if (peek() != ' ') {
        return true;
    }
    if (!note(quirk, "SP")) {
        return false;
    }
    run_of_spaces();
    return true;
}

bool Lexer::space(std::string_view where) {
    if (skip(' ')) {
        return peek() != ' ' || skip_spaces(Quirk::extra_space);
    }
    const char before = position_ > 0 ? text_[position_ - 1] : ' ';
    const bool word_has_ended = before == ')' || before == '"' || peek() == '(' || peek() == '"' ||
                                position_ == literal_end_;
    if (at_end() || !word_has_ended) {
        return fail("expected a space", where);
    }
    return note(Quirk::missing_space, where);
}

bool Lexer::more(std::string_view /*where*/) {
    if (peek() != ' ') {
        return false;
    }
    const char next = peek(1);
    if (next != ' ' && next != ')' && position_ + 1 < text_.size()) {
        ++position_;
        return true;
    }
    const std::size_t spaces = run_of_spaces();
    if (at_end() || peek() == ')') {
        note(at_end() ? Quirk::trailing_space : Quirk::space_inside_parentheses, "SP");
        return false;
    }
    return spaces < 2 || note(Quirk::extra_space, "SP");
}

std::size_t Lexer::run_of_spaces() {
    const std::size_t start = position_;
    while (peek() == ' ') {
        ++position_;
    }
    return position_ - start;
}

bool Lexer::end(std::string_view where) {
    if (peek() == ' ' && !skip_spaces(Quirk::trailing_space)) {
        return false;
    }
    while (peek() == ')') {
        if (!note(Quirk::extra_parenthesis, where)) {
            return false;
        }
        ++position_;
    }
    return at_end() || fail("unexpected text", where);
}

std::string_view Lexer::run(std::uint8_t classes) {
    const std::size_t start = position_;
    while (position_ < text_.size() && is(text_[position_], classes)) {
        ++position_;
    }
    return since(start);
}

bool Lexer::atom(std::string_view& word, std::string_view where) {
    word = run(character::atom);
    return !word.empty() || fail("expected an atom", where);
}

bool Lexer::at_nil() const {
    return upper(peek()) == 'N' && upper(peek(1)) == 'I' && upper(peek(2)) == 'L' &&
           (position_ + 3 >= text_.size() || !is(peek(3), character::astring));
}

bool Lexer::skip_nil() {
    if (!at_nil()) {
        return false;
    }
    position_ += 3;
    return true;
}

bool Lexer::digits(std::uint64_t& value, std::string_view where) {
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    value = 0;
    while (position_ < text_.size() && is(text_[position_], character::digit)) {
        const auto digit = static_cast<std::uint64_t>(text_[position_] - '0');
        if (value > (most - digit) / 10) {
            return fail("the number is too large", where);
        }
        value = value * 10 + digit;
        ++position_;
    }
    return true;
}

bool Lexer::number(std::uint64_t& value, std::string_view where) {
    return is(peek(), character::digit) ? digits(value, where) : odd_number(value, where);
}

bool Lexer::odd_number(std::uint64_t& value, std::string_view where) {
    if (peek() == '-' && is(peek(1), character::digit)) {
        ++position_;
        std::uint64_t dropped = 0;
        value = 0;
        return note(Quirk::negative_number, where) && digits(dropped, where);
    }
    if (peek() == '"' && is(peek(1), character::digit)) {
        ++position_;
        return note(Quirk::quoted_number, where) && digits(value, where) && expect('"', where);
    }
    if (at_nil()) {
        value = 0;
        return note(Quirk::nil_for_number, where) && skip_nil();
    }
    return fail("expected a number", where);
}

bool Lexer::number32(std::uint32_t& value, std::string_view where) {
    std::uint64_t wide = 0;
    const std::size_t start = position_;
    if (!number(wide, where)) {
        return false;
    }
    if (wide > std::numeric_limits<std::uint32_t>::max()) {
        position_ = start;
        return fail("the number does not fit in 32 bits", where);
    }
    value = static_cast<std::uint32_t>(wide);
    return true;
}

bool Lexer::nonzero(std::uint64_t& value, std::string_view where) {
    return number(value, where) && (value != 0 || note(Quirk::zero_number, where));
}

bool Lexer::nonzero32(std::uint32_t& value, std::string_view where) {
    return number32(value, where) && (value != 0 || note(Quirk::zero_number, where));
}

// A quote that ends a string is followed by what can follow a string. Encoded words and Message-IDs
// with bare quotes inside have been seen (MailKit's tests).
bool Lexer::closes_quoted(std::size_t quote) const {
    const std::size_t next = quote + 1;
    return next >= text_.size() ||
           std::string_view{" )(]\r\n"}.find(text_[next]) != std::string_view::npos;
}

bool Lexer::quoted(std::string& value, std::string_view where) {
    ++position_;
    const std::size_t start = position_;
    run(character::plain);
    if (peek() == '"' && closes_quoted(position_)) {
        value.assign(since(start));
        ++position_;
        return true;
    }
    value.assign(since(start));
    return quoted_slowly(value, where);
}

bool Lexer::quoted_slowly(std::string& value, std::string_view where) {
    while (!at_end()) {
        const char c = peek();
        if (c == '"' && closes_quoted(position_)) {
            ++position_;
            const bool legal = options_.utf8 && is_utf8(value);
            const bool ascii = std::ranges::none_of(value, [](char o) {
                return o == '\0' || o == '\r' || (o & 0x80) != 0;
            });
            return ascii || legal || note(Quirk::raw_octets_in_quoted, where);
        }
        if (c == '\\') {
            if (!escape(value, where)) {
                return false;
            }
            continue;
        }
        if (c == '"' && !note(Quirk::unescaped_quote, where)) {
            return false;
        }
        value.push_back(c);
        ++position_;
    }
    return fail("the quoted string does not end", where);
}

bool Lexer::escape(std::string& value, std::string_view where) {
    const char next = peek(1);
    if (next == '"' || next == '\\') {
        value.push_back(next);
        position_ += 2;
        return true;
    }
    if (!note(Quirk::bad_escape, where)) {
        return false;
    }
    value.push_back('\\');
    ++position_;
    return true;
}

const StreamedLiteral* Lexer::streamed_here() const {
    const auto found = std::ranges::find(streamed_, position_, &StreamedLiteral::position);
    return found == streamed_.end() ? nullptr : &*found;
}

bool Lexer::literal_size(std::uint64_t& octets, std::string_view where) {
    skip('~');
    ++position_;
    if (!is(peek(), character::digit)) {
        return fail("expected the size of a literal", where);
    }
    if (!digits(octets, where)) {
        return false;
    }
    if (peek() == '+' && (!note(Quirk::literal_plus_from_server, where) || !skip('+'))) {
        return false;
    }
    if (!expect('}', where)) {
        return false;
    }
    skip('\r');
    return expect('\n', where);
}

bool Lexer::literal(
    std::string& value, std::uint64_t& octets, bool& streamed, std::string_view where
) {
    if (!literal_size(octets, where)) {
        return false;
    }
    if (streamed_here() != nullptr) {
        streamed = true;
        value.clear();
        literal_end_ = position_;
        return true;
    }
    if (octets > text_.size() - position_) {
        return fail("the literal is cut short", where);
    }
    value.assign(text_.substr(position_, octets));
    position_ += octets;
    literal_end_ = position_;
    return true;
}

bool Lexer::content(NString& bytes, std::uint64_t& octets, bool& streamed, std::string_view where) {
    if (at_literal()) {
        return literal(bytes.emplace(), octets, streamed, where);
    }
    if (!nstring(bytes, where)) {
        return false;
    }
    octets = bytes ? bytes->size() : 0;
    return true;
}

bool Lexer::string(std::string& value, std::string_view where) {
    if (peek() == '"') {
        return quoted(value, where);
    }
    if (at_literal()) {
        std::uint64_t octets = 0;
        bool streamed = false;
        return literal(value, octets, streamed, where);
    }
    if (at_nil()) {
        value.clear();
        return note(Quirk::nil_for_string, where) && skip_nil();
    }
    const std::string_view word = run(character::astring);
    if (word.empty()) {
        return fail("expected a string", where);
    }
    value.assign(word);
    return note(Quirk::atom_for_string, where);
}

bool Lexer::nstring(NString& value, std::string_view where) {
    if (skip_nil()) {
        value.reset();
        return true;
    }
    if (peek() == '(' && peek(1) == ')') {
        value.reset();
        position_ += 2;
        return note(Quirk::empty_list_for_nil, where);
    }
    return string(value.emplace(), where);
}

bool Lexer::astring(std::string& value, std::string_view where) {
    if (at_string()) {
        return string(value, where);
    }
    const std::string_view word = run(character::astring);
    if (word.empty()) {
        return fail("expected an atom or a string", where);
    }
    value.assign(word);
    return true;
}

bool Lexer::value(std::string_view& text, std::string_view where) {
    const std::size_t start = position_;
    unsigned open = 0;
    do {
        if (skip('(')) {
            ++open;
        } else if (open > 0 && skip(')')) {
            --open;
        } else if (!(open > 0 && skip(' ')) && !word_of_value(where)) {
            return false;
        }
    } while (open > 0 && !at_end());
    text = since(start);
    return open == 0 || fail("the list does not end", where);
}

bool Lexer::word_of_value(std::string_view where) {
    if (at_string()) {
        std::string ignored;
        return string(ignored, where);
    }
    const std::size_t start = position_;
    while (is(peek(), character::loose) && peek() != '(') {
        ++position_;
    }
    return position_ > start || fail("expected a value", where);
}

} // namespace imap::wire
