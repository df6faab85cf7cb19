#include "domain/suggest/suggest.hpp"

#include "domain/mail/ascii.hpp"
#include "domain/suggest/clauses.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

namespace domain::suggest {

using rules::FieldId;
using rules::Node;

namespace {

// What fewer messages have in common may be chance.
constexpr std::size_t least_support = 5;
// A further clause is worth its line when it brings at least this share of the label's messages.
constexpr double least_share = 0.02;
// Nobody reads a longer list of clauses for one label.
constexpr std::size_t most_clauses = 12;
// Less than a rule's name may have, so that a number fits behind it.
constexpr std::size_t most_name_bytes = 56;

/// The messages of one part of the mail by what they say about the label.
struct Part {
    MessageSet carry;
    MessageSet lack;

    Part(std::span<const Bearing> bearings, std::size_t first, std::size_t last)
        : carry(bearings.size()), lack(bearings.size()) {
        for (std::size_t at = first; at < last; ++at) {
            if (bearings[at] == Bearing::carries) {
                carry.insert(at);
            } else if (bearings[at] == Bearing::lacks) {
                lack.insert(at);
            }
        }
    }

    [[nodiscard]] RuleFigures judge(const MessageSet& hits) const {
        RuleFigures figures;
        figures.hits = hits.count();
        figures.right = hits.count_in(carry);
        figures.carriers = carry.count();
        const auto wrong = hits.count_in(lack);
        figures.unsaid = figures.hits - figures.right - wrong;
        figures.precision_interval = learning::share_interval(figures.right, figures.right + wrong);
        return figures;
    }
};

std::string_view role(FieldId field) {
    switch (field) {
    case FieldId::list:
        return "list";
    case FieldId::from:
        return "sender";
    case FieldId::to:
    case FieldId::deliveredto:
        return "recipient";
    case FieldId::subject:
        return "subject";
    default:
        return "attachment";
    }
}

void collect_roles(const Node& node, std::vector<std::string_view>& roles) {
    if (const auto* term = std::get_if<rules::Term>(&node.is)) {
        if (std::ranges::find(roles, role(term->field)) == roles.end()) {
            roles.push_back(role(term->field));
        }
        return;
    }
    const auto each = [&roles](const std::vector<Node>& nodes) {
        for (const auto& inner : nodes) {
            collect_roles(inner, roles);
        }
    };
    if (const auto* all = std::get_if<rules::All>(&node.is)) {
        each(all->of);
    } else if (const auto* any = std::get_if<rules::Any>(&node.is)) {
        each(any->of);
    } else if (const auto* negation = std::get_if<rules::Not>(&node.is)) {
        each(negation->of);
    }
}

/// The end of the text in at most so many bytes, without half a character at its beginning.
std::string_view ending(std::string_view text, std::size_t most) {
    auto start = text.size() - std::min(text.size(), most);
    while (start < text.size() && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80) {
        ++start;
    }
    return text.substr(start);
}

/// "Receipts by sender and subject". Of a label deep in the tree its end is told.
std::string name_of(const Label& label, const rules::Query& query) {
    std::vector<std::string_view> roles;
    collect_roles(query.root(), roles);
    std::string how;
    for (const auto role : roles) {
        how += (role == roles.front() ? " by " : " and ") + std::string{role};
    }
    return std::string{ending(label.name, most_name_bytes - how.size())} + how;
}

} // namespace

double RuleFigures::precision() const {
    const auto decided = hits - unsaid;
    return decided == 0 ? 1 : static_cast<double>(right) / static_cast<double>(decided);
}

double RuleFigures::coverage() const {
    return carriers == 0 ? 0 : static_cast<double>(right) / static_cast<double>(carriers);
}

LabelRules suggest_rules(
    const Collection& mail,
    const Label& label,
    std::span<const Bearing> bearings,
    const SuggestOptions& options
) {
    const Part older{bearings, 0, mail.older()};
    const Part newer{bearings, mail.older(), mail.size()};
    const auto share =
        static_cast<std::size_t>(static_cast<double>(older.carry.count()) * least_share);
    const auto least = std::max(least_support, share);
    const auto listed = clauses_for(mail, older.carry, older.lack, least);
    const CoverPolicy policy{options.floor, least, most_clauses};
    std::vector<Clause> chosen;
    for (const auto at : greedy_cover(listed.candidates, older.carry, older.lack, policy)) {
        chosen.push_back(listed.clauses[at]);
    }
    LabelRules result{label, {}, {}};
    MessageSet all{mail.size()};
    for (auto& query : joined(mail, chosen)) {
        const auto hits = mail.matching(query.root(), mail.older(), mail.size());
        all |= hits;
        auto name = name_of(label, query);
        const auto found = older.judge(mail.matching(query.root(), 0, mail.older()));
        result.rules.push_back({std::move(name), std::move(query), found, newer.judge(hits)});
    }
    std::ranges::stable_sort(result.rules, std::greater{}, [](const SuggestedRule& rule) {
        return rule.found.right;
    });
    result.measured = newer.judge(all);
    return result;
}

void tell_names_apart(std::span<LabelRules> labels) {
    std::set<std::string> taken;
    for (auto& of_label : labels) {
        for (auto& rule : of_label.rules) {
            const auto name = rule.name;
            for (int number = 2; !taken.insert(ascii_lowered(rule.name)).second; ++number) {
                rule.name = name + ' ' + std::to_string(number);
            }
        }
    }
}

} // namespace domain::suggest
