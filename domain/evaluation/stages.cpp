#include "domain/evaluation/stages.hpp"

#include "domain/learning/features.hpp"

#include <algorithm>
#include <array>

namespace domain::evaluation {

namespace {

constexpr double half_a_point = 0.005;

double ratio(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

std::string_view name_of(Stage stage) {
    constexpr std::array<std::string_view, stage_count> names{
        "headers", "text of the undecided", "text of all"
    };
    return names.at(static_cast<std::size_t>(stage));
}

void StageTest::next(const learning::Model& model, const learning::Example& example, Bytes text) {
    ++messages_;
    const auto early = judge(model.predict(without_text(example.features)), example.labels);
    const auto late = judge(model.predict(example.features), example.labels);
    const bool decided = early.confidence >= limit_;
    add(Stage::headers, early, false, text);
    add(Stage::text_of_undecided, decided ? early : late, !decided, text);
    add(Stage::text_of_all, late, true, text);
}

void StageTest::add(Stage stage, const Outcome& outcome, bool with_text, Bytes text) {
    auto& sums = sums_.at(static_cast<std::size_t>(stage));
    const bool decided = outcome.confidence >= limit_;
    sums.right += outcome.right() ? 1U : 0U;
    sums.decided += decided ? 1U : 0U;
    sums.decided_right += decided && outcome.right() ? 1U : 0U;
    sums.texts += with_text ? 1U : 0U;
    sums.bytes += with_text ? text.count : 0;
}

std::vector<StageFigures> StageTest::figures() const {
    std::vector<StageFigures> figures;
    for (std::size_t stage = 0; stage < stage_count; ++stage) {
        const Sums& sums = sums_.at(stage);
        figures.push_back(
            {static_cast<Stage>(stage),
             ratio(sums.right, messages_),
             ratio(sums.decided, messages_),
             ratio(sums.decided_right, sums.decided),
             ratio(sums.texts, messages_),
             ratio(sums.bytes, messages_)}
        );
    }
    return figures;
}

Stage cheapest_good_stage(const std::vector<StageFigures>& figures) {
    const double best = std::ranges::max_element(figures, {}, &StageFigures::accuracy)->accuracy;
    const StageFigures* picked = nullptr;
    for (const StageFigures& one : figures) {
        const bool good = one.accuracy >= best - half_a_point;
        if (good && (picked == nullptr || one.bytes < picked->bytes)) {
            picked = &one;
        }
    }
    return picked->stage;
}

} // namespace domain::evaluation
