#include "app/cli/verbs/demo_loop.hpp"

#include "app/cli/exit_codes.hpp"
#include "app/cli/json.hpp"
#include "app/cli/verbs/explain_view.hpp"
#include "app/cli/verbs/plan_view.hpp"
#include "app/cli/verbs/run_view.hpp"
#include "app/cli/verbs/scorecard_view.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/observe.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace cli {

using domain::plan::SimulatedMailbox;
using ports::Result;

namespace {

/// As for a real Gmail where time costs nothing. On sockets a person waits and no Gmail is harmed:
/// pauses of minutes that keep Gmail from locking an account are not needed.
imap::supervise::Policy policy_of(const Call& call) {
    auto policy = imap::supervise::command_policy();
    if (call.simulation() != nullptr) {
        return policy;
    }
    policy.first_backoff = std::chrono::milliseconds{200};
    policy.login_window = std::chrono::milliseconds{300};
    return policy;
}

} // namespace

void DemoLoop::step(std::string_view command) {
    say(fmt::format("\n$ gmail-classifier {}\n", command));
}

void DemoLoop::say(const std::string& text) {
    if (!call_.out().json()) {
        call_.out().text(text);
    }
}

void DemoLoop::prove(std::string_view what, bool holds) {
    say(fmt::format("{} {}\n", holds ? "proved:" : "NOT TRUE:", what));
    result_[what] = holds;
    proved_ = proved_ && holds;
}

Result<void> DemoLoop::open() {
    auto account = compose::Account::open(
        loaded_,
        {call_.outside(), call_.reporter(), call_.stop(), {}, policy_of(call_)},
        compose::StateUse::write
    );
    if (!account) {
        return ports::fail(std::move(account).error());
    }
    account_ = *std::move(account);
    const auto mail = account_->mail();
    if (!mail) {
        return ports::fail(mail.error());
    }
    mail_ = *mail;
    return {};
}

Result<SimulatedMailbox> DemoLoop::observe() {
    return usecase::observe(*mail_, account_->world(), compose::sync_options(loaded_).folder);
}

Result<void> DemoLoop::sync() {
    step("sync");
    const auto report = usecase::sync(*mail_, account_->world(), compose::sync_options(loaded_));
    if (!report) {
        return ports::fail(report.error());
    }
    say(fmt::format(
        "{} in the cache; {} received\n",
        count(report->cached, "message"),
        size(report->bytes.received)
    ));
    result_["messages"] = report->cached;
    auto before = observe();
    if (!before) {
        return ports::fail(std::move(before).error());
    }
    before_ = *std::move(before);
    return {};
}

Result<void> DemoLoop::learn() {
    step("learn");
    const auto report = usecase::learn(account_->world(), compose::learn_options(loaded_));
    if (!report) {
        return ports::fail(report.error());
    }
    say(text_of_labels(*report));
    return {};
}

Result<void> DemoLoop::evaluate() {
    step("eval");
    const auto report = usecase::evaluate(account_->world(), compose::learn_options(loaded_));
    if (!report) {
        return ports::fail(report.error());
    }
    const auto& card = report->scorecard;
    say(fmt::format(
        "{} of {} right, each predicted from older mail only;\n"
        "at confidence 0.9: {} decided, of these {} right\n",
        percent(card.accuracy),
        count(card.messages, "message"),
        percent(card.at_limit.coverage),
        percent(card.at_limit.precision)
    ));
    result_["accuracy"] = card.accuracy;
    return {};
}

Result<void> DemoLoop::plan() {
    step("plan");
    const auto report = usecase::plan(mail_, account_->world(), compose::plan_options(loaded_));
    if (!report) {
        return ports::fail(report.error());
    }
    say(text_of(*report));
    result_["plan"] = json_of(*report);
    auto plan = usecase::PlanFile::parse(report->text);
    if (!plan) {
        return ports::fail(std::move(plan).error());
    }
    plan_ = *std::move(plan);
    auto now = observe();
    if (!now) {
        return ports::fail(std::move(now).error());
    }
    prove("sync, learn, eval and plan changed nothing", *now == before_);
    return {};
}

Result<void> DemoLoop::apply_part(std::optional<std::uint64_t> confirmed, const char* command) {
    step(command);
    auto options = compose::apply_options(loaded_);
    options.confirmed = confirmed;
    const auto report = usecase::apply(*mail_, account_->world(), *plan_, options);
    if (!report) {
        return ports::fail(report.error());
    }
    runs_.push_back(report->run);
    say(text_of(*report, false));
    return {};
}

Result<void> DemoLoop::apply() {
    if (auto first = apply_part(std::nullopt, "apply --last"); !first) {
        return first;
    }
    const auto all = plan_->entries();
    if (all > usecase::first_apply_messages) {
        const auto command = fmt::format("apply --last --confirm {}", all);
        if (auto rest = apply_part(all, command.c_str()); !rest) {
            return rest;
        }
    }
    const auto expected = usecase::predicted(before_, *plan_);
    const auto now = observe();
    if (!expected || !now) {
        return ports::fail(expected ? now.error() : expected.error());
    }
    prove("every message is as the plan predicted", *now == *expected);
    return {};
}

Result<void> DemoLoop::explain() {
    const auto ids = usecase::last_changed(account_->world(), 1);
    if (!ids) {
        return ports::fail(ids.error());
    }
    if (ids->empty()) {
        return {};
    }
    step("explain --last 1 --fetch");
    const auto report = usecase::explain(
        mail_, account_->world(), ids->front().value, compose::plan_options(loaded_)
    );
    if (!report) {
        return ports::fail(report.error());
    }
    say(text_of(*report));
    return {};
}

Result<void> DemoLoop::undo_run(ports::RunId run) {
    step(fmt::format("undo {}", run.value));
    auto options = compose::undo_options(loaded_);
    options.choice.run = run;
    const auto report = usecase::undo(*mail_, account_->world(), options);
    if (!report) {
        return ports::fail(report.error());
    }
    say(text_of(*report, false));
    return {};
}

Result<void> DemoLoop::undo() {
    for (auto run = runs_.rbegin(); run != runs_.rend(); ++run) {
        if (auto undone = undo_run(*run); !undone) {
            return undone;
        }
    }
    const auto now = observe();
    if (!now) {
        return ports::fail(now.error());
    }
    prove("undo restored every label", *now == before_);
    return {};
}

Result<void> DemoLoop::run() {
    constexpr std::array steps{
        &DemoLoop::open,
        &DemoLoop::sync,
        &DemoLoop::learn,
        &DemoLoop::evaluate,
        &DemoLoop::plan,
        &DemoLoop::apply,
        &DemoLoop::explain,
        &DemoLoop::undo,
    };
    for (const auto next : steps) {
        if (auto done = (this->*next)(); !done) {
            return done;
        }
    }
    mail_ = nullptr;
    account_.reset(); // It says good-bye.
    return {};
}

void DemoLoop::tell(const std::vector<compose::DemoGmail::Mishap>& mishaps) {
    say("\n");
    for (const auto& mishap : mishaps) {
        prove("got over: " + mishap.what, mishap.times > 0);
    }
}

int DemoLoop::finish() {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started_;
    if (call_.out().json()) {
        result_["verb"] = "demo";
        result_["seconds"] = took.count();
        call_.out().value(result_);
    } else {
        say(fmt::format(
            "\n{} in {:.1f} s. Now with your own mail: gmail-classifier sync --help\n",
            proved_ ? "All proved" : "Not all could be proved",
            took.count()
        ));
    }
    return proved_ ? exit_code::ok : 1;
}

} // namespace cli
