#include "domain/rules/checker.hpp"

#include "domain/mail/ascii.hpp"
#include "domain/rules/quantities.hpp"
#include "domain/rules/words.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace domain::rules {

namespace {

constexpr std::string_view blanks = " \t\n\v\f\r";

std::string quoted(std::string_view text) {
    return "'" + std::string{text} + "'";
}

std::string shown(const Field& field) {
    return std::string{field.name} + ':';
}

/// A value that is wrong; the hint is made by the caller.
struct Wrong {
    std::string message;
    std::string hint;
};

using Checked = std::variant<Term, Wrong>;

Wrong no_words(std::string_view text) {
    return {
        "there is no word in " + quoted(text),
        "mail is searched by whole words of letters and digits"
    };
}

bool has_wildcard(const RawValue& raw) {
    return !raw.quoted && raw.text.find('*') != std::string_view::npos;
}

Checked check_words(const Field& field, const RawValue& raw) {
    if (has_wildcard(raw)) {
        return Wrong{
            "words are matched whole, without *",
            "leave the * out, or put the text in quotes to search for its words",
        };
    }
    if (!raw.quoted && raw.text == "AROUND") {
        return Wrong{std::string{find_undecidable("around", "")->reason}, {}};
    }
    Words words{spaced_words(raw.text)};
    if (words.spaced.empty()) {
        return no_words(raw.text);
    }
    return Term{field.id, std::string{raw.text}, std::move(words)};
}

Checked check_person(const Field& field, const RawValue& raw) {
    const bool host = raw.text.starts_with("*@");
    if (has_wildcard(raw) && (!host || raw.text.find('*', 1) != std::string_view::npos)) {
        return Wrong{
            "* stands only for a whole name, as in *@shop.example",
            "shop.example alone matches everything below it too",
        };
    }
    auto person = parse_person(raw.text, raw.quoted);
    if (!person) {
        return no_words(raw.text);
    }
    return Term{field.id, std::string{raw.text}, *std::move(person)};
}

bool is_label_wildcard(std::string_view name) {
    return name == "*" || name.ends_with("/*") || name.ends_with("/**");
}

/// label:inbox is Gmail's other spelling of in:inbox. A name that could be a user's own stays a
/// label.
const PropertyWord* system_label(std::string_view name) {
    const auto* row = find_property(FieldId::in, name);
    if (row == nullptr || row->property == Property::archived ||
        row->property == Property::anywhere || row->property == Property::read) {
        return nullptr;
    }
    return row;
}

Checked check_label(const Field& field, const RawValue& raw) {
    std::string text{raw.text};
    if (text.starts_with('^')) {
        return Wrong{"labels that start with ^ are Gmail's internal ones", {}};
    }
    if (const auto* row = system_label(text)) {
        return Term{field.id, std::move(text), row->property};
    }
    const bool wildcard = is_label_wildcard(text);
    const std::size_t star = text.find('*');
    if (star != std::string::npos && (!wildcard || text.find_last_not_of('*') > star)) {
        return Wrong{
            "* in a label stands only at its end",
            "Lists/* for the children, Lists/** for all below"
        };
    }
    if (text.find_first_not_of(blanks) == std::string::npos) {
        return Wrong{"a label needs a name", {}};
    }
    LabelPattern pattern{wildcard ? text : label_key(text), wildcard};
    return Term{field.id, std::move(text), std::move(pattern)};
}

Checked check_property(const Field& field, const RawValue& raw) {
    if (const auto* row = find_property(field.id, raw.text)) {
        return Term{field.id, std::string{row->word}, row->property};
    }
    if (const auto* row = find_undecidable(field.name, raw.text)) {
        return Wrong{
            shown(field) + std::string{raw.text} + " cannot be decided here",
            std::string{row->reason},
        };
    }
    std::vector<std::string_view> known;
    for (const PropertyWord& row : property_words()) {
        if (row.field == field.id && !row.description.empty()) {
            known.push_back(row.word);
        }
    }
    Wrong wrong{shown(field) + " does not know " + quoted(raw.text), {}};
    if (const auto near = nearest(raw.text, known)) {
        wrong.hint = "did you mean " + shown(field) + std::string{*near} + "?";
        return wrong;
    }
    wrong.hint = "it knows";
    for (const std::string_view word : known) {
        wrong.hint += (word == known.front() ? " " : ", ") + std::string{word};
    }
    if (field.id == FieldId::in) {
        wrong.hint += "; for a label write label:" + std::string{raw.text};
    }
    return wrong;
}

template <typename T>
Checked check_quantity(
    const Field& field,
    std::optional<Spelled<T>> spelled,
    std::string_view text,
    std::string_view form
) {
    if (!spelled) {
        return Wrong{shown(field) + " cannot read " + quoted(text), "write " + std::string{form}};
    }
    return Term{field.id, std::move(spelled->text), spelled->value};
}

std::string_view without_brackets(std::string_view text) {
    const bool bracketed = text.size() > 1 && text.front() == '<' && text.back() == '>';
    return bracketed ? text.substr(1, text.size() - 2) : text;
}

Checked check_message_id(const Field& field, const RawValue& raw) {
    const std::string text{without_brackets(raw.text)};
    if (text.find_first_not_of(blanks) == std::string::npos) {
        return Wrong{shown(field) + " needs a Message-ID", {}};
    }
    return Term{field.id, text, MessageIdText{text}};
}

Checked check(const Field& field, const RawValue& raw) {
    switch (field.value) {
    case ValueKind::words:
        return check_words(field, raw);
    case ValueKind::person:
        return check_person(field, raw);
    case ValueKind::label:
        return check_label(field, raw);
    case ValueKind::property:
        return check_property(field, raw);
    case ValueKind::size:
        return check_quantity(field, parse_size(raw.text), raw.text, "bytes, or 100K, 10M, 1G");
    case ValueKind::age:
        return check_quantity(
            field, parse_age(raw.text), raw.text, "hours, days, months or years: 12h, 30d, 6m, 1y"
        );
    case ValueKind::date:
        return check_quantity(field, parse_date(raw.text), raw.text, "a date as 2026/01/31");
    case ValueKind::message_id:
        return check_message_id(field, raw);
    }
    return Wrong{};
}

} // namespace

