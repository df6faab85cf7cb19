#include "app/usecase/replay.hpp"

#include "domain/evaluation/online.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace usecase {

using domain::evaluation::OnlineTest;
using domain::evaluation::Protocol;
using domain::learning::Example;
using ports::Result;

namespace {

Example example_of(const LabelledMail& mail, const domain::learning::Owner& owner) {
    return {
        domain::learning::extract_features(mail.message, owner),
        domain::user_labels(mail.labels),
        {}
    };
}

struct Read {
    std::uint64_t messages = 0;
    bool labelled = false; ///< One of them at least.
};

Result<Read> read_examples(
    const MailSource& mail,
    const domain::learning::Owner& owner,
    const std::function<void(Example)>& use
) {
    Read read;
    auto done = mail([&](const LabelledMail& one) {
        auto example = example_of(one, owner);
        ++read.messages;
        read.labelled = read.labelled || !example.labels.empty();
        use(std::move(example));
        return Result<void>{};
    });
    if (!done) {
        return ports::fail(std::move(done).error());
    }
    return read;
}

ports::Unexpected nothing_to_train_on() {
    return ports::fail(
        ports::FailureKind::bad_input,
        "None of the messages to train on carries a label",
        "A folder to train on has its labels in a file index.tsv: file, epoch seconds, "
        "label|label; a mailbox from Google Takeout in its fields X-Gmail-Labels"
    );
}

// To say "none" of each would be right each time, and tell nothing.
ports::Unexpected nothing_to_score() {
    return ports::fail(
        ports::FailureKind::bad_input,
        "None of the messages carries a label, so no prediction can be scored",
        "Name an index with --labels FILE: file, epoch seconds, label|label; or read a mailbox "
        "from Google Takeout, whose fields X-Gmail-Labels say them"
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
        const auto trained = read_examples(*train, options.owner, [&model](const Example& one) {
            model.learn(one);
        });
        if (!trained) {
            return ports::fail(trained.error());
        }
        if (!trained->labelled) {
            return nothing_to_train_on();
        }
        report.messages += trained->messages;
    }
    const bool frozen = train != nullptr;
    OnlineTest test{model, Protocol{frozen ? 0 : Protocol{}.train_only, options.every, !frozen}};
    const auto replayed =
        read_examples(mail, options.owner, [&test](Example one) { test.next(std::move(one)); });
    if (!replayed) {
        return ports::fail(replayed.error());
    }
    if (replayed->messages > 0 && !replayed->labelled) {
        return nothing_to_score();
    }
    report.messages += replayed->messages;
    const std::chrono::duration<double> took = clock.monotonic() - started;
    report.messages_per_second =
        took.count() > 0 ? static_cast<double>(report.messages) / took.count() : 0;
    report.scorecard = domain::evaluation::scorecard(test.outcomes(), options.limit);
    return report;
}

} // namespace usecase
