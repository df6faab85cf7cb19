#include "app/usecase/replay.hpp"

#include "domain/evaluation/online.hpp"

#include <chrono>
#include <utility>

namespace usecase {

using domain::evaluation::OnlineTest;
using domain::evaluation::Protocol;
using domain::learning::Example;
using ports::Result;

namespace {

Example example_of(LabelledMail mail, const domain::learning::Owner& owner) {
    return {domain::learning::extract_features(mail.message, owner), std::move(mail.labels), {}};
}

ports::Unexpected nothing_to_train_on() {
    return ports::fail(
        ports::FailureKind::bad_input,
        "None of the messages to train on carries a label",
        "A folder to train on has its labels in a file index.tsv: file, epoch seconds, label|label"
    );
}

} // namespace

Result<ReplayReport> replay(
    const MailSource& mail,
    const MailSource* train,
    const ports::Clock& clock,
    const ReplayOptions& options
) {
    domain::learning::Model model;
    ReplayReport report;
    const auto started = clock.monotonic();
    if (train != nullptr) {
        bool labelled = false;
        auto trained = (*train)([&](LabelledMail one) {
            labelled = labelled || !one.labels.empty();
            model.learn(example_of(std::move(one), options.owner));
            ++report.messages;
            return Result<void>{};
        });
        if (!trained) {
            return ports::fail(std::move(trained).error());
        }
        if (!labelled) {
            return nothing_to_train_on();
        }
    }
    const bool frozen = train != nullptr;
    OnlineTest test{model, Protocol{frozen ? 0 : Protocol{}.train_only, options.every, !frozen}};
    auto replayed = mail([&](LabelledMail one) {
        test.next(example_of(std::move(one), options.owner));
        ++report.messages;
        return Result<void>{};
    });
    if (!replayed) {
        return ports::fail(std::move(replayed).error());
    }
    const std::chrono::duration<double> took = clock.monotonic() - started;
    report.messages_per_second =
        took.count() > 0 ? static_cast<double>(report.messages) / took.count() : 0;
    report.scorecard = domain::evaluation::scorecard(test.outcomes(), options.limit);
    return report;
}

} // namespace usecase
