#include "app/usecase/replay_plan.hpp"

#include "app/usecase/cached.hpp"
#include "app/usecase/decide.hpp"
#include "domain/evaluation/online.hpp"

#include <utility>

namespace usecase {

using ports::Result;

namespace {

/// Learns what carries a label, testing itself on the way as `learn` does.
Result<TrainedModel>
trained_on(const MailSource& mail, const PlanOptions& options, ReplayPlanReport& report) {
    TrainedModel trained;
    domain::evaluation::OnlineTest test{trained.model, {}};
    auto read = mail([&](const LabelledMail& one) {
        ++report.messages;
        auto labels = domain::user_labels(one.labels);
        if (!labels.empty()) {
            ++report.lessons;
            test.next(
                {domain::learning::extract_features(one.message, options.owner),
                 std::move(labels),
                 {}}
            );
        }
        return Result<void>{};
    });
    if (!read) {
        return ports::fail(std::move(read).error());
    }
    trained.records = tested_records(trained.model, test.outcomes(), {}, options.gate.limit);
    return trained;
}

ReplayDecision decision(const domain::Message& message, domain::classify::Verdict verdict) {
    const auto& headers = message.headers;
    return {
        message.id,
        headers && !headers->from.empty() ? headers->from.front().text() : std::string{},
        headers ? headers->subject : std::string{},
        std::move(verdict)
    };
}

} // namespace

Result<ReplayPlanReport> replay_plan(
    const MailSource& mail, const World& world, const PlanOptions& options, const DecisionSink& sink
) {
    ReplayPlanReport report;
    const auto trained = trained_on(mail, options, report);
    if (!trained) {
        return ports::fail(trained.error());
    }
    auto context = options.context;
    context.now = world.clock.wall();
    const auto states = gates(*trained, options.gate);
    const Decider decider{
        options.rules, context, report.lessons > 0 ? &*trained : nullptr, states, options.policy
    };
    auto read = mail([&](LabelledMail one) -> Result<void> {
        if (world.stop.stop_requested()) {
            return interrupted();
        }
        auto& message = one.message;
        message.labels = std::move(one.labels);
        auto verdict = decider.decide(message, encoded_features(message, options.owner));
        if (verdict.actions.empty()) {
            return {};
        }
        ++report.changed;
        return sink(decision(message, std::move(verdict)));
    });
    if (!read) {
        return ports::fail(std::move(read).error());
    }
    return report;
}

} // namespace usecase
