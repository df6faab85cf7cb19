#pragma once

#include "domain/learning/model_state.hpp"

namespace domain::learning {

/// Takes the score of one label apart into what each token, name, history and habit adds to it.
Explanation
explain_label(const Model::State& state, const FeatureVector& message, LabelIndex label);

} // namespace domain::learning
