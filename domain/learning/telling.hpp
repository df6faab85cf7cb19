#pragma once

#include "domain/learning/model_state.hpp"

#include <cstddef>
#include <vector>

namespace domain::learning {

/// The share of messages that carry the label: what is expected of any message.
double usual_share(const Model::State& state, std::size_t label);

/// The one token of a message that says most about a label, for or against it.
struct Telling {
    double share = 0;        ///< Of the label among the messages with the token, cautiously.
    std::size_t feature = 0; ///< Which of the message's; any, when the share is the usual one.
};

/// For each label. Sums over hundreds of tokens drown a single one that decides: that a mail was
/// forwarded without a word, say.
std::vector<Telling>
most_telling(const Model::State& state, const std::vector<WeightedFeature>& features);

} // namespace domain::learning
