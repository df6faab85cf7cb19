#include "domain/rules/parser.hpp"

#include "domain/rules/checker.hpp"
#include "domain/rules/lexer.hpp"
#include "domain/rules/printer.hpp"

#include <string>
#include <utility>

namespace domain::rules {

namespace {

/// Recursive descent over
///
///     all   = { any [ "AND" ] }
///     any   = unary { "OR" unary }          OR binds tighter than AND, as in Gmail
///     unary = { "-" | "NOT" } primary
///     primary = word | phrase | field value | [ field ] "(" all ")" | [ field ] "{" { unary } "}"
///
/// A group behind a field gives each value in it that field. Everything wrong is noted and stepped
/// over; a node is missing only where something was wrong.
class Parser {
public:
    Parser(std::vector<Token> tokens, std::vector<Diagnostic> diagnostics)
        : tokens_(std::move(tokens)), diagnostics_(std::move(diagnostics)) {}

    ParsedQuery run() && {
        Node root = all(TokenKind::end);
        ParsedQuery parsed{std::nullopt, std::move(diagnostics_)};
        if (!has_errors(parsed.diagnostics)) {
            parsed.query = Query{std::move(root)};
        }
        return parsed;
    }

private:
    [[nodiscard]] const Token& current() const { return tokens_[at_]; }

    [[nodiscard]] bool at(TokenKind kind) const { return current().kind == kind; }

    Token take() {
        const Token token = current();
        if (token.kind != TokenKind::end) {
            ++at_;
        }
        return token;
    }

    void error(Span span, std::string message, std::string hint = {}) {
        diagnostics_.push_back({Severity::error, span, std::move(message), std::move(hint)});
    }

    Node all(TokenKind closing) {
        std::vector<Node> nodes;
        const Token* joined = nullptr;
        while (!at(closing) && !at(TokenKind::end)) {
            if (stray_closing() || (at(TokenKind::keyword_and) && conjunction(nodes, closing))) {
                continue;
            }
            const Token* joint = any(nodes);
            joined = joint == nullptr ? joined : joint;
        }
        const bool mixed = joined != nullptr && nodes.size() > 1;
        Node node = all_of(std::move(nodes));
        if (mixed) {
            diagnostics_.push_back(
                {Severity::warning,
                 joined->span,
                 "OR joins only its two neighbours, as in Gmail",
                 "with parentheses it reads: " + print(node)}
            );
        }
        return node;
    }

    bool stray_closing() {
        if (!at(TokenKind::close) && !at(TokenKind::close_any)) {
            return false;
        }
        const Token token = take();
        error(token.span, "nothing is open that this could close");
        return true;
    }

    bool conjunction(const std::vector<Node>& before, TokenKind closing) {
        const Token token = take();
        if (before.empty() || at(closing) || at(TokenKind::end)) {
            error(token.span, "AND needs something on both sides", "in quotes it is a word");
        }
        return true;
    }

    /// Appends one node; tells the OR in it, if there is one.
    const Token* any(std::vector<Node>& nodes) {
        std::vector<Node> choices;
        const Token* joint = nullptr;
        unary(choices);
        while (at(TokenKind::keyword_or)) {
            joint = &current();
            take();
            unary(choices);
        }
        if (!choices.empty()) {
            nodes.push_back(any_of(std::move(choices)));
        }
        return joint;
    }

    void unary(std::vector<Node>& nodes) {
        bool negative = false;
        Span last{};
        while (at(TokenKind::minus) || at(TokenKind::keyword_not)) {
            last = take().span;
            negative = !negative;
        }
        auto node = primary(last);
        if (node) {
            nodes.push_back(negative ? negated(*std::move(node)) : *std::move(node));
        }
    }

    std::optional<Node> primary(Span negation) {
        const Token token = current();
        switch (token.kind) {
        case TokenKind::word:
        case TokenKind::phrase:
            take();
            return term(group_field(), token);
        case TokenKind::field:
            take();
            return with_field(token);
        case TokenKind::open:
        case TokenKind::open_any:
            take();
            return group(token);
        case TokenKind::keyword_or:
            take();
            error(token.span, "OR needs something on both sides", "in quotes it is a word");
            return std::nullopt;
        case TokenKind::keyword_and:
        case TokenKind::close:
        case TokenKind::close_any:
        case TokenKind::end:
            nothing_there(negation);
            return std::nullopt;
        case TokenKind::minus:
        case TokenKind::keyword_not:
            break;
        }
        return std::nullopt;
    }

