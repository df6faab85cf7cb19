#include "domain/evaluation/online.hpp"

#include <algorithm>
#include <utility>

namespace domain::evaluation {

void OnlineTest::next(learning::Example example) {
    const bool asked = seen_ >= protocol_.train_only;
    ++seen_;
    const bool at_once = protocol_.learn && protocol_.every <= 1;
    if (at_once) {
        const auto prediction = model_.predict_then_learn(example);
        if (asked) {
            add(judge(prediction, std::move(example.labels)));
        }
        return;
    }
    if (!asked) {
        if (protocol_.learn) {
            model_.learn(example);
        }
        return;
    }
    add(judge(model_.predict(example.features), example.labels));
    if (!protocol_.learn) {
        return;
    }
    waiting_.push_back(std::move(example));
    if (waiting_.size() == protocol_.every) {
        std::ranges::for_each(waiting_, [this](const auto& lesson) { model_.learn(lesson); });
        waiting_.clear();
    }
}

std::span<const Outcome> OnlineTest::outcomes() const {
    const std::span<const Outcome> all{outcomes_};
    return all.last(std::min(all.size(), protocol_.keep));
}

// The older half goes at once, so that none is moved more than once.
void OnlineTest::add(Outcome outcome) {
    outcomes_.push_back(std::move(outcome));
    if (outcomes_.size() / 2 >= protocol_.keep) {
        const auto kept = outcomes_.end() - static_cast<std::ptrdiff_t>(protocol_.keep);
        outcomes_.erase(outcomes_.begin(), kept);
    }
}

std::vector<Outcome> time_split_test(std::span<const learning::Example> examples, double share) {
    const auto size = static_cast<double>(examples.size());
    const auto split = static_cast<std::size_t>(size * std::clamp(share, 0.0, 1.0));
    learning::Model model;
    std::ranges::for_each(examples.first(split), [&](const auto& e) { model.learn(e); });
    std::vector<Outcome> outcomes;
    outcomes.reserve(examples.size() - split);
    for (const learning::Example& example : examples.subspan(split)) {
        outcomes.push_back(judge(model.predict(example.features), example.labels));
    }
    return outcomes;
}

} // namespace domain::evaluation
