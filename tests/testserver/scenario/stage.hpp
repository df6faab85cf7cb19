#pragma once

#include "testserver/protocol/other_client.hpp"
#include "testserver/protocol/server_session.hpp"
#include "testserver/scenario/engine.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace testserver {

inline Scenario scenario_of(std::string_view text) {
    auto read = read_scenario(text, "test.toml");
    for (const auto& problem : read.problems) {
        ADD_FAILURE() << problem.text();
    }
    return std::move(read.scenario);
}

/// A world with one account of ten mails, a scenario, and connections that a test speaks on.
class ScenarioStage {
public:
    explicit ScenarioStage(std::string_view text) : engine{scenario_of(text), others, now, sink()} {
        world.add_user({"me@gmail.com", "secret", account});
        for (int i = 0; i < 10; ++i) {
            account->deliver(
                {"Subject: " + std::to_string(i) + "\r\n\r\n" + std::string(50, 'x'),
                 {},
                 {},
                 {domain::inbox}}
            );
        }
    }

    /// What the n-th connection gives after the client said this: bytes as they are, every other
    /// step as "<fin>".
    std::string ask(std::uint64_t connection, std::string_view bytes) {
        auto found = sessions.find(connection);
        if (found == sessions.end()) {
            ConnectionFacts facts;
            facts.ordinal = connection;
            watching->on_accept(facts, now);
            found = sessions.try_emplace(connection, world, now, facts, watching).first;
        }
        found->second.receive(bytes, now);
        return taken(found->second);
    }

    std::string log_in(std::uint64_t connection) {
        return ask(connection, "a LOGIN me@gmail.com secret\r\nb SELECT INBOX\r\n");
    }

    /// Time passes; what the n-th connection gives because of it.
    std::string pass(Milliseconds time, std::uint64_t connection) {
        now += time;
        watching->on_time(now);
        sessions.at(connection).wake(now);
        return taken(sessions.at(connection));
    }

    static std::string taken(ServerSession& session) {
        std::string text;
        for (auto steps = session.take_steps(); !steps.empty(); steps = session.take_steps()) {
            for (const auto& next : steps) {
                text += written(next);
            }
        }
        return text;
    }

    static std::string written(const Step& next) {
        if (const auto* send = std::get_if<step::Send>(&next)) {
            return send->bytes;
        }
        if (const auto* pause = std::get_if<step::Pause>(&next)) {
            return pause->time ? "<pause " + std::to_string(pause->time->count()) + ">" : "<stall>";
        }
        if (const auto* close = std::get_if<step::Close>(&next)) {
            constexpr std::array names{"notify", "fin", "truncate", "rst", "half", "vanish"};
            return std::string{"<"} + names.at(static_cast<std::size_t>(close->how)) + ">";
        }
        return std::holds_alternative<step::Flush>(next) ? "|" : "<other>";
    }

    LogSink sink() {
        return [this](std::string_view line) { log += std::string{line} + '\n'; };
    }

    Instant now{std::chrono::seconds{1'700'000'000}};
    std::shared_ptr<Account> account = std::make_shared<Account>(MailboxSettings{});
    World world{Profile::gmail};
    OtherClient others{world};
    std::string log;
    Engine engine;
    Interceptor* watching = &engine;
    std::map<std::uint64_t, ServerSession> sessions;
};

} // namespace testserver
