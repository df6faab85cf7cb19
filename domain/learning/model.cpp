#include "domain/learning/model.hpp"

#include "domain/learning/explanation.hpp"
#include "domain/learning/lessons.hpp"
#include "domain/learning/model_codec.hpp"
#include "domain/learning/model_state.hpp"
#include "domain/learning/opinion.hpp"

#include <utility>

namespace domain::learning {

namespace {

// Of several labels that compete, one gets more than half only when it is likelier than all others
// together.
constexpr double more_likely_than_not = 0.5;

std::vector<LabelScore> ranked_labels(const Model::State& state, const Opinion& opinion) {
    std::vector<LabelScore> ranked;
    ranked.reserve(opinion.order.size());
    for (const LabelIndex label : opinion.order) {
        ranked.push_back(
            {Label{state.labels[label].name}, opinion.score[label], opinion.probability[label]}
        );
    }
    return ranked;
}

// Competing labels share a probability of 1, and what the calibration says of the first one
// is better known than what the scores say.
void calibrate(std::vector<LabelScore>& ranked, double confidence) {
    const double rest = 1 - ranked.front().probability;
    ranked.front().probability = confidence;
    for (std::size_t i = 1; i < ranked.size(); ++i) {
        ranked[i].probability = rest > 0 ? ranked[i].probability / rest * (1 - confidence) : 0;
    }
}

Prediction prediction_of(const Model::State& state, const Opinion& opinion) {
    Prediction prediction;
    prediction.ranked = ranked_labels(state, opinion);
    prediction.confidence = opinion.confidence;
    if (opinion.compete) {
        calibrate(prediction.ranked, opinion.confidence);
    }
    const double limit =
        opinion.compete || !state.several_labels() ? more_likely_than_not : state.threshold.value();
    for (const LabelScore& scored : prediction.ranked) {
        if (scored.probability >= limit && !scored.label.name.empty()) {
            prediction.assigned.push_back(scored.label);
        }
    }
    return prediction;
}

} // namespace

Model::Model(const Parts& parts) : state_{std::make_unique<State>()} {
    state_->parts = parts;
}

Model::~Model() = default;

Model::Model(const Model& other) : state_{std::make_unique<State>(*other.state_)} {}

Model::Model(Model&&) noexcept = default;

Model& Model::operator=(const Model& other) {
    if (this != &other) {
        state_ = std::make_unique<State>(*other.state_);
    }
    return *this;
}

Model& Model::operator=(Model&&) noexcept = default;

Prediction Model::predict(const FeatureVector& message) const {
    return prediction_of(*state_, opinion_of(*state_, message));
}

Explanation Model::explain(const FeatureVector& message, const Label& label) const {
    const LabelIndex* index = state_->labels.find(label.name);
    return index == nullptr ? Explanation{} : explain_label(*state_, message, *index);
}

void Model::learn(const Example& example) {
    learn_lesson(*state_, example, opinion_of(*state_, example.features));
}

Prediction Model::predict_then_learn(const Example& example) {
    Opinion opinion = opinion_of(*state_, example.features);
    Prediction prediction = prediction_of(*state_, opinion);
    learn_lesson(*state_, example, std::move(opinion));
    return prediction;
}

void Model::unlearn(const Example& example) {
    unlearn_lesson(*state_, example);
}

std::vector<LabelSummary> Model::labels() const {
    std::vector<LabelSummary> summaries;
    for (const LabelEntry& entry : state_->labels.entries()) {
        summaries.push_back({Label{entry.name}, entry.examples});
    }
    return summaries;
}

std::uint64_t Model::examples() const {
    return state_->vocabulary.messages();
}

std::string Model::encode() const {
    return encode_model(*state_);
}

std::optional<Model> Model::decode(std::string_view bytes) {
    Model model;
    return decode_model(bytes, *model.state_) ? std::optional{std::move(model)} : std::nullopt;
}

} // namespace domain::learning
