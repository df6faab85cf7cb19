#pragma once

#include "tests/testserver/net/observer.hpp"
#include "testserver/net/server_clock.hpp"
#include "testserver/net/tls_server.hpp"
#include "testserver/protocol/other_client.hpp"
#include "testserver/protocol/world.hpp"
#include "testserver/scenario/engine.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

/// One core, two faces: a scenario says the same in memory and over TLS, line by line.
namespace two_faces {

using Log = std::vector<std::string>;
/// The lines that a client says, each when the one before it is answered.
using Script = std::vector<std::string>;
/// What the greeting was, and what each line is answered with; fewer when the connection ends or
/// falls silent.
using Answers = std::vector<std::string>;

/// A world in which a scenario is played, and what its log says but for times, accepts and ends.
class Played {
public:
    explicit Played(
        const testserver::Scenario& scenario,
        testserver::ServerClock::Kind kind = testserver::ServerClock::Kind::runs
    );

    [[nodiscard]] Log log();

    [[nodiscard]] testserver::Instant now() const { return clock.now(); }

    testserver::ServerClock clock;
    testserver::World world{testserver::Profile::gmail};
    std::shared_ptr<testserver::Account> account;
    testserver::OtherClient others{world};
    testserver::Engine engine;

private:
    void note(std::string_view line);

    std::mutex mutex_;
    Log log_;
};

/// Adds what leaves next; false when nothing comes any more.
template <typename Session>
bool take(Session& session, std::string& text) {
    namespace step = testserver::step;
    for (auto steps = session.take_steps(); !steps.empty(); steps = session.take_steps()) {
        for (const auto& each : steps) {
            if (const auto* send = std::get_if<step::Send>(&each)) {
                text += send->bytes;
            }
            const auto* pause = std::get_if<step::Pause>(&each);
            if (std::holds_alternative<step::Close>(each) ||
                std::holds_alternative<step::StopReading>(each) ||
                (pause != nullptr && !pause->time)) {
                return false;
            }
        }
    }
    return !session.finished();
}

Answers in_memory(Played& stage, const Script& script, std::uint64_t connection);

void read_exactly(testserver_net::TlsClient& client, std::size_t size);
/// The same lines, each as soon as the one before it is answered as it was in memory.
void over_tls(const testserver::TlsServer& server, const Script& script, const Answers& answers);

} // namespace two_faces
