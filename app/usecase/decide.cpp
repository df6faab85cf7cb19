#include "app/usecase/decide.hpp"

#include "app/usecase/opinion.hpp"
#include "domain/learning/feature_codec.hpp"
#include "domain/rules/run_rules.hpp"

namespace usecase {

domain::classify::Verdict
Decider::decide(const domain::Message& message, std::string_view features) const {
    const auto run = domain::rules::run_rules(rules, message, context);
    const auto decoded = domain::learning::decode_features(features);
    const auto heard =
        decoded ? opinion(trained, gates, message, *decoded) : domain::classify::Opinion{};
    return domain::classify::classify(message, run, heard, policy, context.now);
}

bool worth_a_closer_look(const domain::classify::Verdict& verdict) {
    return verdict.undecided || verdict.unsure;
}

} // namespace usecase
