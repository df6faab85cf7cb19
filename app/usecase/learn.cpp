#include "app/usecase/learn.hpp"

#include "app/usecase/corrections.hpp"
#include "domain/evaluation/online.hpp"

#include <algorithm>
#include <utility>

namespace usecase {

using ports::Result;

namespace {

// The gates ask how good the model is by now; and memory may not grow with the mailbox.
constexpr std::size_t judged_outcomes = 20'000;
// Enough to tell half a point from chance; learning need not predict each message three times.
constexpr std::uint64_t stage_samples = 2000;
// With fewer texts to judge by, the text of all is read.
constexpr std::uint64_t least_stage_samples = 200;
// Progress is for people: a line a thousand messages is plenty.
constexpr std::uint64_t progress_step = 1000;

/// What one pass over the cache gives.
struct Pass {
    TrainedModel trained;
    LearnReport report;
};

enum class Purpose : unsigned char { learning, evaluating };

Result<Pass> pass(const World& world, const LearnOptions& options, Purpose purpose) {
    const std::string_view verb = purpose == Purpose::learning ? "learn" : "eval";
    Pass result;
    domain::evaluation::StageTest stages{options.gate.limit};
    domain::evaluation::Protocol protocol;
    protocol.keep = judged_outcomes;
    domain::evaluation::OnlineTest test{result.trained.model, protocol};
    std::uint64_t done = 0;
    const auto total = world.state.messages().count();
    if (!total) {
        return ports::fail(total.error());
    }
    const auto apart =
        purpose == Purpose::evaluating ? 1 : std::max<std::uint64_t>(1, *total / stage_samples);
    auto counted = for_each_lesson(
        world,
        options.lessons,
        [&](domain::learning::Example example, const ports::CachedMessage& cached) {
            if (example.features.has_text && done >= protocol.train_only && done % apart == 0) {
                const auto bytes = std::min(cached.message.size, options.text_bytes);
                stages.next(result.trained.model, example, bytes);
            }
            test.next(std::move(example));
            if (++done % progress_step == 0) {
                world.reporter.report(ports::Progress{std::string{verb}, done, *total, {}, {}});
            }
            return Result<void>{};
        }
    );
    if (!counted) {
        return ports::fail(std::move(counted).error());
    }
    const auto corrected = corrections(world);
    if (!corrected) {
        return ports::fail(corrected.error());
    }
    const auto outcomes = test.outcomes();
    auto& report = result.report;
    report.count = *counted;
    report.scorecard = domain::evaluation::scorecard(outcomes, options.gate.limit);
    if (stages.messages() >= least_stage_samples) {
        report.reads = domain::evaluation::cheapest_good_stage(stages.figures());
    }
    result.trained.reads = report.reads;
    if (purpose == Purpose::evaluating && stages.messages() > 0) {
        report.stages = stages.figures();
    }
    result.trained.records =
        tested_records(result.trained.model, outcomes, corrected->tracks, options.gate.limit);
    for (const auto& record : result.trained.records) {
        report.labels.push_back({record, domain::learning::gate(record, options.gate)});
    }
    return result;
}

ports::Unexpected nothing_to_learn(const LessonCount& count) {
    if (count.unlabelled == 0) {
        return ports::fail(
            ports::FailureKind::not_found,
            "The cache holds no message to learn from",
            "Fill it first: gmail-classifier sync"
        );
    }
    return ports::fail(
        ports::FailureKind::not_found,
        "None of the messages in the cache carries a label to learn",
        "Label some mail, or set learn.labels or learn.from, then: gmail-classifier sync"
    );
}

} // namespace

Result<LearnReport> learn(const World& world, const LearnOptions& options) {
    auto passed = pass(world, options, Purpose::learning);
    if (!passed) {
        return ports::fail(std::move(passed).error());
    }
    if (passed->report.count.lessons == 0) {
        return nothing_to_learn(passed->report.count);
    }
    const ports::ModelRecord record{
        0, world.clock.wall(), passed->report.count.lessons, passed->trained.encode()
    };
    const auto version = world.state.models().save(record);
    if (!version) {
        return ports::fail(version.error());
    }
    passed->report.version = *version;
    return std::move(passed->report);
}

Result<LearnReport> evaluate(const World& world, const LearnOptions& options) {
    auto passed = pass(world, options, Purpose::evaluating);
    if (!passed) {
        return ports::fail(std::move(passed).error());
    }
    if (passed->report.count.lessons == 0) {
        return nothing_to_learn(passed->report.count);
    }
    return std::move(passed->report);
}

} // namespace usecase
