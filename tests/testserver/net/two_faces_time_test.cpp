#include "tests/testserver/net/two_faces.hpp"
#include "testserver/control/controls.hpp"
#include "testserver/protocol/server_session.hpp"
#include "testserver/scenario/catalogue.hpp"
#include "testserver/scenario/named_scenario.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <thread>

/// What only a clock brings, on both faces: one that stands, and is moved by a day.
namespace {

using namespace testserver;
using two_faces::Answers;
using two_faces::Played;

constexpr std::chrono::hours a_day_and_more{25};

const two_faces::Script before{"a LOGIN me@gmail.com secret", "b SELECT INBOX", "c IDLE"};
const two_faces::Script behind{"DONE", "d NOOP", "e UID SEARCH ALL", "f LOGOUT"};

/// A hand on the clock of a server that runs on a thread of its own.
class Hand final : public control::Controls {
public:
    [[nodiscard]] control::Status status() const override { return {}; }

    [[nodiscard]] std::vector<std::string> rule_names() const override { return {}; }

    control::Firing fire(const std::string& /*rule*/) override { return control::Firing::at_once; }

    Milliseconds advance(Milliseconds by) override { return server->advance(by); }

    std::optional<control::Refused> reset() override { return std::nullopt; }

    [[nodiscard]] control::JournalPart
    journal(std::uint64_t /*from*/, std::size_t /*most*/) const override {
        return {};
    }

    TlsServer* server = nullptr;
};

/// All that is due within `by`, each at its time, as TlsServer::advance does it.
bool pass(Played& stage, ServerSession& session, Milliseconds by, std::string& text) {
    const auto target = stage.now() + by;
    const auto move_to = [&](Instant moment) {
        stage.clock.advance(std::max(moment - stage.now(), Milliseconds{0}));
    };
    bool goes_on = true;
    for (auto moment = stage.engine.next_moment(); goes_on && moment && *moment <= target;
         moment = stage.engine.next_moment()) {
        move_to(*moment);
        stage.engine.on_time(stage.now());
        session.wake(stage.now());
        goes_on = two_faces::take(session, text);
    }
    move_to(target);
    return goes_on;
}

Answers in_memory(Played& stage) {
    const ConnectionFacts facts;
    stage.engine.on_accept(facts, stage.now());
    ServerSession session{stage.world, stage.now(), facts, &stage.engine};
    Answers answers(1);
    bool goes_on = two_faces::take(session, answers.back());
    const auto say = [&](const two_faces::Script& lines) {
        for (const auto& line : lines) {
            if (goes_on) {
                session.receive(line + "\r\n", stage.now());
                goes_on = two_faces::take(session, answers.emplace_back());
            }
        }
    };
    say(before);
    goes_on = goes_on && pass(stage, session, a_day_and_more, answers.emplace_back());
    say(behind);
    stage.engine.on_close(facts, stage.now());
    return answers;
}

void advance(const TlsServer& server) {
    const std::string body = R"({"by": "25h"})";
    const testserver_net::RawClient control{server.control_port()};
    control.send(
        "POST /advance HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body
    );
    EXPECT_EQ(control.read_line(), "HTTP/1.1 200 OK\r\n");
}

void over_tls(const TlsServer& server, const Answers& answers) {
    testserver_net::TlsClient client{server.port(), {.trusted = server.authority_pem()}};
    ASSERT_EQ(client.handshake_error(), "");
    auto answer = answers.begin();
    two_faces::read_exactly(client, answer->size());
    const auto say = [&](const two_faces::Script& lines) {
        for (const auto& line : lines) {
            if (++answer == answers.end()) {
                return false;
            }
            client.send(line + "\r\n");
            two_faces::read_exactly(client, answer->size());
        }
        return true;
    };
    if (say(before) && ++answer != answers.end()) {
        advance(server);
        two_faces::read_exactly(client, answer->size());
        say(behind);
    }
}

bool waits_for_time(const Scenario& scenario) {
    const ServerClock clock;
    World world{Profile::gmail};
    OtherClient others{world};
    const Engine engine{scenario, others, clock.now()}; // Limits become rules of time.
    return !speaks_of_oauth(scenario) &&
           std::ranges::any_of(engine.scenario().rules, [](const Rule& rule) {
               return occasion_of(rule.on) == Occasion::time;
           });
}

TEST(TwoFacesOfTime, SayTheSameOfEachRowThatWaitsForIt) {
    std::size_t played = 0;
    for (const auto& row : catalogue()) {
        const auto scenario = read_scenario(row.scenario, std::string{row.id}).scenario;
        if (row.scenario.empty() || !waits_for_time(scenario)) {
            continue;
        }
        Played memory{scenario, ServerClock::Kind::stands};
        Played sockets{scenario, ServerClock::Kind::stands};
        const auto answers = in_memory(memory);
        Hand hand;
        auto listening = listen(
            sockets.world,
            {},
            &sockets.engine,
            nullptr,
            {.controls = &hand, .clock = &sockets.clock}
        );
        const auto& server = std::get<std::unique_ptr<TlsServer>>(listening);
        hand.server = server.get();
        {
            const std::jthread thread{[&](const std::stop_token& stop) { server->run(stop); }};
            over_tls(*server, answers);
            const auto expected = memory.log();
            EXPECT_TRUE(testserver_net::becomes([&] {
                return sockets.log().size() >= expected.size();
            })) << row.id;
            EXPECT_EQ(sockets.log(), expected) << row.id;
        }
        EXPECT_EQ(sockets.engine.decisions(), memory.engine.decisions()) << row.id;
        std::cout << row.id << ' ';
        ++played;
    }
    constexpr std::size_t at_least = 5;
    EXPECT_GE(played, at_least);
    std::cout << "wait for a time and were played on both faces\n";
}

} // namespace
