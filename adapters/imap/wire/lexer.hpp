#pragma once

#include "adapters/imap/wire/characters.hpp"
#include "adapters/imap/wire/diagnostic.hpp"
#include "adapters/imap/wire/envelope.hpp"
#include "adapters/imap/wire/framer.hpp"
#include "adapters/imap/wire/quirk.hpp"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imap::wire {

/// The terminals of the response grammar over one frame. A read answers false when it fails; the
/// first failure is kept with its place, so callers only pass the false on. A deviation is noted as
/// a quirk, and is a failure where that quirk is not allowed.
class Lexer {
public:
    struct Options {
        Tolerance tolerance;
        unsigned depth = 0; ///< Parentheses in parentheses that may be entered.
        bool utf8 = false;  ///< Quoted strings may hold UTF-8 (RFC 6855).
    };

    Lexer(const Frame& frame, const Options& options)
        : text_(frame.text), streamed_(frame.streamed), options_(options) {}

    // Where we are.
    [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }

    [[nodiscard]] std::size_t position() const { return position_; }

    /// The next octet, NUL at the end.
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0';
    }

    [[nodiscard]] std::string_view rest() const { return text_.substr(position_); }

    [[nodiscard]] std::string_view since(std::size_t start) const {
        return text_.substr(start, position_ - start);
    }

    void advance(std::size_t octets) { position_ += octets; }

    // Punctuation.
    bool skip(char c) {
        if (peek() != c || at_end()) {
            return false;
        }
        ++position_;
        return true;
    }

    bool expect(char c, std::string_view where);
    /// One SP. More are tolerated, and none where the next octet cannot be part of the word before.
    bool space(std::string_view where);
    /// True at "SP something": a list goes on. Consumes the spaces, also those before the end.
    bool more(std::string_view where);
    /// SP that should not be there.
    bool skip_spaces(Quirk quirk);
    /// Nothing may follow but tolerated spaces.
    bool end(std::string_view where);

    // Words.
    bool atom(std::string_view& word, std::string_view where);
    /// As many octets of these classes as there are; may be none.
    std::string_view run(std::uint8_t classes);
    /// True at NIL as a whole word, which is consumed.
    bool skip_nil();
    [[nodiscard]] bool at_nil() const;

    [[nodiscard]] bool at_string() const { return peek() == '"' || at_literal(); }

    [[nodiscard]] bool at_literal() const {
        return peek() == '{' || (peek() == '~' && peek(1) == '{');
    }

    // Values.
    bool number(std::uint64_t& value, std::string_view where);
    bool number32(std::uint32_t& value, std::string_view where);
    /// nz-number: zero is noted.
    bool nonzero(std::uint64_t& value, std::string_view where);
    bool nonzero32(std::uint32_t& value, std::string_view where);
    bool string(std::string& value, std::string_view where);
    bool nstring(NString& value, std::string_view where);
    bool astring(std::string& value, std::string_view where);
    /// A literal or string whose bytes may have gone to the literal sink.
    bool content(NString& bytes, std::uint64_t& octets, bool& streamed, std::string_view where);
    /// Any one value, balanced: what stands behind an unknown name. Answers its text.
    bool value(std::string_view& text, std::string_view where);

    // Depth of parentheses; each successful `enter` is matched by `leave`.
    bool enter(std::string_view where);

    void leave() { --depth_; }

    // Deviations and failure.
    bool note(Quirk quirk, std::string_view where);
    bool fail(std::string_view what, std::string_view where);

    [[nodiscard]] bool failed() const { return failed_; }

    [[nodiscard]] const Diagnostic& diagnostic() const { return diagnostic_; }

    [[nodiscard]] std::vector<Quirk> quirks() const;

    /// UTF-8 is legal in strings and texts: UTF8=ACCEPT or IMAP4rev2 is enabled.
    [[nodiscard]] bool utf8() const { return options_.utf8; }

    [[nodiscard]] bool allows(Quirk quirk) const { return options_.tolerance.allows(quirk); }

    // Trying another reading.
    struct Mark {
        std::size_t position = 0;
        std::bitset<quirk_count> quirks;
        unsigned depth = 0;
    };

    [[nodiscard]] Mark mark() const { return {position_, quirks_, depth_}; }

    void back_to(const Mark& mark);

private:
    std::size_t run_of_spaces();
    bool word_of_value(std::string_view where);
    bool quoted(std::string& value, std::string_view where);
    bool quoted_slowly(std::string& value, std::string_view where);
    bool escape(std::string& value, std::string_view where);
    bool literal(std::string& value, std::uint64_t& octets, bool& streamed, std::string_view where);
    bool literal_size(std::uint64_t& octets, std::string_view where);
    bool digits(std::uint64_t& value, std::string_view where);
    bool odd_number(std::uint64_t& value, std::string_view where);
    [[nodiscard]] bool closes_quoted(std::size_t quote) const;
    [[nodiscard]] const StreamedLiteral* streamed_here() const;

    std::string_view text_;
    const std::vector<StreamedLiteral>& streamed_;
    Options options_;
    std::size_t position_ = 0;
    std::size_t literal_end_ = 0;
    unsigned depth_ = 0;
    std::bitset<quirk_count> quirks_;
    bool failed_ = false;
    Diagnostic diagnostic_;
};

} // namespace imap::wire
