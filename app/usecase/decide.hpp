#pragma once

#include "app/usecase/trained_model.hpp"
#include "domain/classify/classify.hpp"
#include "domain/rules/evaluate.hpp"
#include "domain/rules/rule.hpp"

#include <string_view>

namespace usecase {

/// Rules, then model, for one message: the one way in which plan, explain and replay decide.
struct Decider {
    const domain::rules::RuleSet& rules;
    const domain::rules::QueryContext& context;
    const TrainedModel* trained = nullptr;
    const Gates& gates;
    domain::classify::Policy policy;

    /// `features` as the cache holds them; bytes of another version count as none.
    [[nodiscard]] domain::classify::Verdict
    decide(const domain::Message& message, std::string_view features) const;
};

/// Whether fetching more of the message could change what is done with it.
bool worth_a_closer_look(const domain::classify::Verdict& verdict);

} // namespace usecase