    void nothing_there(Span negation) {
        const bool negated = negation.length != 0;
        const Span span = negated ? negation : tokens_[at_ == 0 ? 0 : at_ - 1].span;
        error(span, negated ? "nothing follows that it could negate" : "something is missing here");
    }

    [[nodiscard]] const Field& group_field() const {
        return group_field_ == nullptr ? field(FieldId::anywhere) : *group_field_;
    }

    std::optional<Node> term(const Field& field, const Token& token) {
        const RawValue raw{token.text, token.kind == TokenKind::phrase, token.span};
        auto checked = check_term(field, raw, diagnostics_);
        return checked ? std::optional{Node{*std::move(checked)}} : std::nullopt;
    }

    std::optional<Node> with_field(const Token& name) {
        const Token value = current();
        const bool plain = value.kind == TokenKind::word || value.kind == TokenKind::phrase;
        const bool grouped = value.kind == TokenKind::open || value.kind == TokenKind::open_any;
        if (!value.glued || (!plain && !grouped)) {
            error(
                name.span,
                std::string{name.text} + ": needs a value",
                plain ? "write it without a blank behind the colon" : ""
            );
            return std::nullopt;
        }
        take();
        if (name.field == nullptr) {
            diagnostics_.push_back(unknown_field(name.text, name.span));
            return grouped ? group(value) : std::nullopt;
        }
        if (group_field_ != nullptr) {
            error(name.span, std::string{group_field_->name} + ":(…) holds values only");
            return std::nullopt;
        }
        if (plain) {
            return term(*name.field, value);
        }
        group_field_ = name.field;
        auto node = group(value);
        group_field_ = nullptr;
        return node;
    }

    std::optional<Node> group(const Token& opening) {
        const bool any = opening.kind == TokenKind::open_any;
        const TokenKind closing = any ? TokenKind::close_any : TokenKind::close;
        if (++depth_ > max_query_depth) {
            error(opening.span, "parentheses are nested too deeply");
            too_deep_ = true;
            at_ = tokens_.size() - 1;
            return std::nullopt;
        }
        const std::size_t errors_before = diagnostics_.size();
        Node node = any ? choices() : all(closing);
        --depth_;
        if (too_deep_) {
            return std::nullopt;
        }
        if (take().kind != closing) {
            error(opening.span, "this is never closed");
            return std::nullopt;
        }
        if (const auto* nothing = std::get_if<All>(&node.is); nothing && nothing->of.empty()) {
            if (diagnostics_.size() == errors_before) {
                error(opening.span, "there is nothing inside");
            }
            return std::nullopt;
        }
        return node;
    }

    /// The inside of braces; Gmail needs no OR there, people write it.
    Node choices() {
        std::vector<Node> nodes;
        while (!at(TokenKind::close_any) && !at(TokenKind::end)) {
            if (at(TokenKind::keyword_or)) {
                take();
            } else if (at(TokenKind::keyword_and) || at(TokenKind::close)) {
                error(take().span, "between braces any one of the clauses is enough");
            } else {
                unary(nodes);
            }
        }
        return nodes.empty() ? Node{} : any_of(std::move(nodes));
    }

    std::vector<Token> tokens_;
    std::vector<Diagnostic> diagnostics_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    bool too_deep_ = false;
    const Field* group_field_ = nullptr;
};

} // namespace

ParsedQuery parse_query(std::string_view text) {
    if (text.size() > max_query_bytes) {
        const std::string most = std::to_string(max_query_bytes);
        return {
            std::nullopt,
            {{Severity::error, {0, 0}, "the query is longer than " + most + " bytes", {}}},
        };
    }
    Tokens tokens = lex(text);
    return Parser{std::move(tokens.tokens), std::move(tokens.diagnostics)}.run();
}

} // namespace domain::rules
