#include "domain/learning/telling.hpp"

#include <algorithm>
#include <cstdint>

namespace domain::learning {

namespace {

// A token counts as if so many messages of the usual kind had had it before.
constexpr float doubt_in_a_token = 30;

/// A token of the message, as its row is looked up by.
struct Token {
    std::uint32_t id = 0;
    std::uint32_t number = 0;   ///< Among the message's.
    std::uint32_t messages = 0; ///< That had it before.
};

/// The most frequent first.
std::vector<Token>
by_frequency(const Vocabulary& vocabulary, const std::vector<WeightedFeature>& features) {
    std::vector<Token> tokens;
    tokens.reserve(features.size());
    std::uint32_t number = 0;
    for (const WeightedFeature& feature : features) {
        tokens.push_back({feature.id, number++, vocabulary.documents(feature.id)});
    }
    std::ranges::sort(tokens, [](const Token& a, const Token& b) {
        return a.messages > b.messages || (a.messages == b.messages && a.number < b.number);
    });
    return tokens;
}

/// What the tokens that were met so far say of the label of a node, at most and at least.
struct Extremes {
    float prior = 0; ///< So many messages of the label a token counts as if it had come with.
    float most = 0;
    float least = 0;
    std::uint32_t most_at = 0;
    std::uint32_t least_at = 0;
    std::uint32_t present = 0; ///< So many of the most frequent tokens came with the label before.

    void meet(float share, std::uint32_t feature) {
        if (share > most) {
            most = share;
            most_at = feature;
        } else if (share < least) {
            least = share;
            least_at = feature;
        }
    }

    /// The one that is further from the usual share, by odds.
    [[nodiscard]] Telling telling(float usual) const {
        const auto odds = [](float share) { return share / (1 - share); };
        return odds(most) * odds(least) >= odds(usual) * odds(usual) ? Telling{most, most_at}
                                                                     : Telling{least, least_at};
    }
};

float weight_of_a_message(const Token& token) {
    return 1 / (static_cast<float>(token.messages) + doubt_in_a_token);
}

} // namespace

double usual_share(const Model::State& state, std::size_t label) {
    return (state.labels[label].examples + 0.2) / (state.vocabulary.messages() + 1.0);
}

std::vector<Telling>
most_telling(const Model::State& state, const std::vector<WeightedFeature>& features) {
    // An inner node of the label tree may be no label: nobody asks for its extremes.
    std::vector<Extremes> by_node(state.labels.nodes());
    for (std::size_t label = 0; label < state.labels.size(); ++label) {
        const auto usual = static_cast<float>(usual_share(state, label));
        by_node[state.labels[label].node()] = {doubt_in_a_token * usual, usual, usual, 0, 0};
    }
    const auto tokens = by_frequency(state.vocabulary, features);
    Extremes* const extremes_of = by_node.data(); // Every node of a row is one of the tree.
    std::uint32_t rank = 0;
    for_each_row(state.tokens, tokens, [&](const Token& token, auto row) {
        const float each = weight_of_a_message(token);
        for (const TokenCell& cell : row) {
            Extremes& extremes = extremes_of[cell.node];
            const auto count = static_cast<float>(cell.count);
            extremes.meet((count + extremes.prior) * each, token.number);
            extremes.present += extremes.present == rank && cell.count > 0 ? 1U : 0U;
        }
        ++rank;
    });
    // Of the tokens that never came with a label the most frequent one says most against it.
    for (Extremes& extremes : by_node) {
        if (extremes.present < tokens.size()) {
            const Token& lacked = tokens[extremes.present];
            extremes.meet(extremes.prior * weight_of_a_message(lacked), lacked.number);
        }
    }
    std::vector<Telling> telling;
    telling.reserve(state.labels.size());
    for (std::size_t label = 0; label < state.labels.size(); ++label) {
        const auto usual = static_cast<float>(usual_share(state, label));
        telling.push_back(by_node[state.labels[label].node()].telling(usual));
    }
    return telling;
}

} // namespace domain::learning
