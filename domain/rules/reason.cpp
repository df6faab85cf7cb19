#include "domain/rules/reason.hpp"

#include "domain/rules/printer.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>

namespace domain::rules {

namespace {

/// An explanation is one line: further clauses are only counted.
constexpr std::size_t max_clauses = 3;

std::string day(Timestamp time) {
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
    const auto two = [](unsigned number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return std::to_string(int{date.year()}) + '-' + two(unsigned{date.month()}) + '-' +
           two(unsigned{date.day()});
}

/// How a field's terms are said: "subject has receipt", "from is not ann".
struct Phrase {
    std::string_view subject;
    std::string_view yes;
    std::string_view no;
    std::string_view none; ///< In front of a list of values, none of which fits.
};

Phrase phrase(FieldId id) {
    switch (id) {
    case FieldId::anywhere:
        return {"message", "has", "has no", "has none of"};
    case FieldId::list:
        return {"list-id", "has", "has no", "has none of"};
    case FieldId::label:
        return {"label", "is", "is not", "is none of"};
    case FieldId::in:
        return {"message", "is in", "is not in", "is in none of"};
    case FieldId::is:
        return {"message", "is", "is not", "is none of"};
    case FieldId::has:
        return {"message", "has", "has no", "has none of"};
    case FieldId::larger:
        return {"size", "is larger than", "is not larger than", "is not larger than any of"};
    case FieldId::smaller:
        return {"size", "is smaller than", "is not smaller than", "is not smaller than any of"};
    case FieldId::older_than:
        return {"message", "is older than", "is not older than", "is not older than any of"};
    case FieldId::newer_than:
        return {"message", "is newer than", "is not newer than", "is not newer than any of"};
    case FieldId::after:
        return {"received", "after", "before", "before all of"};
    case FieldId::before:
        return {"received", "before", "not before", "before none of"};
    case FieldId::filename:
        return {"file name", "has", "has no", "has none of"};
    case FieldId::rfc822msgid:
        return {"message-id", "is", "is not", "is none of"};
    case FieldId::subject:
        return {"subject", "has", "has no", "has none of"};
    case FieldId::from:
    case FieldId::to:
    case FieldId::cc:
    case FieldId::bcc:
    case FieldId::deliveredto:
        return {field(id).name, "is", "is not", "is none of"};
    }
    return {};
}

bool is_date(FieldId id) {
    return id == FieldId::after || id == FieldId::before;
}

class Reasoning {
public:
    Reasoning(const MessageView& view, const QueryContext& context)
        : view_(view), context_(context) {}

    [[nodiscard]] std::string of(const Node& node) const {
        return std::visit([this](const auto& inner) { return of(inner); }, node.is);
    }

private:
    [[nodiscard]] Truth truth_of(const Node& node) const {
        return answer(node, view_, context_).truth;
    }

    [[nodiscard]] std::string of(const All& all) const {
        if (all.of.empty()) {
            return "matches every message";
        }
        return of_list(all.of, Truth::no);
    }

    [[nodiscard]] std::string of(const Any& any) const {
        const std::string values = none_of_one_field(any);
        return values.empty() ? of_list(any.of, Truth::yes) : values;
    }

    [[nodiscard]] std::string of(const Not& negation) const { return of(negation.of.front()); }

    [[nodiscard]] std::string of(const Term& term) const {
        const Answer found = rules::answer(Node{term}, view_, context_);
        if (found.truth == Truth::unknown) {
            return unknown(term, found);
        }
        if (found.truth == Truth::no && is_absent_list(term.field)) {
            return "list-id absent";
        }
        const Phrase words = phrase(term.field);
        std::string said{words.subject};
        if (is_date(term.field)) {
            said += ' ' + day(view_.message().received) + ',';
        }
        const bool yes = found.truth == Truth::yes;
        return said + ' ' + std::string{yes ? words.yes : words.no} + ' ' + term.text;
    }

    /// What decided: the first child that did, else every one of them.
    [[nodiscard]] std::string of_list(const std::vector<Node>& nodes, Truth deciding) const {
        for (const Truth wanted : {deciding, Truth::unknown}) {
            const auto first = std::ranges::find(nodes, wanted, [this](const Node& node) {
                return truth_of(node);
            });
            if (first != nodes.end()) {
                return of(*first);
            }
        }
        std::string clauses;
        for (std::size_t i = 0; i < std::min(nodes.size(), max_clauses); ++i) {
            clauses += (i == 0 ? "" : ", ") + of(nodes[i]);
        }
        if (nodes.size() > max_clauses) {
            clauses += ", and " + std::to_string(nodes.size() - max_clauses) + " more";
        }
        return clauses;
    }

    /// "subject has none of (receipt, invoice)", or empty when it is not like that.
    [[nodiscard]] std::string none_of_one_field(const Any& any) const {
        const auto* first = std::get_if<Term>(&any.of.front().is);
        if (first == nullptr) {
            return {};
        }
        std::string values;
        for (const Node& node : any.of) {
            const auto* term = std::get_if<Term>(&node.is);
            if (term == nullptr || term->field != first->field || truth_of(node) != Truth::no) {
                return {};
            }
            values += (values.empty() ? "" : ", ") + term->text;
        }
        if (is_absent_list(first->field)) {
            return "list-id absent";
        }
        const Phrase words = phrase(first->field);
        return std::string{words.subject} + ' ' + std::string{words.none} + " (" + values + ')';
    }

    [[nodiscard]] bool is_absent_list(FieldId id) const {
        return id == FieldId::list && view_.message().headers->list_id.empty();
    }

    [[nodiscard]] std::string unknown(const Term& term, const Answer& found) const {
        if (found.needed) {
            return "needs the " + std::string{evidence_name(*found.needed)} + " to know " +
                   print(term);
        }
        const auto* person = std::get_if<Person>(&term.value);
        return person != nullptr ? "nobody said which addresses are yours, to know " + print(term)
                                 : "an undecided rule may change it: " + print(term);
    }

    [[nodiscard]] std::string_view evidence_name(Evidence evidence) const {
        switch (evidence) {
        case Evidence::labels:
            return "labels";
        case Evidence::headers:
            return "headers";
        case Evidence::structure:
            return "structure";
        case Evidence::text:
            return view_.message().text ? "whole text" : "text";
        }
        return "text";
    }

    const MessageView& view_;
    const QueryContext& context_;
};

} // namespace

std::string reason(const Query& query, const MessageView& view, const QueryContext& context) {
    return Reasoning{view, context}.of(query.root());
}

} // namespace domain::rules
