#include "testserver/program/options.hpp"
#include "testserver/program/play.hpp"
#include "testserver/program/scenario_run.hpp"
#include "testserver/program/shrink_run.hpp"
#include "testserver/program/sweep_run.hpp"
#include "testserver/scenario/sweep.hpp"

#include <exception>
#include <iostream>

namespace testserver::program {
namespace {

ports::Result<bool> succeeded(const ports::Result<Outcome>& outcome) {
    return outcome ? ports::Result<bool>{outcome->verdict.good} : ports::fail(outcome.error());
}

ports::Result<bool> run(const Options& options) {
    if (!options.shrunk.empty()) {
        return shrink_scenario(options);
    }
    if (options.scenario.empty()) {
        return succeeded(play(options, std::nullopt));
    }
    auto scenario = load_scenario(options.scenario, Sweeping::allowed);
    if (!scenario) {
        return ports::fail(scenario.error());
    }
    if (auto fit = fits(*scenario, options); !fit) {
        return ports::fail(fit.error());
    }
    return sweeps(*scenario) ? play_sweep(options, *scenario)
                             : succeeded(play(options, *std::move(scenario)));
}

int report(const ports::Failure& failure) {
    std::cerr << "fake-gmail: " << failure.sentence << '\n';
    if (!failure.hint.empty()) {
        std::cerr << failure.hint << '\n';
    }
    return ports::reaction(failure.kind).exit_code;
}

int main_program(int argc, const char* const* argv) {
    const auto parsed = parse(argc, argv);
    if (!parsed) {
        return report(parsed.error());
    }
    if (!parsed->options) {
        std::cout << parsed->answer;
        return 0;
    }
    const auto served = run(*parsed->options);
    if (!served) {
        return report(served.error());
    }
    return *served ? 0 : 1;
}

} // namespace
} // namespace testserver::program

int main(int argc, char** argv) {
    try {
        return testserver::program::main_program(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "fake-gmail: " << error.what() << '\n';
        return 70;
    }
}
