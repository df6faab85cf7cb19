#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/json.hpp"
#include "app/cli/temporary_folder.hpp"
#include "app/cli/verbs/explain_view.hpp"
#include "app/cli/verbs/plan_view.hpp"
#include "app/cli/verbs/run_view.hpp"
#include "app/cli/verbs/scorecard_view.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/demo_gmail.hpp"
#include "app/compose/load_settings.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/observe.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <optional>

namespace cli {

namespace json = boost::json;
using domain::plan::SimulatedMailbox;
using ports::Result;

namespace {

// What a user would write in config.toml. The target is lower than the default because 2,000 mails
// are too few to prove 97 %.
constexpr const char* demo_config = R"toml(version = 1

[learn]
min_examples = 20
target_precision = 0.9

[protect]
query = "is:starred"

[[rule]]
name = "receipts out of the inbox"
when = "subject:(receipt OR order OR invoice) from:(orders OR receipts)"
do   = { label = ["Receipts"], archive = true }
)toml";

/// The whole loop, each step as a user would type it, and what it proved.
class Demo {
public:
    Demo(Call& call, config::Loaded loaded) : call_(call), loaded_(std::move(loaded)) {}

    Result<int> run();

private:
    Result<void> open();
    Result<void> sync();
    Result<void> learn();
    Result<void> evaluate();
    Result<void> plan();
    Result<void> apply();
    Result<void> apply_part(std::optional<std::uint64_t> confirmed, const char* command);
    Result<void> explain();
    Result<void> undo();
    Result<void> undo_run(ports::RunId run);
    Result<SimulatedMailbox> observe();
    void step(std::string_view command);
    void say(const std::string& text);
    void prove(std::string_view what, bool holds);
    [[nodiscard]] int finish(std::chrono::duration<double> took);

    Call& call_;
    config::Loaded loaded_;
    std::unique_ptr<compose::Account> account_;
    ports::MailStore* mail_ = nullptr;
    std::optional<usecase::PlanFile> plan_;
    SimulatedMailbox before_;
    std::vector<ports::RunId> runs_;
    json::object result_;
    bool proved_ = true;
};

void Demo::step(std::string_view command) {
    say(fmt::format("\n$ gmail-classifier {}\n", command));
}

void Demo::say(const std::string& text) {
    if (!call_.out().json()) {
        call_.out().text(text);
    }
}

void Demo::prove(std::string_view what, bool holds) {
    say(fmt::format("{} {}\n", holds ? "proved:" : "NOT TRUE:", what));
    result_[what] = holds;
    proved_ = proved_ && holds;
}

Result<void> Demo::open() {
    auto account = compose::Account::open(
        loaded_, {call_.outside(), call_.reporter(), call_.stop()}, compose::StateUse::write
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

Result<SimulatedMailbox> Demo::observe() {
    return usecase::observe(*mail_, account_->world(), compose::sync_options(loaded_).folder);
}

Result<void> Demo::sync() {
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

Result<void> Demo::learn() {
    step("learn");
    const auto report = usecase::learn(account_->world(), compose::learn_options(loaded_));
    if (!report) {
        return ports::fail(report.error());
    }
    say(text_of_labels(*report));
    return {};
}

Result<void> Demo::evaluate() {
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

Result<void> Demo::plan() {
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

Result<void> Demo::apply_part(std::optional<std::uint64_t> confirmed, const char* command) {
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

Result<void> Demo::apply() {
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

Result<void> Demo::explain() {
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

Result<void> Demo::undo_run(ports::RunId run) {
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

Result<void> Demo::undo() {
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

Result<int> Demo::run() {
    const auto started = std::chrono::steady_clock::now();
    constexpr std::array steps{
        &Demo::open,
        &Demo::sync,
        &Demo::learn,
        &Demo::evaluate,
        &Demo::plan,
        &Demo::apply,
        &Demo::explain,
        &Demo::undo,
    };
    for (const auto next : steps) {
        if (auto done = (this->*next)(); !done) {
            return ports::fail(std::move(done).error());
        }
    }
    return finish(std::chrono::steady_clock::now() - started);
}

int Demo::finish(std::chrono::duration<double> took) {
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

Result<config::Loaded> demo_settings(compose::Flags server, const std::filesystem::path& folder) {
    const auto file = folder / "config.toml";
    std::ofstream{file} << demo_config;
    config::Given given;
    given.flags = std::move(server);
    given.flags["config"] = file.string();
    given.home = folder;
    given.state_folder = folder;
    auto loaded = config::load(given);
    if (auto wrong = config::failure(loaded.mistakes)) {
        return ports::fail(*std::move(wrong));
    }
    return loaded;
}

/// The same loop on the world that --simulate plays: does the program prove all of it there, too?
Result<int> run_simulated_demo(Call& call, const std::filesystem::path& folder) {
    auto flags = call.simulation()->flags();
    flags["state-dir"] = (folder / "state").string();
    auto loaded = demo_settings(std::move(flags), folder);
    if (!loaded) {
        return ports::fail(std::move(loaded).error());
    }
    return Demo{call, *std::move(loaded)}.run();
}

} // namespace

Result<int> run_demo(Call& call) {
    const auto seed = call.arguments().number("seed");
    const auto messages = call.arguments().number("messages");
    if (!seed || !messages) {
        return ports::fail(seed ? messages.error() : seed.error());
    }
    const auto folder = TemporaryFolder::make();
    if (!folder) {
        return ports::fail(folder.error());
    }
    if (call.simulation() != nullptr) {
        return run_simulated_demo(call, folder->path());
    }
    if (!call.out().json()) {
        call.out().text("A fake Gmail inside this program, over real TLS on 127.0.0.1 …\n");
    }
    compose::DemoGmail::Wish wish;
    wish.folder = folder->path();
    wish.seed = seed->value_or(wish.seed);
    wish.messages = messages->value_or(wish.messages);
    const auto gmail = compose::DemoGmail::start(wish);
    if (!gmail) {
        return ports::fail(gmail.error());
    }
    if (!call.out().json()) {
        call.out().text(fmt::format(
            "{}; {} labelled wrongly on purpose\n",
            count(wish.messages, "message"),
            count((*gmail)->mislabelled())
        ));
    }
    auto loaded = demo_settings((*gmail)->flags(), folder->path());
    if (!loaded) {
        return ports::fail(std::move(loaded).error());
    }
    return Demo{call, *std::move(loaded)}.run();
}

} // namespace cli
