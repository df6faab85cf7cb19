#include "domain/rules/lexer.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace domain::rules {

namespace {

bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool ends_word(char c) {
    return is_blank(c) || c == '(' || c == ')' || c == '{' || c == '}' || c == '"';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_name(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
}

struct Keyword {
    std::string_view text;
    TokenKind kind;
};

/// Only in capitals, as in Gmail: "or" is a word to search for.
constexpr std::array<Keyword, 3> keywords{{
    {"OR", TokenKind::keyword_or},
    {"AND", TokenKind::keyword_and},
    {"NOT", TokenKind::keyword_not},
}};

std::optional<TokenKind> punctuation(char c) {
    switch (c) {
    case '(':
        return TokenKind::open;
    case ')':
        return TokenKind::close;
    case '{':
        return TokenKind::open_any;
    case '}':
        return TokenKind::close_any;
    default:
        return std::nullopt;
    }
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Tokens run() && {
        while (skip_blanks()) {
            next();
        }
        add(TokenKind::end, 0);
        return std::move(result_);
    }

private:
    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

    bool skip_blanks() {
        const std::size_t before = at_;
        while (at_ < text_.size() && is_blank(text_[at_])) {
            ++at_;
        }
        glued_ = at_ == before && at_ != 0;
        return at_ < text_.size();
    }

    void add(TokenKind kind, std::size_t length) {
        const Span span{at_, length};
        result_.tokens.push_back({kind, span, text_.substr(at_, length), nullptr, glued_});
        at_ += length;
    }

    void next() {
        const bool value =
            glued_ && !result_.tokens.empty() && result_.tokens.back().kind == TokenKind::field;
        if (const auto kind = punctuation(text_[at_])) {
            add(*kind, 1);
        } else if (text_[at_] == '"') {
            phrase();
        } else if (value) {
            add(TokenKind::word, word_length());
        } else if (text_[at_] == '-') {
            add(TokenKind::minus, 1);
        } else if (!field()) {
            word();
        }
    }

    void phrase() {
        const std::size_t close = text_.find('"', at_ + 1);
        if (close == std::string_view::npos) {
            result_.diagnostics.push_back(
                {Severity::error, {at_, 1}, "the quote is never closed", "add a \" at its end"}
            );
            at_ = text_.size();
            return;
        }
        add(TokenKind::phrase, close + 1 - at_);
        Token& token = result_.tokens.back();
        token.text = token.text.substr(1, token.text.size() - 2);
    }

    /// "name:" unless it is the start of an address on the web.
    bool field() {
        const std::string_view text = rest();
        const auto* colon = std::ranges::find_if_not(text, is_name);
        const auto length = static_cast<std::size_t>(colon - text.begin());
        if (!is_letter(text.front()) || colon == text.end() || *colon != ':' ||
            text.substr(length).starts_with("://")) {
            return false;
        }
        add(TokenKind::field, length + 1);
        Token& token = result_.tokens.back();
        token.text = token.text.substr(0, length);
        token.field = find_field(token.text);
        return true;
    }

    void word() {
        const std::size_t length = word_length();
        const auto* keyword = std::ranges::find(keywords, rest().substr(0, length), &Keyword::text);
        add(keyword == keywords.end() ? TokenKind::word : keyword->kind, length);
    }

    [[nodiscard]] std::size_t word_length() const {
        const std::string_view text = rest();
        return static_cast<std::size_t>(std::ranges::find_if(text, ends_word) - text.begin());
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool glued_ = false;
    Tokens result_;
};

} // namespace

Tokens lex(std::string_view text) {
    return Lexer{text}.run();
}

} // namespace domain::rules
