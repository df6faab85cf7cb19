#include "adapters/memory/manual_clock.hpp"
#include "app/compose/memory_handshake.hpp"
#include "tests/testserver/net/two_faces.hpp"
#include "testserver/protocol/server_session.hpp"
#include "testserver/scenario/catalogue.hpp"
#include "testserver/scenario/named_scenario.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>
#include <thread>
#include <vector>

/// One core, two faces: a scenario says the same in memory and over TLS, line by line.
namespace {

using namespace testserver;

using two_faces::in_memory;
using two_faces::over_tls;
using two_faces::Played;

const two_faces::Script script{
    "a CAPABILITY",
    "b LOGIN me@gmail.com secret",
    "c SELECT INBOX",
    "d UID SEARCH ALL",
    "e UID FETCH 1:* (FLAGS X-GM-LABELS)",
    "f UID FETCH 2:4 BODY.PEEK[]",
    "g UID STORE 3 +X-GM-LABELS (Travel)",
    "h UID COPY 4 Travel",
    "i APPEND Travel {6+}\r\na: b\r\n",
    "j LIST \"\" *",
    "k NOOP",
    "l LOGOUT",
};

template <typename Kind>
bool does(const Rule& rule) {
    return std::ranges::any_of(rule.actions, [](const Action& action) {
        return std::holds_alternative<Kind>(action);
    });
}

bool spoils_tls(const Action& action) {
    const auto* fault = std::get_if<action::Fault>(&action);
    return fault != nullptr && (std::holds_alternative<tls_fault::RawBytes>(fault->fault) ||
                                std::holds_alternative<tls_fault::FlipBit>(fault->fault) ||
                                std::holds_alternative<tls_fault::ReplayRecord>(fault->fault) ||
                                std::holds_alternative<tls_fault::CloseNotify>(fault->fault));
}

/// Long pauses only make the test wait: that there is one is what both faces have to agree on.
Scenario shortened(Scenario scenario) {
    constexpr Milliseconds patience{200};
    for (auto& rule : scenario.rules) {
        for (auto& each : rule.actions) {
            if (auto* delay = std::get_if<action::Delay>(&each)) {
                delay->time = std::min(delay->time, patience);
            }
        }
    }
    return scenario;
}

/// Without what one face has alone, a handshake and records, and what other tests here play: time
/// and the OAuth endpoint.
bool has_both_faces(const Scenario& scenario) {
    return !speaks_of_oauth(scenario) &&
           std::ranges::none_of(scenario.rules, [&](const Rule& rule) {
               const auto occasion = occasion_of(rule.on);
               const bool world_only = does<action::Mailbox>(rule) || does<action::Token>(rule);
               return occasion == Occasion::time || occasion == Occasion::handshake ||
                      (occasion == Occasion::accept && !world_only) || does<action::Meet>(rule) ||
                      std::ranges::any_of(rule.actions, spoils_tls);
           });
}

void expect_one_core(const std::string& name, const Scenario& scenario) {
    constexpr std::uint64_t connections = 2;
    Played memory{scenario};
    Played again{scenario};
    Played sockets{scenario};
    {
        auto listening = listen(sockets.world, {}, &sockets.engine);
        const auto& server = std::get<std::unique_ptr<TlsServer>>(listening);
        const std::jthread thread{[&](const std::stop_token& stop) { server->run(stop); }};
        for (std::uint64_t connection = 1; connection <= connections; ++connection) {
            const auto answers = in_memory(memory, script, connection);
            EXPECT_EQ(in_memory(again, script, connection), answers)
                << name << " is not the same twice";
            over_tls(*server, script, answers);
            const auto expected = memory.log();
            EXPECT_TRUE(testserver_net::becomes([&] {
                return sockets.log().size() >= expected.size();
            })) << name;
            EXPECT_EQ(sockets.log(), expected) << "fake-gmail --scenario " << name << " --log -";
        }
    }
    EXPECT_EQ(again.log(), memory.log()) << name << " is not the same twice";
    EXPECT_EQ(again.engine.decisions(), memory.engine.decisions()) << name;
    EXPECT_EQ(sockets.engine.decisions(), memory.engine.decisions()) << name;
}

TEST(TwoFaces, SayTheSameOfEachRowThatHasBoth) {
    std::size_t played = 0;
    for (const auto& row : catalogue()) {
        const auto scenario = read_scenario(row.scenario, std::string{row.id}).scenario;
        if (!row.scenario.empty() && has_both_faces(scenario)) {
            expect_one_core(std::string{row.id}, shortened(scenario));
            ++played;
        }
    }
    constexpr std::size_t at_least = 90; // Of 135 with a scenario.
    EXPECT_GE(played, at_least);
    std::cout << played << " rows were played on both faces\n";
}

bool is_about_meeting(const Rule& rule) {
    const auto occasion = occasion_of(rule.on);
    return (occasion == Occasion::accept || occasion == Occasion::handshake) && !rule.on.oauth;
}

/// Rules of accept and handshake alone, and nothing that a client would wait for.
bool is_met_on_both_faces(const Scenario& scenario) {
    return !scenario.rules.empty() && !speaks_of_oauth(scenario) &&
           std::ranges::all_of(scenario.rules, [](const Rule& rule) {
               return is_about_meeting(rule) && !does<action::Down>(rule) &&
                      !does<action::Deaf>(rule) && !does<action::Stall>(rule) &&
                      !does<action::StopReading>(rule) && !does<action::Delay>(rule);
           });
}

/// Whether the handshake succeeds in memory, where a client verifies as ours does.
bool shakes_hands_in_memory(Played& stage, std::uint64_t connection) {
    ConnectionFacts facts;
    facts.ordinal = connection;
    memory::ManualClock clock;
    const bool met =
        compose::meet(stage.engine.on_accept(facts, ServerClock{}.now()), clock).has_value();
    if (met) {
        const ServerSession session{stage.world, ServerClock{}.now(), facts, &stage.engine};
        stage.engine.on_close(facts, ServerClock{}.now());
        return true;
    }
    stage.engine.on_close(facts, ServerClock{}.now());
    return false;
}

bool shakes_hands_over_tls(const TlsServer& server) {
    testserver_net::TlsClient client{
        server.port(), {.trusted = server.authority_pem(), .turns_away = true}
    };
    return client.handshake_error().empty() && !client.read_line().empty();
}

TEST(TwoFaces, ShakeHandsAlike) {
    std::size_t played = 0;
    std::size_t refused = 0;
    for (const auto& row : catalogue()) {
        const auto scenario = read_scenario(row.scenario, std::string{row.id}).scenario;
        if (row.scenario.empty() || !is_met_on_both_faces(scenario)) {
            continue;
        }
        ++played;
        Played memory{scenario};
        Played sockets{scenario};
        auto listening = listen(sockets.world, {}, &sockets.engine);
        const auto& server = std::get<std::unique_ptr<TlsServer>>(listening);
        const std::jthread thread{[&](const std::stop_token& stop) { server->run(stop); }};
        for (std::uint64_t connection = 1; connection <= 3; ++connection) {
            const bool met = shakes_hands_in_memory(memory, connection);
            EXPECT_EQ(shakes_hands_over_tls(*server), met)
                << row.id << ", connection " << connection;
            const auto expected = memory.log();
            EXPECT_TRUE(testserver_net::becomes([&] {
                return sockets.log().size() >= expected.size();
            })) << row.id;
            EXPECT_EQ(sockets.log(), expected) << row.id;
            refused += met ? 0U : 1U;
        }
    }
    constexpr std::size_t at_least = 10;
    EXPECT_GE(played, at_least);
    EXPECT_GE(refused, at_least);
    std::cout << played << " rows met clients on both faces, " << refused << " handshakes failed\n";
}

/// The examples, and what the reader of scenarios is fuzzed with.
TEST(TwoFaces, SayTheSameOfEachScenarioFile) {
    std::size_t played = 0;
    for (const char* folder : {SCENARIO_EXAMPLES, SCENARIO_CORPUS}) {
        for (const auto& file : std::filesystem::directory_iterator{folder}) {
            const auto named = named_scenario(file.path().string());
            if (named.problems.empty() && has_both_faces(named.scenario)) {
                expect_one_core(file.path().string(), named.scenario);
                ++played;
            }
        }
    }
    constexpr std::size_t at_least = 2; // Most speak of time, which only one face can move.
    EXPECT_GE(played, at_least);
    std::cout << played << " files were played on both faces\n";
}

/// Faults by chance, and legal variance: both hang on the seed alone.
std::string weather(std::uint64_t seed) {
    const auto rule = [](const char* on, const char* action) {
        return std::string{"[[rule]]\non = { cmd = \""} + on + "\", p = 0.2 }\ndo = [" + action +
               "]\ntimes = \"any\"\nrequired = false\n";
    };
    return "grease = true\nseed = " + std::to_string(seed) + '\n' +
           rule("UID FETCH", "{ reply = \"NO System Error (Failure)\" }") +
           rule("*", "{ untagged = \"OK [ALERT] Slow\" }") + rule("*", "{ split = 5 }") +
           rule("UID STORE", "{ drop_effect = true }") +
           rule("*", "{ close = [\"fin\", \"rst\", \"notify\"] }");
}

class TwoFacesOfASeed : public testing::TestWithParam<std::uint64_t> {};

TEST_P(TwoFacesOfASeed, AreTheSameTwice) {
    const auto text = weather(GetParam());
    const auto read = read_scenario(text, "weather");
    ASSERT_TRUE(read.problems.empty()) << read.problems.front().text();
    expect_one_core(text, read.scenario);
}

INSTANTIATE_TEST_SUITE_P(Each, TwoFacesOfASeed, testing::Range<std::uint64_t>(1, 21));

TEST(Weather, DiffersBySeed) {
    std::set<std::string> decisions;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Played memory{read_scenario(weather(seed), "weather").scenario};
        in_memory(memory, script, 1);
        decisions.insert(memory.engine.decisions());
    }
    EXPECT_EQ(decisions.size(), 20U);
}

} // namespace
