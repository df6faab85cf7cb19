#include "app/usecase/opinion.hpp"

#include <algorithm>

namespace usecase {

using domain::classify::GateState;
using domain::classify::Opinion;

namespace {

// Further candidates are there for people to choose from; nobody reads more.
constexpr std::size_t max_suggestions = 5;

GateState gate_of(const Gates& gates, const domain::Label& label) {
    const auto found = gates.find(label);
    if (found == gates.end()) {
        return GateState::learning;
    }
    switch (found->second.state) {
    case domain::learning::GateState::learning:
        return GateState::learning;
    case domain::learning::GateState::suggest:
        return GateState::suggests;
    case domain::learning::GateState::act:
        return GateState::acts;
    }
    return GateState::learning;
}

} // namespace

Opinion opinion(
    const TrainedModel* trained,
    const Gates& gates,
    const domain::Message& message,
    const domain::learning::FeatureVector& features
) {
    Opinion result;
    if (trained == nullptr || !domain::user_labels(message.labels).empty()) {
        return result;
    }
    result.model = trained->name();
    const auto prediction = trained->model.predict(features);
    for (std::size_t i = 0; i < prediction.ranked.size(); ++i) {
        const auto& scored = prediction.ranked[i];
        if (scored.label.name.empty() || result.ranked.size() == max_suggestions) {
            continue;
        }
        // Only the first one's confidence is calibrated; another's cannot exceed what that leaves.
        const auto confidence = i == 0 ? prediction.confidence
                                       : std::min(scored.probability, 1.0 - prediction.confidence);
        result.ranked.push_back({scored.label, confidence, gate_of(gates, scored.label)});
    }
    if (!features.has_text) {
        result.needed = domain::Evidence::text;
    }
    return result;
}

} // namespace usecase
