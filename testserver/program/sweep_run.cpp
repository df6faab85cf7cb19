#include "testserver/program/sweep_run.hpp"

#include "testserver/program/play.hpp"
#include "testserver/scenario/sweep.hpp"

#include <array>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>

namespace testserver::program {
namespace {

ports::Unexpected
refused(const Options& options, const std::string& sentence, std::string hint = {}) {
    return ports::fail(
        ports::FailureKind::bad_input, options.scenario + ": " + sentence, std::move(hint)
    );
}

/// "report.html" is "report-cut=12.html".
std::filesystem::path path_of_case(std::filesystem::path path, const std::string& name) {
    if (path.empty()) {
        return path;
    }
    std::string safe = name;
    std::ranges::replace(safe, '/', '_');
    const auto file = path.stem().string() + '-' + safe + path.extension().string();
    return path.replace_filename(file);
}

Options options_of_case(Options options, const std::string& name) {
    options.one_of_many = true;
    options.scenario += ' ' + name;
    for (auto* kept : {&options.log, &options.decisions, &options.recording, &options.report}) {
        *kept = path_of_case(*kept, name);
    }
    return options;
}

void forget_files(const Options& options) {
    for (const auto* kept :
         {&options.log, &options.decisions, &options.recording, &options.report}) {
        std::error_code ignored; // There is none, or it stays.
        if (!kept->empty()) {
            std::filesystem::remove(*kept, ignored);
        }
    }
}

/// A run in which the sweeping rules do nothing; whatever else comes of it is of no interest.
ports::Result<SweepReaches> measured(const Options& options, const Scenario& scenario) {
    if (!needs_reach(scenario)) {
        return SweepReaches{};
    }
    const auto own = options_of_case(options, "without");
    auto outcome = play(own, scenario);
    forget_files(own);
    return outcome ? ports::Result<SweepReaches>{std::move(outcome->reaches)}
                   : ports::fail(outcome.error());
}

struct Sums {
    std::size_t played = 0;
    std::size_t failed = 0;
    std::size_t idle = 0; ///< In which the client never came to the place.
    Grade worst = Grade::pass;
};

ports::Result<void> play_case(const Options& options, SweepCase one, Sums& sums) {
    const auto own = options_of_case(options, one.name);
    const auto outcome = play(own, std::move(one.scenario));
    if (!outcome) {
        return ports::fail(outcome.error());
    }
    const auto& verdict = outcome->verdict;
    ++sums.played;
    sums.failed += verdict.good ? 0U : 1U;
    sums.idle += outcome->every_rule_fired ? 0U : 1U;
    sums.worst = std::max(sums.worst, verdict.worst);
    std::cout << one.name << ": " << word_of(verdict.worst)
              << (verdict.problems.empty() ? "" : ", not as expected")
              << (outcome->every_rule_fired ? "" : ", place not reached") << '\n';
    for (const auto& problem : verdict.problems) {
        std::cout << "    " << problem << '\n';
    }
    std::cout << std::flush;
    if (verdict.good) {
        forget_files(own);
    }
    return {};
}

} // namespace

ports::Result<bool> play_sweep(const Options& options, const Scenario& scenario) {
    if (options.run.empty()) {
        return refused(
            options,
            "it sweeps, and each case needs the client again.",
            "Say --run COMMAND, which plays the client once for each case."
        );
    }
    const auto reaches = measured(options, scenario);
    if (!reaches) {
        return ports::fail(reaches.error());
    }
    const auto made = SweepCases::make(scenario, *reaches);
    if (const auto* sentence = std::get_if<std::string>(&made)) {
        return refused(options, *sentence + '.');
    }
    const auto& cases = std::get<SweepCases>(made);
    if (options.only_case.empty() && cases.size() > options.most_cases) {
        return refused(
            options,
            "the sweep has " + std::to_string(cases.size()) + " cases, more than --most-cases " +
                std::to_string(options.most_cases) + '.',
            "Raise it, or sweep \"edges\" or { from, to, step }."
        );
    }
    Sums sums;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        auto one = cases.at(i);
        if (!options.only_case.empty() && one.name != options.only_case) {
            continue;
        }
        if (auto played = play_case(options, std::move(one), sums); !played) {
            return ports::fail(played.error());
        }
    }
    if (sums.played == 0) {
        return refused(options, "there is no case " + options.only_case + '.');
    }
    std::cerr << "fake-gmail: sweep: " << sums.played << (sums.played == 1 ? " case, " : " cases, ")
              << sums.failed << " failed, " << sums.idle
              << " did not reach their place; worst: " << word_of(sums.worst) << '\n';
    return sums.failed == 0;
}

} // namespace testserver::program
