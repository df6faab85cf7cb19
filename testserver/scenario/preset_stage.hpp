#pragma once

#include "testserver/scenario/catalogue.hpp"
#include "testserver/scenario/engine.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace testserver {

/// One engine for each login name that chooses a preset (preset.hpp), beside what all the others
/// meet. A connection is the others' until its client says its name; from then on it is its
/// preset's, as that one's next connection.
class PresetStage final : public Interceptor {
public:
    /// The log of one preset, "me+p4@…" by name; may be empty.
    using LogFor = std::function<LogSink(const std::string& login_name)>;

    /// `others` and `world` must outlive it.
    PresetStage(Interceptor& others, WorldEffects& world, LogFor log_for = {});

    /// A preset that somebody has chosen.
    struct Played {
        const CatalogueRow& row;
        const Engine& engine;
    };

    /// Forgets what was chosen.
    void start_over();

    /// Of the preset that this login name has chosen; null for none.
    [[nodiscard]] Engine* engine_of(std::string_view login_name);

    /// By login name.
    [[nodiscard]] std::vector<std::pair<std::string, Played>> played() const;

    /// Of all presets that were chosen: there is one client under test.
    void client_ended(ClientEnd end);

    [[nodiscard]] Listening listening(Instant now) const override;
    [[nodiscard]] Listening http_listening(Instant now) const override;
    Admission on_accept(const ConnectionFacts& connection, Instant now) override;
    Treatment on_command(const ConnectionFacts& connection, const CommandSeen& command) override;
    Treatment on_announced(const ConnectionFacts& connection, const CommandSeen& head) override;
    Admission on_http_accept(const ConnectionFacts& connection, Instant now) override;
    void on_request_over(const ConnectionFacts& connection, Instant now) override;
    HttpTreatment
    on_request(const ConnectionFacts& connection, const RequestSeen& request) override;
    void on_input(const ConnectionFacts& connection, std::string& bytes, Instant now) override;
    Steps on_output(const ConnectionFacts& connection, std::string bytes, Instant now) override;
    Steps take_steps(const ConnectionFacts& connection, Instant now) override;
    void on_close(const ConnectionFacts& connection, Instant now) override;
    [[nodiscard]] std::optional<Instant> next_moment() const override;
    void on_time(Instant now) override;

private:
    struct Preset {
        const CatalogueRow* row = nullptr;
        std::unique_ptr<Engine> engine;
        std::uint64_t connections = 0;
    };

    struct Moved {
        Engine* engine = nullptr;
        std::uint64_t ordinal = 0; ///< Of its preset's connections.
    };

    /// Where a connection belongs, and as which of that one's connections.
    struct Place {
        Interceptor* interceptor = nullptr;
        ConnectionFacts facts;
    };

    Place place_of(const ConnectionFacts& facts);
    bool move_to_preset(const ConnectionFacts& facts, const std::string& login_name, Instant now);
    void move_once_named(const ConnectionFacts& facts, Instant now);

    Interceptor& others_;
    WorldEffects& world_;
    LogFor log_for_;
    std::map<std::string, Preset, std::less<>> presets_; ///< By login name.
    std::map<std::uint64_t, Moved> moved_; ///< By the server's number of the connection.
};

} // namespace testserver
