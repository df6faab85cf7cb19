#include "app/cli/run.hpp"

#include "adapters/system/folders.hpp"
#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/help.hpp"
#include "app/cli/json.hpp"
#include "app/cli/make_reporter.hpp"
#include "app/cli/setting_flags.hpp"
#include "app/compose/fault_injection.hpp"
#include "app/compose/production.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace cli {

namespace {

/// Whether to talk JSON about a command line that could not be read.
bool asks_for_json(std::span<const std::string> words) {
    return std::ranges::find(words, "--json") != words.end();
}

/// The one setting that is needed before the config file is read.
ports::Result<console::ColorChoice> color_choice(const Arguments& arguments) {
    const auto variable = os::environment("GMAIL_CLASSIFIER_COLOR").value_or("auto");
    const auto said = arguments.settings.find("color");
    const auto text = said == arguments.settings.end() ? variable : said->second;
    if (text == "auto") {
        return console::ColorChoice::automatic;
    }
    if (text == "always") {
        return console::ColorChoice::always;
    }
    if (text == "never") {
        return console::ColorChoice::never;
    }
    return ports::fail(
        ports::FailureKind::usage,
        fmt::format("--color is one of auto, always, never, not \"{}\"", text)
    );
}

int exit_code_of(const ports::Failure& failure) {
    const int signal = Interruption::signal();
    const bool terminated =
        failure.kind == ports::FailureKind::interrupted && (signal == SIGTERM || signal == SIGHUP);
    return terminated ? exit_code::terminated : ports::reaction(failure.kind).exit_code;
}

/// Broken into lines for a terminal, unless it has lines of its own.
std::string in_page(const std::string& text) {
    return text.find('\n') == std::string::npos ? wrapped(text, 0) : text;
}

using Simulation = std::unique_ptr<compose::FaultInjection>;

/// What --simulate asks for; null without it.
ports::Result<Simulation> simulated(Arguments& arguments) {
    if (!arguments.has("simulate")) {
        return nullptr;
    }
    if (arguments.verb->real_only) {
        return ports::fail(
            ports::FailureKind::usage,
            fmt::format("{} needs the real world; --simulate cannot play it", arguments.verb->name)
        );
    }
    auto scenario = compose::load_scenario(arguments.value("simulate"));
    if (!scenario) {
        return ports::fail(std::move(scenario).error());
    }
    auto simulation = std::make_unique<compose::FaultInjection>(*std::move(scenario));
    for (const auto& [flag, value] : simulation->flags()) {
        if (arguments.settings.contains(flag)) {
            return ports::fail(
                ports::FailureKind::usage,
                fmt::format("--simulate plays the server itself, so --{} cannot be said", flag)
            );
        }
        arguments.settings[flag] = value;
    }
    return simulation;
}

/// Says what the scenario expected and did not see; true when that is nothing.
bool tell_problems(const compose::FaultInjection& simulation, ports::Reporter& reporter) {
    const auto problems = simulation.problems();
    for (const auto& problem : problems) {
        reporter.report(ports::Warning{"scenario: " + problem, {}});
    }
    return problems.empty();
}

int show_help(const Arguments& arguments, const Streams& streams) {
    if (arguments.verb == nullptr) {
        streams.out << (arguments.help ? overview() : welcome());
        return exit_code::ok;
    }
    streams.out << verb_help(*arguments.verb, setting_flags());
    return exit_code::ok;
}

} // namespace

int report_failure(const ports::Failure& failure, bool json, std::ostream& err) {
    const int code = exit_code_of(failure);
    if (json) {
        auto object = json_of(failure);
        object["exit_code"] = code;
        err << boost::json::serialize(object) << '\n' << std::flush;
        return code;
    }
    // A mistake in a file ends with its own hint, which may be a question.
    const auto last = failure.sentence.find_last_not_of('\n');
    const bool has_end =
        last != std::string::npos &&
        std::string_view{".?"}.find(failure.sentence[last]) != std::string_view::npos;
    const auto* end = has_end || failure.sentence.ends_with('\n') ? "" : ".";
    err << in_page("gmail-classifier: " + failure.sentence + end) << '\n';
    if (!failure.hint.empty()) {
        err << in_page(failure.hint) << '\n';
    }
    err << std::flush;
    return code;
}

int run(std::span<const std::string> words, const Streams& streams, const Interruption& stop) {
    auto arguments = parse_arguments(words, setting_flags());
    if (!arguments) {
        return report_failure(arguments.error(), asks_for_json(words), streams.err);
    }
    if (arguments->verb == nullptr || arguments->help) {
        return show_help(*arguments, streams);
    }
    const bool json = arguments->has("json");
    auto simulation = simulated(*arguments);
    if (!simulation) {
        return report_failure(simulation.error(), json, streams.err);
    }
    compose::Production production;
    compose::Outside& outside =
        *simulation ? static_cast<compose::Outside&>(**simulation) : production;
    const auto color = color_choice(*arguments);
    if (!color) {
        return report_failure(color.error(), json, streams.err);
    }
    const Talk talk{
        json, arguments->has("quiet"), arguments->has("verbose"), streams.err_is_terminal, *color
    };
    const auto reporter = make_reporter(talk, streams.err, outside.clock());
    const auto make_room = [&reporter] { reporter->make_room(); };
    Output out{streams.out, json, make_room};
    const bool may_ask = !json && !arguments->has("no-input");
    Person person{may_ask ? streams.in : nullptr, streams.err, make_room};
    const auto* verb = arguments->verb;
    Call call{
        *std::move(arguments), {outside, out, *reporter, stop.token(), person, simulation->get()}
    };
    const auto done = verb->run(call);
    const bool expected = !*simulation || tell_problems(**simulation, *reporter);
    if (!done) {
        make_room();
        return report_failure(done.error(), json, streams.err);
    }
    return *done == exit_code::ok && !expected ? exit_code::failed : *done;
}

} // namespace cli
