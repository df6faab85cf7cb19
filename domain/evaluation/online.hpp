#pragma once

#include "domain/evaluation/outcome.hpp"
#include "domain/learning/model.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace domain::evaluation {

/// How a test in time order goes.
struct Protocol {
    /// So many messages at the start are not predicted; their labels are known at once.
    std::size_t train_only = 100;
    std::size_t every = 1; ///< The labels become known only after every block of so many.
    bool learn = true;     ///< False: the model stays as it is.
    /// So many of the latest outcomes are kept: what tests a mailbox of any size has bounded
    /// memory.
    std::size_t keep = std::numeric_limits<std::size_t>::max();
};

/// Predicts each message with what was known before it, then learns it.
///
/// Flow: for each example, oldest first: next(example); then outcomes().
class OnlineTest {
public:
    OnlineTest(learning::Model& model, Protocol protocol) : model_{model}, protocol_{protocol} {}

    void next(learning::Example example);

    /// The latest, oldest first; valid until the next example.
    [[nodiscard]] std::span<const Outcome> outcomes() const;

private:
    void add(Outcome outcome);

    learning::Model& model_;
    Protocol protocol_;
    std::size_t seen_ = 0;
    std::vector<learning::Example> waiting_; ///< Predicted, labels not yet known to the model.
    std::vector<Outcome> outcomes_;          ///< At most twice as many as are kept.
};

/// Learns the first share of the examples (oldest first), then predicts the rest without learning.
std::vector<Outcome> time_split_test(std::span<const learning::Example> examples, double share);

} // namespace domain::evaluation
