#pragma once

#include "domain/rules/diagnostic.hpp"
#include "domain/rules/fields.hpp"

#include <string_view>
#include <vector>

namespace domain::rules {

enum class TokenKind : unsigned char {
    word,
    phrase,    ///< Quoted.
    field,     ///< "from:"; the value follows.
    open,      ///< (
    close,     ///< )
    open_any,  ///< {
    close_any, ///< }
    minus,
    keyword_or,
    keyword_and,
    keyword_not,
    end,
};

struct Token {
    TokenKind kind = TokenKind::end;
    Span span;
    std::string_view text;        ///< Of a word or field name; of a phrase without its quotes.
    const Field* field = nullptr; ///< Of a field token; null when there is no such search word.
    bool glued = false;           ///< No blank before it.
};

struct Tokens {
    std::vector<Token> tokens; ///< The last one is `end`.
    std::vector<Diagnostic> diagnostics;
};

/// Cuts a query into tokens that view `text`.
Tokens lex(std::string_view text);

} // namespace domain::rules
