#pragma once

#include "domain/learning/model_state.hpp"
#include "domain/learning/opinion.hpp"

namespace domain::learning {

/// Changes every part of the model by one lesson. `opinion` is what the state makes of its features
/// now.
void learn_lesson(Model::State& state, const Example& example, Opinion opinion);
/// Counts go back exactly. What the linear learners moved goes back exactly while the lesson is
/// among the recent ones; later its labels are pushed down by one corrective step.
void unlearn_lesson(Model::State& state, const Example& example);

} // namespace domain::learning
