#include "testserver/program/scenario_run.hpp"

#include "testserver/net/tls_connection.hpp"
#include "testserver/scenario/catalogue.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <iostream>
#include <iterator>
#include <sstream>
#include <utility>

namespace testserver::program {
namespace {

ports::Result<std::string> read_file(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    if (!file) {
        return ports::fail(
            ports::FailureKind::local_io,
            path + " is neither a file that can be read nor a row of the catalogue.",
            "The rows are listed by: fake-gmail --list"
        );
    }
    return text;
}

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
    std::string text;
    if (const auto* row = find_row(name)) {
        text = row->scenario;
    } else {
        auto read = read_file(name);
        if (!read) {
            return ports::fail(read.error());
        }
        text = *std::move(read);
    }
    auto read = read_scenario(text, name);
    if (read.problems.empty()) {
        return std::move(read.scenario);
    }
    std::string all;
    for (const auto& problem : read.problems) {
        all += (all.empty() ? "" : "\n") + problem.text();
    }
    return ports::fail(ports::FailureKind::bad_input, all);
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
