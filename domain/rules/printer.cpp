#include "domain/rules/printer.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace domain::rules {

namespace {

constexpr std::array<std::string_view, 4> keywords{"OR", "AND", "NOT", "AROUND"};

bool is_searched_by_words(const Term& term) {
    const auto* person = std::get_if<Person>(&term.value);
    return std::holds_alternative<Words>(term.value) ||
           (person != nullptr && person->kind == Person::Kind::words);
}

/// An address with a star in it can only have been quoted; "*@shop.example" means every name.
bool is_literal_star(const Term& term) {
    const auto* person = std::get_if<Person>(&term.value);
    const bool can_have_one =
        is_searched_by_words(term) || (person != nullptr && person->kind != Person::Kind::host);
    return can_have_one && term.text.find('*') != std::string::npos;
}

/// Without quotes these would be read as something else.
bool needs_quotes(const Term& term) {
    const std::string& text = term.text;
    // "from://x" is a word that looks like an address of the web.
    if (text.empty() || text.front() == '-' || text.starts_with("//") ||
        std::ranges::find(keywords, text) != keywords.end()) {
        return true;
    }
    if (text.find_first_of(" \t\n\v\f\r(){}:") != std::string::npos) {
        return true;
    }
    const bool could_be_me = (text.size() == 2) && (text[0] == 'm' || text[0] == 'M') &&
                             (text[1] == 'e' || text[1] == 'E');
    return (is_searched_by_words(term) && could_be_me) || is_literal_star(term);
}

std::string print_value(const Term& term) {
    return needs_quotes(term) ? '"' + term.text + '"' : term.text;
}

std::string prefix(FieldId id) {
    return id == FieldId::anywhere ? "" : std::string{field(id).name} + ':';
}

/// The field that all choices ask, so that it is written once.
const Field* common_field(const Any& any) {
    const auto* first = std::get_if<Term>(&any.of.front().is);
    if (first == nullptr || first->field == FieldId::anywhere) {
        return nullptr;
    }
    const bool common = std::ranges::all_of(any.of, [first](const Node& node) {
        const auto* term = std::get_if<Term>(&node.is);
        return term != nullptr && term->field == first->field;
    });
    return common ? &field(first->field) : nullptr;
}

/// Where a node stands decides whether it needs parentheses.
enum class Place : unsigned char { top, inside };

std::string print_in(const Node& node, Place place);

template <typename Each>
std::string joined(const std::vector<Node>& nodes, std::string_view between, Each each) {
    std::string text;
    for (const Node& node : nodes) {
        text += text.empty() ? "" : between;
        text += each(node);
    }
    return text;
}

std::string parenthesized(std::string text, Place place) {
    return place == Place::top ? std::move(text) : '(' + text + ')';
}

std::string inside(const Node& node) {
    return print_in(node, Place::inside);
}

struct Printing {
    Place place;

    std::string operator()(const Term& term) const { return print(term); }

    std::string operator()(const All& all) const {
        return parenthesized(joined(all.of, " ", inside), place);
    }

    std::string operator()(const Any& any) const {
        if (const Field* common = common_field(any)) {
            const auto value = [](const Node& node) {
                return print_value(std::get<Term>(node.is));
            };
            return std::string{common->name} + ":(" + joined(any.of, " OR ", value) + ')';
        }
        return parenthesized(joined(any.of, " OR ", inside), place);
    }

    std::string operator()(const Not& negation) const { return '-' + inside(negation.of.front()); }
};

std::string print_in(const Node& node, Place place) {
    return std::visit(Printing{place}, node.is);
}

} // namespace

std::string print(const Term& term) {
    return prefix(term.field) + print_value(term);
}

std::string print(const Node& node) {
    return print_in(node, Place::top);
}

std::string print(const Query& query) {
    return print(query.root());
}

} // namespace domain::rules