std::optional<Person> parse_person(std::string_view text, bool quoted) {
    if (!quoted && equal_ignoring_case(text, "me")) {
        return Person{Person::Kind::me, {}};
    }
    const std::string_view bare = without_brackets(text);
    if (bare.find_first_of(blanks) == std::string_view::npos) {
        const std::size_t at = bare.find('@');
        const bool any_name = at == 0 || bare.starts_with("*@");
        if (any_name && bare.find_first_of("*@", at + 1) == std::string_view::npos &&
            at + 1 < bare.size()) {
            return Person{Person::Kind::host, ascii_lowered(bare.substr(at + 1))};
        }
        if (at != std::string_view::npos && at != 0 && at + 1 < bare.size() && !any_name) {
            return Person{Person::Kind::address, ascii_lowered(bare)};
        }
        const bool dotted = bare.find('.') != std::string_view::npos && bare.front() != '.' &&
                            bare.back() != '.' && at == std::string_view::npos;
        if (dotted) {
            return Person{Person::Kind::dotted, ascii_lowered(bare)};
        }
    }
    std::string words = spaced_words(text);
    if (words.empty()) {
        return std::nullopt;
    }
    return Person{Person::Kind::words, std::move(words)};
}

std::optional<Term>
check_term(const Field& field, const RawValue& value, std::vector<Diagnostic>& diagnostics) {
    Checked checked = check(field, value);
    if (auto* term = std::get_if<Term>(&checked)) {
        return std::move(*term);
    }
    auto& wrong = std::get<Wrong>(checked);
    diagnostics.push_back(
        {Severity::error, value.span, std::move(wrong.message), std::move(wrong.hint)}
    );
    return std::nullopt;
}

Diagnostic unknown_field(std::string_view name, Span span) {
    if (const auto* row = find_undecidable(name, ""); row != nullptr && row->value.empty()) {
        return {
            Severity::error,
            span,
            std::string{name} + ": cannot be decided here",
            std::string{row->reason},
        };
    }
    std::vector<std::string_view> names;
    for (const Field& field : fields()) {
        names.push_back(field.name);
        names.insert(names.end(), field.aliases.begin(), field.aliases.end());
    }
    const auto near = nearest(name, names);
    std::string hint = near ? "did you mean " + std::string{*near} + ":?"
                            : "put the text in quotes to search for it";
    return {
        Severity::error, span, "there is no search word " + std::string{name} + ':', std::move(hint)
    };
}

} // namespace domain::rules
