#include "tests/testserver/net/two_faces.hpp"

#include "testserver/protocol/scenario_world.hpp"
#include "testserver/protocol/server_session.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <poll.h>

namespace two_faces {

using namespace testserver;

Played::Played(const Scenario& scenario, ServerClock::Kind kind)
    : clock{kind}, account{std::make_shared<Account>(mailbox_settings(scenario, Profile::gmail))},
      engine{scenario, others, clock.now(), [this](std::string_view line) { note(line); }} {
    constexpr int mails = 12;
    for (int i = 0; i < mails; ++i) {
        account->deliver(
            {"Subject: " + std::to_string(i) + "\r\n\r\n" + std::string(50, 'x'),
             {},
             {},
             {domain::inbox}}
        );
    }
    world.add_user({"me@gmail.com", "secret", account});
    settle(world, engine.scenario(), clock.now());
}

Log Played::log() {
    const std::lock_guard lock{mutex_};
    return log_;
}

void Played::note(std::string_view line) {
    const auto said = line.substr(line.find(' ') + 1);
    if (!said.starts_with('A') && !said.starts_with('X')) {
        const std::lock_guard lock{mutex_};
        log_.emplace_back(said);
    }
}

Answers in_memory(Played& stage, const Script& script, std::uint64_t connection) {
    ConnectionFacts facts;
    facts.ordinal = connection;
    stage.engine.on_accept(facts, stage.now());
    ServerSession session{stage.world, stage.now(), facts, &stage.engine};
    Answers answers(1);
    bool goes_on = take(session, answers.back());
    for (const auto& line : script) {
        if (!goes_on) {
            break;
        }
        session.receive(line + "\r\n", stage.now());
        goes_on = take(session, answers.emplace_back());
    }
    stage.engine.on_close(facts, stage.now());
    return answers;
}

namespace {

bool more_comes(int socket) {
    pollfd waiting{.fd = socket, .events = POLLIN, .revents = 0};
    return ::poll(&waiting, 1, static_cast<int>(testserver_net::long_enough.count())) > 0;
}

} // namespace

void read_exactly(testserver_net::TlsClient& client, std::size_t size) {
    std::array<char, 4096> chunk{};
    while (size > 0) {
        const auto most = static_cast<int>(std::min(size, chunk.size()));
        const int got = SSL_read(client.native(), chunk.data(), most);
        if (got > 0) {
            size -= static_cast<std::size_t>(got);
        } else if (SSL_get_error(client.native(), got) != SSL_ERROR_WANT_READ ||
                   !more_comes(client.raw().socket())) {
            return;
        }
    }
}

void over_tls(const TlsServer& server, const Script& script, const Answers& answers) {
    testserver_net::TlsClient client{server.port(), {.trusted = server.authority_pem()}};
    ASSERT_EQ(client.handshake_error(), "");
    read_exactly(client, answers.front().size());
    for (std::size_t i = 1; i < answers.size(); ++i) {
        client.send(script.at(i - 1) + "\r\n");
        read_exactly(client, answers[i].size());
    }
}

} // namespace two_faces
