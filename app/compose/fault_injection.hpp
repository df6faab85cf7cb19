#pragma once

#include "adapters/memory/manual_clock.hpp"
#include "adapters/memory/seeded_randomness.hpp"
#include "app/compose/memory_link.hpp"
#include "app/compose/outside.hpp"
#include "testserver/protocol/other_client.hpp"
#include "testserver/scenario/engine.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace compose {

/// The scenario of that name: a file, or the id of a row of the catalogue. `bad_input` names every
/// mistake in it with its place.
ports::Result<testserver::Scenario> load_scenario(const std::string& name);

/// The simulated world: a fake Gmail in memory that goes wrong as a scenario says, and a clock that
/// only moves while both sides wait. The mailbox is made up from the scenario's seed, anew for each
/// object. Opens no socket.
class FaultInjection final : public Outside {
public:
    static constexpr std::size_t usual_messages = 300;
    /// The simulated account's; it guards nothing, and is still never to be seen.
    static constexpr std::string_view password = "correct horse battery staple";

    /// Of the access tokens, where the scenario has them live and die.
    static constexpr std::string_view token_start = "simulated-";

    explicit FaultInjection(
        testserver::Scenario scenario,
        std::size_t messages = usual_messages,
        testserver::LogSink log = {}
    );

    ports::Clock& clock() override { return clock_; }

    ports::Randomness& randomness() override { return randomness_; }

    imap::client::Sleep sleep() override;
    ports::Result<std::unique_ptr<ports::TokenSource>>
    tokens(const config::Settings& settings, const std::stop_token& stop) override;
    std::unique_ptr<net::Connector> connector(const config::Settings& settings) override;

    /// The client's machine sleeps for so long: the wall and the server go on, the monotonic clock
    /// stands still.
    void suspend(std::chrono::seconds time) { clock_.jump_wall(time); }

    /// The settings, as flags, that name the simulated account.
    [[nodiscard]] std::map<std::string, std::string, std::less<>> flags() const;

    /// What the scenario expected and did not see; none when the run has passed.
    [[nodiscard]] std::vector<std::string> problems() const;

    [[nodiscard]] testserver::Account& account() { return *account_; }

    [[nodiscard]] const testserver::Engine& engine() const { return engine_; }

private:
    [[nodiscard]] testserver::Instant now() const { return testserver::Instant{clock_.wall()}; }

    memory::ManualClock clock_;
    memory::SeededRandomness randomness_;
    testserver::World world_;
    std::shared_ptr<testserver::Account> account_;
    testserver::OtherClient others_{world_};
    testserver::Engine engine_;
};

} // namespace compose
