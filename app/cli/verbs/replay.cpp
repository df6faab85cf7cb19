#include "app/usecase/replay.hpp"

#include "adapters/memory/memory_state_store.hpp"
#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/json.hpp"
#include "app/cli/verbs/scorecard_view.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/mail_source.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/replay_plan.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <sys/resource.h>

namespace cli {

namespace json = boost::json;
using ports::Result;
using usecase::MailSource;
using usecase::ReplayDecision;
using usecase::ReplayReport;

namespace {

std::uint64_t peak_rss_bytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024; // Linux counts in KiB.
}

json::object json_of_scores(const ReplayReport& report) {
    auto object = json_of(report.scorecard);
    object["messages_per_second"] = report.messages_per_second;
    object["peak_rss_bytes"] = peak_rss_bytes();
    return object;
}

std::string text_of_scores(const ReplayReport& report) {
    return text_of_scorecard(report.scorecard) +
           fmt::format(
               "{} at {} a second; peak memory {}\n",
               count(report.messages, "message"),
               count(static_cast<std::uint64_t>(report.messages_per_second)),
               size({peak_rss_bytes()})
           );
}

/// After how many messages their labels become known. A number that would change nothing is
/// refused.
Result<std::uint64_t> block_size(const Arguments& arguments) {
    const auto every = arguments.number("every");
    if (!every) {
        return ports::fail(every.error());
    }
    if (!every->has_value()) {
        return usecase::ReplayOptions{}.every;
    }
    if (arguments.has("train")) {
        return ports::fail(
            ports::FailureKind::usage,
            "--every does not go with --train: what was trained learns nothing later"
        );
    }
    if (!arguments.has("online")) {
        return ports::fail(ports::FailureKind::usage, "--every goes with --online");
    }
    if (**every == 0) {
        return ports::fail(
            ports::FailureKind::usage, "--every needs a number of messages, at least 1"
        );
    }
    return **every;
}

Result<int> score(Call& call, const MailSource& mail, std::uint64_t every) {
    const auto& arguments = call.arguments();
    std::optional<MailSource> train;
    if (arguments.has("train")) {
        const std::filesystem::path path{arguments.value("train")};
        const auto index = path / "index.tsv";
        std::error_code no_matter;
        const bool indexed = std::filesystem::exists(index, no_matter);
        train = compose::mail_source(
            path, indexed ? index : std::filesystem::path{}, call.reporter(), call.stop()
        );
    }
    usecase::ReplayOptions options;
    options.every = every;
    const auto report =
        usecase::replay(mail, train ? &*train : nullptr, call.outside().clock(), options);
    if (!report) {
        return ports::fail(report.error());
    }
    if (call.out().json()) {
        call.out().value(json_of_scores(*report));
    } else {
        call.out().text(text_of_scores(*report));
    }
    return exit_code::ok;
}

std::string text_of_decision(const ReplayDecision& decision) {
    const auto edit = decision.verdict.edit();
    std::string why;
    for (const auto& action : decision.verdict.actions) {
        why += (why.empty() ? "" : ", ") + printable(action.why());
    }
    return cut(fmt::format("{}  {}", printable(decision.sender), printable(decision.subject)),
               page_columns) +
           fmt::format("\n  {}  ({})\n", label_changes(edit.add, edit.remove), why);
}

json::object json_of_decision(const ReplayDecision& decision) {
    const auto edit = decision.verdict.edit();
    json::array reasons;
    for (const auto& action : decision.verdict.actions) {
        reasons.emplace_back(action.why());
    }
    return {
        {"id", decision.id.value},
        {"sender", decision.sender},
        {"subject", decision.subject},
        {"add", json_of(edit.add)},
        {"remove", json_of(edit.remove)},
        {"reasons", std::move(reasons)},
    };
}

Result<int> decide(Call& call, const MailSource& mail) {
    const auto loaded = call.settings();
    if (!loaded) {
        return ports::fail(loaded.error());
    }
    memory::MemoryStateStore no_state;
    const usecase::World world{no_state, call.outside().clock(), call.reporter(), call.stop()};
    json::array decisions;
    const auto report = usecase::replay_plan(
        mail,
        world,
        compose::plan_options(**loaded),
        [&](const ReplayDecision& decision) {
            if (call.out().json()) {
                decisions.push_back(json_of_decision(decision));
            } else {
                call.out().text(text_of_decision(decision));
            }
            return Result<void>{};
        }
    );
    if (!report) {
        return ports::fail(report.error());
    }
    if (call.out().json()) {
        call.out().value(json::object{
            {"verb", "replay"},
            {"messages", report->messages},
            {"lessons", report->lessons},
            {"decisions", std::move(decisions)},
        });
    } else {
        call.out().text(fmt::format(
            "{} read, {} of them labelled and learned; {} would change\n",
            count(report->messages, "message"),
            count(report->lessons),
            count(report->changed)
        ));
    }
    return exit_code::ok;
}

} // namespace

Result<int> run_replay(Call& call) {
    const auto& arguments = call.arguments();
    const auto every = block_size(arguments);
    if (!every) {
        return ports::fail(every.error());
    }
    const std::filesystem::path path{arguments.operands.front()};
    const auto mail = compose::mail_source(
        path, compose::found_index(path, arguments.value("labels")), call.reporter(), call.stop()
    );
    const bool scores = arguments.has("online") || arguments.has("train");
    return scores ? score(call, mail, *every) : decide(call, mail);
}

} // namespace cli
