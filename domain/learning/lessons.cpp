#include "domain/learning/lessons.hpp"

#include "domain/learning/features.hpp"
#include "domain/learning/opinion.hpp"

#include <algorithm>
#include <utility>

namespace domain::learning {

namespace {

constexpr std::size_t most_recent = 50;
// The odds go on learning from the latest lessons; repeating older ones hurts, because mail drifts.
// Two labels leave much to learn; among many, one after every third lesson is as good as one after
// each. The pairs learn nothing from a second look: what it moves is within the noise.
constexpr int replays_of_two = 3;
constexpr std::uint32_t replay_of_many_every = 3;
// How often a lesson is also a lesson about what can be known without the text.
constexpr std::uint32_t headers_only_every = 4;

std::uint64_t next_random(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

bool contains(const std::vector<LabelIndex>& labels, std::size_t label) {
    return std::ranges::find(labels, label) != labels.end();
}

// A message without labels is an example of the label with the empty name.
std::vector<LabelIndex> truth_of(LabelTable& labels, const Example& example) {
    std::vector<LabelIndex> truth;
    if (example.labels.empty()) {
        truth.push_back(labels.index_of(""));
    }
    for (const Label& label : example.labels) {
        truth.push_back(labels.index_of(label.name));
    }
    return truth;
}

std::vector<LabelIndex> known_labels(const LabelTable& labels, const LabelSet& wanted) {
    std::vector<LabelIndex> known;
    for (const Label& label : wanted) {
        if (const LabelIndex* index = labels.find(label.name)) {
            known.push_back(*index);
        }
    }
    return known;
}

void learn_ranking(
    RankingWeights& weights, const Opinion& opinion, const std::vector<LabelIndex>& truth
) {
    const auto is_true = [&truth](LabelIndex label) { return contains(truth, label); };
    const auto best_true = std::ranges::find_if(opinion.order, is_true);
    const auto best_other = std::ranges::find_if_not(opinion.order, is_true);
    if (best_true != opinion.order.end() && best_other != opinion.order.end()) {
        weights.learn(opinion.ranking[*best_true], opinion.ranking[*best_other]);
    }
}

void learn_separately(
    Model::State& state, const Opinion& opinion, const std::vector<LabelIndex>& truth
) {
    for (const LabelIndex label : opinion.order) {
        const bool is_true = contains(truth, label);
        const double probability = opinion.probability[label];
        state.separate.learn(opinion.separate[label], probability, is_true);
        state.threshold.observe(probability, is_true);
    }
    state.threshold.settle(truth.size());
}

// Compares what would have been said with what is true, before anything else learns from it.
void learn_from_prediction(
    Model::State& state, const Opinion& opinion, const std::vector<LabelIndex>& truth, bool has_text
) {
    if (opinion.order.size() < 2) {
        return;
    }
    const bool right = contains(truth, opinion.order.front());
    state.confidence.at(has_text ? 1 : 0).learn(opinion.grounds, right);
    if (opinion.compete) {
        learn_ranking(state.ranking, opinion, truth);
    } else {
        learn_separately(state, opinion, truth);
    }
}

void count_lesson(
    Model::State& state, const Example& example, const std::vector<LabelIndex>& truth
) {
    state.vocabulary.count(example.features);
    state.history.add(example.features, truth);
    state.together.add(truth);
    for (const LabelIndex label : truth) {
        LabelEntry& entry = state.labels[label];
        ++entry.examples;
        entry.tokens += example.features.features.size();
    }
    for_each_expected(state.tokens, example.features.features, [&](const Feature& feature) {
        for (const LabelIndex label : truth) {
            auto& count = state.tokens.cell(feature.id, state.labels[label].node()).count;
            count = static_cast<std::uint16_t>(std::min(count + 1, 0xFFFF));
        }
    });
    if (!example.labels.empty()) {
        ++state.labelled;
        state.given += example.labels.size();
    }
}

void discount_lesson(
    Model::State& state, const Example& example, const std::vector<LabelIndex>& truth
) {
    state.vocabulary.discount(example.features);
    state.history.remove(example.features, truth);
    state.together.remove(truth);
    for (const LabelIndex label : truth) {
        LabelEntry& entry = state.labels[label];
        entry.examples -= std::min(entry.examples, 1U);
        entry.tokens -= std::min<std::uint64_t>(entry.tokens, example.features.features.size());
        for (const Feature& feature : example.features.features) {
            auto& count = state.tokens.cell(feature.id, entry.node()).count;
            count = static_cast<std::uint16_t>(std::max(count - 1, 0));
        }
    }
    if (!example.labels.empty()) {
        state.labelled -= std::min<std::uint64_t>(state.labelled, 1);
        state.given -= std::min<std::uint64_t>(state.given, example.labels.size());
    }
}

void replay_lessons(Model::State& state) {
    const bool due = state.vocabulary.messages() % replay_of_many_every == 0;
    const int wanted = !state.several_labels() ? replays_of_two : due ? 1 : 0;
    for (int replay = 0; replay < wanted; ++replay) {
        const Lesson& lesson = state.recent[next_random(state.random) % state.recent.size()];
        const auto odds = label_odds(state.odds, state.labels, lesson.message);
        learn_odds(state.odds, state.labels, lesson.message, lesson.labels, odds);
    }
}

bool same_message(const WeightedVector& message, const FeatureVector& features) {
    return std::ranges::equal(
        message.features, features.features, {}, &WeightedFeature::id, &Feature::id
    );
}

} // namespace

bool Model::State::labels_compete() const {
    return labels.competing() > 2 && !several_labels();
}

bool Model::State::several_labels() const {
    // A few messages with two labels do not make them usual: 1.3 labels a message do. The head
    // start keeps the first messages from deciding.
    constexpr double usual = 1.3;
    constexpr double head_start = 5;
    return static_cast<double>(given) + head_start >
           usual * (static_cast<double>(labelled) + head_start);
}

void learn_lesson(Model::State& state, const Example& example, Opinion opinion) {
    const auto truth = truth_of(state.labels, example);
    learn_from_prediction(state, opinion, truth, example.features.has_text);
    if (example.features.has_text && state.vocabulary.messages() % headers_only_every == 0) {
        const Opinion early = opinion_of(state, without_text(example.features));
        if (early.order.size() > 1) {
            state.confidence.front().learn(early.grounds, contains(truth, early.order.front()));
        }
    }
    count_lesson(state, example, truth);

    Lesson lesson{
        std::move(opinion.message), truth, known_labels(state.labels, example.rejected), {}
    };
    // Counting changed no weight, so the opinion's scores are still true. When this very lesson
    // ends the competition there are none of the odds yet.
    if (opinion.compete && !state.labels_compete()) {
        opinion.odds = label_odds(state.odds, state.labels, lesson.message);
    }
    learn_pairs(state.tokens, state.labels, lesson, std::move(opinion.nodes));
    const bool compete = state.labels_compete();
    if (!compete) {
        learn_odds(state.odds, state.labels, lesson.message, lesson.labels, opinion.odds);
    }
    if (state.recent.size() == most_recent) {
        state.recent.erase(state.recent.begin());
    }
    state.recent.push_back(std::move(lesson));
    if (state.parts.replay && !compete) {
        replay_lessons(state);
    }
}

void unlearn_lesson(Model::State& state, const Example& example) {
    const auto truth = example.labels.empty() ? known_labels(state.labels, {Label{}})
                                              : known_labels(state.labels, example.labels);
    const auto known =
        std::find_if(state.recent.rbegin(), state.recent.rend(), [&](const Lesson& lesson) {
            return lesson.labels == truth && same_message(lesson.message, example.features);
        });
    const bool fresh = known != state.recent.rend();
    Lesson lesson =
        fresh ? std::move(*known) : Lesson{state.vocabulary.weigh(example.features), truth, {}, {}};
    if (fresh) {
        state.recent.erase(std::next(known).base());
        unlearn_pairs(state.tokens, lesson);
    }
    discount_lesson(state, example, truth);
    if (!fresh) {
        push_down(state.tokens, state.labels, lesson);
    }
    if (!state.labels_compete()) {
        unlearn_odds(state.odds, state.labels, lesson.message, truth);
    }
}

} // namespace domain::learning
