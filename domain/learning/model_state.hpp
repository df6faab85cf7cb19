#pragma once

#include "domain/learning/confidence.hpp"
#include "domain/learning/history.hpp"
#include "domain/learning/label_table.hpp"
#include "domain/learning/mixture.hpp"
#include "domain/learning/model.hpp"
#include "domain/learning/odds.hpp"
#include "domain/learning/pairwise.hpp"
#include "domain/learning/threshold.hpp"
#include "domain/learning/together.hpp"
#include "domain/learning/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace domain::learning {

/// All that a model has learned. Its parts know nothing of each other; opinion.cpp reads them,
/// lessons.cpp changes them, model_codec.cpp stores them.
class Model::State {
public:
    Parts parts;
    LabelTable labels;
    Vocabulary vocabulary;
    TokenTable tokens{feature_space};
    OddsTable odds{feature_space};
    History history;
    Together together;
    RankingWeights ranking;
    SeparateWeights separate;
    std::array<Confidence, 2> confidence; ///< Without the text, with the text.
    Threshold threshold;
    std::vector<Lesson> recent; ///< Oldest first.
    std::uint64_t random = 1;   ///< Of splitmix64, for the choice of replays.
    std::uint64_t labelled = 0; ///< Lessons with at least one label …
    std::uint64_t given = 0;    ///< … and how many labels they had in all.

    /// Whether a message carries one label of many, so that labels compete, or each label (of two,
    /// or of several on one message) is a question of its own.
    [[nodiscard]] bool labels_compete() const;
    [[nodiscard]] bool several_labels() const;
};

} // namespace domain::learning
