#include "domain/suggest/clauses.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace domain::suggest {

using ConditionId = Collection::ConditionId;
using rules::FieldId;
using rules::Node;

namespace {

// Pairs grow with the square; past these a condition meets too little of the label, or too much
// else.
constexpr std::size_t most_conditions = 64;
constexpr std::size_t most_exceptions = 3;
// A clause of two conditions has to win a quarter more than one that is read at a glance.
constexpr double pair_cost = 1.25;

struct Tally {
    ConditionId id = 0;
    std::size_t wanted = 0;
    std::size_t unwanted = 0;

    /// Many of the label's messages, few others.
    [[nodiscard]] double worth() const {
        const auto right = static_cast<double>(wanted);
        return right * right / (right + static_cast<double>(unwanted));
    }
};

/// Where a field stands among equals: what senders cannot help saying first, words last.
int rank(FieldId field) {
    switch (field) {
    case FieldId::list:
        return 0;
    case FieldId::from:
        return 1;
    case FieldId::deliveredto:
        return 2;
    case FieldId::to:
        return 3;
    case FieldId::subject:
        return 4;
    default:
        return 5;
    }
}

Node node_of(const Collection& mail, ConditionId id) {
    return Node{mail.condition(id)};
}

/// What asks about attachments says no where the structure is not known, and that would be
/// measured.
bool can_be_measured(const Collection& mail, FieldId field) {
    return mail.structured() || (field != FieldId::has && field != FieldId::filename);
}

class Finding {
public:
    Finding(
        const Collection& mail,
        const MessageSet& wanted,
        const MessageSet& unwanted,
        std::size_t least
    )
        : mail_(mail), wanted_(wanted), unwanted_(unwanted), least_(least) {}

    Clauses run() {
        auto everything = wanted_;
        everything |= unwanted_;
        telling_ = telling(tallies_in(everything));
        for (const auto& tally : telling_) {
            hits_.push_back(mail_.matching(node_of(mail_, tally.id), 0, mail_.older()));
            list({tally.id, {}, false}, hits_.back());
        }
        for (std::size_t i = 0; i < telling_.size(); ++i) {
            list_pairs(i);
            list_exceptions(i);
        }
        return std::move(listed_);
    }

private:
    void list(const Clause& clause, MessageSet hits) {
        if (hits.count_in(wanted_) >= least_) {
            listed_.clauses.push_back(clause);
            listed_.candidates.push_back({std::move(hits), clause.second ? pair_cost : 1});
        }
    }

    /// How many of these messages meet each condition.
    [[nodiscard]] std::vector<Tally> tallies_in(const MessageSet& messages) const {
        std::vector<Tally> tallies(mail_.conditions());
        for (ConditionId id = 0; id < tallies.size(); ++id) {
            tallies[id].id = id;
        }
        for (std::size_t at = 0; at < mail_.older(); ++at) {
            if (messages.contains(at)) {
                for (const auto id : mail_.conditions_of(at)) {
                    tallies[id].wanted += wanted_.contains(at) ? 1U : 0U;
                    tallies[id].unwanted += unwanted_.contains(at) ? 1U : 0U;
                }
            }
        }
        std::erase_if(tallies, [this](const Tally& tally) {
            return !can_be_measured(mail_, mail_.condition(tally.id).field);
        });
        return tallies;
    }

    [[nodiscard]] std::vector<Tally> telling(std::vector<Tally> tallies) const {
        std::erase_if(tallies, [this](const Tally& tally) { return tally.wanted < least_; });
        std::ranges::stable_sort(tallies, std::greater{}, &Tally::worth);
        tallies.resize(std::min(tallies.size(), most_conditions));
        // Equals: an address before its domain, because it claims less.
        std::ranges::stable_sort(tallies, {}, [this](const Tally& tally) {
            const auto& term = mail_.condition(tally.id);
            return std::tuple{rank(term.field), term.text.find('@') == std::string::npos};
        });
        return tallies;
    }

    /// Two words of one field are better asked for as a phrase.
    void list_pairs(std::size_t i) {
        const auto& first = mail_.condition(telling_[i].id);
        for (std::size_t j = i + 1; j < telling_.size(); ++j) {
            if (first.field != mail_.condition(telling_[j].id).field) {
                auto both = hits_[i];
                both &= hits_[j];
                list({telling_[i].id, telling_[j].id, false}, std::move(both));
            }
        }
    }

    /// An exception for fewer messages than a clause is worth would be there by chance.
    void list_exceptions(std::size_t i) {
        const auto wrong = hits_[i].count_in(unwanted_);
        if (wrong < least_ || wrong > hits_[i].count_in(wanted_)) {
            return;
        }
        auto tallies = tallies_in(hits_[i]);
        std::erase_if(tallies, [this](const Tally& tally) {
            return tally.unwanted < least_ || tally.wanted * 2 > tally.unwanted;
        });
        std::ranges::stable_sort(tallies, std::greater{}, &Tally::unwanted);
        tallies.resize(std::min(tallies.size(), most_exceptions));
        for (const auto& tally : tallies) {
            auto rest = hits_[i];
            rest -= mail_.matching(node_of(mail_, tally.id), 0, mail_.older());
            list({telling_[i].id, tally.id, true}, std::move(rest));
        }
    }

    const Collection& mail_;
    const MessageSet& wanted_;
    const MessageSet& unwanted_;
    std::size_t least_;
    std::vector<Tally> telling_;
    std::vector<MessageSet> hits_; ///< Of the telling conditions.
    Clauses listed_;
};

} // namespace

Clauses clauses_for(
    const Collection& mail, const MessageSet& wanted, const MessageSet& unwanted, std::size_t least
) {
    return Finding{mail, wanted, unwanted, least}.run();
}

std::vector<rules::Query> joined(const Collection& mail, std::span<const Clause> clauses) {
    std::map<FieldId, std::vector<Node>> single;
    std::map<std::pair<ConditionId, FieldId>, std::vector<Node>> pairs;
    std::vector<rules::Query> exceptions;
    for (const auto& clause : clauses) {
        auto first = node_of(mail, clause.first);
        if (!clause.second) {
            single[mail.condition(clause.first).field].push_back(std::move(first));
        } else if (clause.excluded) {
            auto second = rules::negated(node_of(mail, *clause.second));
            exceptions.emplace_back(rules::all_of({std::move(first), std::move(second)}));
        } else {
            pairs[{clause.first, mail.condition(*clause.second).field}].push_back(
                node_of(mail, *clause.second)
            );
        }
    }
    std::vector<rules::Query> queries;
    for (auto& [field, nodes] : single) {
        queries.emplace_back(rules::any_of(std::move(nodes)));
    }
    for (auto& [key, nodes] : pairs) {
        queries.emplace_back(
            rules::all_of({node_of(mail, key.first), rules::any_of(std::move(nodes))})
        );
    }
    std::ranges::move(exceptions, std::back_inserter(queries));
    return queries;
}

} // namespace domain::suggest
