#include "testserver/program/shrink_run.hpp"

#include "testserver/program/play.hpp"
#include "testserver/program/scenario_run.hpp"
#include "testserver/program/write_file.hpp"
#include "testserver/scenario/shrink.hpp"

#include <iostream>
#include <optional>
#include <string>
#include <utility>

namespace testserver::program {
namespace {

/// Only the client's fate is of interest.
Options options_of_try(Options options) {
    options.one_of_many = true;
    for (auto* kept : {&options.log, &options.decisions, &options.recording, &options.report}) {
        kept->clear();
    }
    return options;
}

std::string_view words_for(Shrunk::Why why) {
    switch (why) {
    case Shrunk::Why::smallest:
        return "none of them can be spared";
    case Shrunk::Why::out_of_tries:
        return "--most-cases ended the search";
    case Shrunk::Why::stopped:
    case Shrunk::Why::does_not_fail:
        break;
    }
    return "";
}

} // namespace

ports::Result<bool> shrink_scenario(const Options& options) {
    auto scenario = load_scenario(options.scenario, Sweeping::refused);
    if (!scenario) {
        return ports::fail(scenario.error());
    }
    if (auto fit = fits(*scenario, options); !fit) {
        return ports::fail(fit.error());
    }
    const auto own = options_of_try(options);
    std::optional<ports::Failure> failure;
    const auto fails = [&](const Scenario& candidate) -> std::optional<bool> {
        const auto outcome = play(own, candidate);
        if (!outcome) {
            failure = outcome.error();
            return std::nullopt;
        }
        std::cerr << "fake-gmail: shrink: " << candidate.rules.size()
                  << " rules: " << (outcome->verdict.good ? "good" : "still fails") << '\n';
        return !outcome->verdict.good;
    };
    const auto shrunk =
        shrink(scenario_text(options.scenario).value_or(""), fails, options.most_cases);
    if (failure) {
        return ports::fail(*failure);
    }
    if (shrunk.why == Shrunk::Why::does_not_fail) {
        return ports::fail(
            ports::FailureKind::bad_input,
            options.scenario +
                ": the client does not fail under it, so there is nothing to shrink.",
            "A rule that never fires is no failure here, nor is an exit code; an [[expect]] is "
            "(exit = 0, say), or a bad grade."
        );
    }
    if (auto written = write_atomically(options.shrunk, shrunk.text, Readers::owner); !written) {
        return ports::fail(written.error());
    }
    std::cerr << "fake-gmail: shrink: " << shrunk.rules << " of " << shrunk.rules_before
              << " rules are left after " << shrunk.tries << " runs, " << words_for(shrunk.why)
              << '\n';
    return true;
}

} // namespace testserver::program
