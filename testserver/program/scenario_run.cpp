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
