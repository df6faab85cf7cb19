#pragma once

#include "ports/result.hpp"
#include "testserver/net/server_clock.hpp"
#include "testserver/program/journal.hpp"
#include "testserver/program/options.hpp"
#include "testserver/program/report_page.hpp"
#include "testserver/program/transcript.hpp"
#include "testserver/protocol/other_client.hpp"
#include "testserver/scenario/named_scenario.hpp"
#include "testserver/scenario/preset_stage.hpp"
#include "testserver/scenario/recorder.hpp"

#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace testserver::program {

/// The scenario that --scenario names: a file, or the id of a row of the catalogue.
ports::Result<Scenario> load_scenario(const std::string& name, Sweeping sweeping);

/// How a run is judged.
struct Verdict {
    bool good = true; ///< All went as expected, and the client took it well.
    Grade worst = Grade::pass;
    std::vector<std::string> problems;
};

/// Why this scenario cannot be played over sockets as the options say, or nothing.
ports::Result<void> fits(const Scenario& scenario, const Options& options);

/// What goes wrong on a served world: the scenario, if there is one, and the presets that clients
/// choose by their login name; with their logs and what is said of them at the end.
class ScenarioRun {
public:
    /// Without a scenario all is calm, and is watched only where a log or a report wants it.
    /// `world` and `clock` must outlive it.
    ScenarioRun(
        std::optional<Scenario> scenario,
        const Options& options,
        World& world,
        const ServerClock& clock
    );

    /// As at the start, on a world that is as at the start. The event log goes on.
    void start_over(World& world);

    /// Null where nothing goes wrong and nobody watches.
    [[nodiscard]] Engine* engine() { return engine_ ? &*engine_ : nullptr; }

    [[nodiscard]] PresetStage& presets() { return presets_; }

    [[nodiscard]] Instant start() const { return start_; }

    [[nodiscard]] const Journal& journal() const { return journal_; }

    [[nodiscard]] Interceptor& interceptor() {
        return options_.recording.empty() ? static_cast<Interceptor&>(presets_) : recorder_;
    }

    /// After the last connection: writes the decisions and the report, says what failed on stderr,
    /// and how the run is judged. `client` is how the one of --run ended.
    ports::Result<Verdict> finish(std::optional<ClientEnd> client);

private:
    void settle_world(World& world) const;
    LogSink sink_for(const std::string& login_name);
    [[nodiscard]] std::vector<ReportedRun> reported_runs() const;
    [[nodiscard]] ports::Result<void> write_files(const std::vector<ReportedRun>& runs);

    const Options& options_;
    const ServerClock& clock_;
    std::ofstream log_;
    Journal journal_;
    std::map<std::string, Transcript, std::less<>> transcripts_; ///< By login name; "": all others.
    OtherClient others_;
    Instant start_;
    Interceptor calm_;
    std::optional<Engine> engine_;
    PresetStage presets_;
    Recorder recorder_{presets_};
};

} // namespace testserver::program
