#include "testserver/program/scenario_run.hpp"

#include "testserver/net/connection.hpp"
#include "testserver/scenario/named_scenario.hpp"

#include <iostream>
#include <utility>

namespace testserver::program {
namespace {

LogSink sink_of(std::ofstream& log) {
    if (!log.is_open()) {
        return {};
    }
    return [&log](std::string_view line) { log << line << '\n' << std::flush; };
}

std::ofstream opened(const std::filesystem::path& path) {
    return path.empty() ? std::ofstream{} : std::ofstream{path};
}

} // namespace

ports::Result<Scenario> load_scenario(const std::string& name) {
    auto read = named_scenario(name);
    if (!read.problems.empty()) {
        return ports::fail(ports::FailureKind::bad_input, text_of(read.problems));
    }
    return std::move(read.scenario);
}

ports::Result<void> fits(const Scenario& scenario, const Options& options) {
    if (scenario.clock == ScenarioClock::manual) {
        return ports::fail(
            ports::FailureKind::bad_input,
            "The scenario wants a virtual clock, and sockets have the real one.",
            "In memory it can be played: gmail-classifier --simulate SCENARIO VERB"
        );
    }
    const auto* served = options.profile == Profile::gmail ? "gmail" : "rfc";
    if (scenario.profile.value_or(served) != served) {
        return ports::fail(
            ports::FailureKind::usage,
            "The scenario is for profile " + *scenario.profile + '.',
            "Say --profile " + *scenario.profile
        );
    }
    if (!options.log.empty() && !std::ofstream{options.log}) {
        return ports::fail(
            ports::FailureKind::local_io, "Cannot write " + options.log.string() + '.'
        );
    }
    return {};
}

ScenarioRun::ScenarioRun(Scenario scenario, const Options& options, World& world)
    : options_(options), log_(opened(options.log)), others_(world),
      engine_(std::move(scenario), others_, wall_now(), sink_of(log_)) {
    if (const auto life = engine_.scenario().token_life) {
        for (auto& [text, token] : world.tokens) {
            token.expires = wall_now() + *life;
        }
    }
}

ports::Result<bool> ScenarioRun::finish() const {
    if (!options_.decisions.empty()) {
        std::ofstream file{options_.decisions};
        file << engine_.decisions() << std::flush;
        if (!file) {
            return ports::fail(
                ports::FailureKind::local_io, "Cannot write " + options_.decisions.string() + '.'
            );
        }
    }
    const auto problems = engine_.problems(wall_now());
    for (const auto& problem : problems) {
        std::cerr << "fake-gmail: scenario: " << problem << '\n';
    }
    return problems.empty();
}

} // namespace testserver::program
