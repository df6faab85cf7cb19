#pragma once

#include "app/usecase/trained_model.hpp"
#include "domain/classify/suggestion.hpp"
#include "domain/learning/feature_vector.hpp"
#include "domain/mail/message.hpp"

namespace usecase {

/// What the model has to say about a message. It says nothing about mail that already carries a
/// label of the user's: that is decided.
domain::classify::Opinion opinion(
    const TrainedModel* trained,
    const Gates& gates,
    const domain::Message& message,
    const domain::learning::FeatureVector& features
);

} // namespace usecase
