#include "domain/learning/telling.hpp"

#include <cstdint>
#include <utility>

namespace domain::learning {

namespace {

// A token counts as if so many messages of the usual kind had had it before.
constexpr float doubt_in_a_token = 30;

/// By label; flat, so that one token is held against all labels in one walk.
struct Shares {
    explicit Shares(std::vector<float> usual)
        : most{usual}, least{std::move(usual)}, most_at(most.size()), least_at(most.size()) {}

    void meet(std::size_t label, float share, std::uint32_t feature) {
        if (share > most[label]) {
            most[label] = share;
            most_at[label] = feature;
        } else if (share < least[label]) {
            least[label] = share;
            least_at[label] = feature;
        }
    }

    /// The one that is further from the usual share, by odds.
    [[nodiscard]] Telling of(std::size_t label, float usual) const {
        const auto odds = [](float share) { return share / (1 - share); };
        const bool speaks_for = odds(most[label]) * odds(least[label]) >= odds(usual) * odds(usual);
        return speaks_for ? Telling{most[label], most_at[label]}
                          : Telling{least[label], least_at[label]};
    }

    std::vector<float> most;
    std::vector<float> least;
    std::vector<std::uint32_t> most_at;
    std::vector<std::uint32_t> least_at;
};

} // namespace

double usual_share(const Model::State& state, std::size_t label) {
    return (state.labels[label].examples + 0.2) / (state.vocabulary.messages() + 1.0);
}

std::vector<Telling>
most_telling(const Model::State& state, const std::vector<WeightedFeature>& features) {
    std::vector<float> usual;
    for (std::size_t label = 0; label < state.labels.size(); ++label) {
        usual.push_back(static_cast<float>(usual_share(state, label)));
    }
    Shares shares{usual};
    std::vector<float> counts(state.labels.nodes());
    std::uint32_t number = 0;
    for_each_row(state.tokens, features, [&](const WeightedFeature& feature, auto row) {
        for (const TokenCell& cell : row) {
            counts[cell.node] = cell.count;
        }
        const auto messages = static_cast<float>(state.vocabulary.documents(feature.id));
        const float each = 1 / (messages + doubt_in_a_token);
        for (std::size_t label = 0; label < usual.size(); ++label) {
            const float count = counts[state.labels[label].node()];
            shares.meet(label, (count + doubt_in_a_token * usual[label]) * each, number);
        }
        for (const TokenCell& cell : row) {
            counts[cell.node] = 0;
        }
        ++number;
    });
    std::vector<Telling> telling;
    for (std::size_t label = 0; label < usual.size(); ++label) {
        telling.push_back(shares.of(label, usual[label]));
    }
    return telling;
}

} // namespace domain::learning
