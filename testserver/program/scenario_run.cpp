#include "testserver/program/scenario_run.hpp"

#include "testserver/program/write_file.hpp"
#include "testserver/protocol/scenario_world.hpp"

#include <algorithm>
#include <iostream>
#include <utility>

namespace testserver::program {
namespace {

std::ofstream opened(const std::filesystem::path& path) {
    return path.empty() ? std::ofstream{} : std::ofstream{path, std::ios::app};
}

bool is_watched(const std::optional<Scenario>& scenario, const Options& options) {
    return scenario || !options.log.empty() || !options.decisions.empty() ||
           !options.report.empty() || !options.control_port_file.empty();
}

} // namespace

ports::Result<Scenario> load_scenario(const std::string& name, Sweeping sweeping) {
    auto read = named_scenario(name, sweeping);
    if (!read.problems.empty()) {
        return ports::fail(ports::FailureKind::bad_input, text_of(read.problems));
    }
    return std::move(read.scenario);
}

ports::Result<void> fits(const Scenario& scenario, const Options& options) {
    if (scenario.clock == ScenarioClock::manual && options.control_port_file.empty()) {
        return ports::fail(
            ports::FailureKind::bad_input,
            "The scenario wants a virtual clock, and sockets have the real one.",
            "Say --control-port-file FILE and move its clock with POST /advance, or play it in "
            "memory: "
            "gmail-classifier --simulate SCENARIO VERB"
        );
    }
    if (speaks_of_oauth(scenario) && options.oauth_client_file.empty()) {
        return ports::fail(
            ports::FailureKind::usage,
            "The scenario speaks of the OAuth endpoint, and none is served.",
            "Say --oauth-client-file FILE too."
        );
    }
    if (options.speaks_of_cases && options.shrunk.empty() && !sweeps(scenario)) {
        return ports::fail(
            ports::FailureKind::usage,
            "--case and --most-cases are about sweeps, and the scenario has none.",
            "A sweep is a place such as out_byte = \"edges\"."
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
    return {};
}

ScenarioRun::ScenarioRun(
    std::optional<Scenario> scenario, const Options& options, World& world, const ServerClock& clock
)
    : options_(options), clock_(clock), log_(opened(options.log)), others_(world),
      start_(clock.now()),
      presets_(
          is_watched(scenario, options)
              ? engine_.emplace(
                    std::move(scenario).value_or(Scenario{}), others_, start_, sink_for({})
                )
              : calm_,
          others_,
          [this](const std::string& login_name) { return sink_for(login_name); }
      ) {
    settle_world(world);
}

void ScenarioRun::settle_world(World& world) const {
    if (engine_) {
        settle(world, engine_->scenario(), start_);
    }
    if (options_.grease || options_.strict_plain) {
        world.grease = options_.grease;
    }
}

void ScenarioRun::start_over(World& world) {
    recorder_.start_over();
    presets_.start_over();
    others_.start_over();
    transcripts_.clear();
    journal_.clear();
    start_ = clock_.now();
    if (engine_) {
        auto scenario = engine_->scenario();
        engine_.emplace(std::move(scenario), others_, start_, sink_for({}));
    }
    if (log_.is_open()) {
        log_ << "0 R 0 started over\n" << std::flush;
    }
    settle_world(world);
}

/// Lines of a preset's connections begin with the login name that chose it.
LogSink ScenarioRun::sink_for(const std::string& login_name) {
    const bool reports = !options_.report.empty();
    const bool keeps = !options_.control_port_file.empty();
    if (!log_.is_open() && !reports && !keeps) {
        return {};
    }
    auto* transcript = reports ? &transcripts_[login_name] : nullptr;
    return [this, transcript, keeps, login_name](std::string_view line) {
        const auto whole = login_name + (login_name.empty() ? "" : " ") + std::string{line};
        if (log_.is_open()) {
            log_ << whole << '\n' << std::flush;
        }
        if (keeps) {
            journal_.add(whole);
        }
        if (transcript != nullptr) {
            transcript->add(line);
        }
    };
}

std::vector<ReportedRun> ScenarioRun::reported_runs() const {
    const auto now = clock_.now();
    const auto transcript_of = [this](const std::string& name) {
        const auto found = transcripts_.find(name);
        return found == transcripts_.end() ? nullptr : &found->second;
    };
    std::vector<ReportedRun> runs;
    const auto add = [&](std::string name, const CatalogueRow* row, const Engine& engine) {
        ReportedRun run;
        run.transcript = transcript_of(runs.empty() && engine_ ? "" : name);
        run.name = std::move(name);
        if (row != nullptr) {
            run.fault = row->fault;
            run.right_reaction = row->reaction;
        }
        run.findings = graded(engine.record(), now - start_);
        run.problems = engine.problems(now);
        runs.push_back(std::move(run));
    };
    if (engine_) {
        add(options_.scenario.empty() ? "calm" : options_.scenario,
            find_row(options_.scenario),
            *engine_);
    }
    for (const auto& [login_name, played] : presets_.played()) {
        add(login_name, &played.row, played.engine);
    }
    return runs;
}

ports::Result<void> ScenarioRun::write_files(const std::vector<ReportedRun>& runs) {
    if (!options_.decisions.empty()) {
        if (auto written =
                write_atomically(options_.decisions, engine_->decisions(), Readers::owner);
            !written) {
            return written;
        }
    }
    if (!options_.recording.empty()) {
        const auto* profile = options_.profile == Profile::gmail ? "gmail" : "rfc";
        if (auto written =
                write_atomically(options_.recording, recorder_.scenario(profile), Readers::owner);
            !written) {
            return written;
        }
    }
    return options_.report.empty()
               ? ports::Result<void>{}
               : write_atomically(options_.report, report_page(options_.run, runs), Readers::owner);
}

ports::Result<Verdict> ScenarioRun::finish(std::optional<ClientEnd> client) {
    if (client) {
        presets_.client_ended(*client);
        if (engine_) {
            engine_->client_ended(*client);
        }
    }
    const auto runs = reported_runs();
    if (auto written = write_files(runs); !written) {
        return ports::fail(written.error());
    }
    Verdict verdict;
    const bool judged = client || !options_.report.empty();
    for (const auto& run : runs) {
        const auto worst = worst_of(run.findings);
        verdict.worst = std::max(verdict.worst, worst);
        for (const auto& problem : run.problems) {
            verdict.problems.push_back(run.name + ": " + problem);
        }
        if (judged && !options_.one_of_many) {
            std::cerr << "fake-gmail: " << run.name << ": " << word_of(worst) << '\n';
        }
        verdict.good =
            verdict.good && run.problems.empty() && !(judged && worst > Grade::tolerated);
    }
    for (const auto& problem : verdict.problems) {
        if (!options_.one_of_many) {
            std::cerr << "fake-gmail: scenario: " << problem << '\n';
        }
    }
    return verdict;
}

} // namespace testserver::program
