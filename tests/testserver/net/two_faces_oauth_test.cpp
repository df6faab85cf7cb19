#include "tests/testserver/net/two_faces.hpp"
#include "tests/testserver/oauth/endpoint.hpp"
#include "testserver/oauth/token_session.hpp"
#include "testserver/scenario/catalogue.hpp"
#include "testserver/scenario/named_scenario.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <random>
#include <thread>

/// The OAuth endpoint on both faces: the same requests, the same bytes in answer, the same log.
namespace {

using namespace testserver;
using oauth::Endpoint;
using two_faces::Played;

/// A world with an endpoint whose codes and tokens hang on a seed, behind a clock that stands.
class Google {
public:
    explicit Google(const Scenario& scenario)
        : stage{scenario, ServerClock::Kind::stands},
          service{
              stage.world,
              {{"desk", "hush"}, "me@gmail.com", scenario.oauth.value_or(OauthSettings{})},
              [this] { return random_(); }
          } {}

private:
    std::mt19937_64 random_{1};

public:
    Played stage;
    oauth::TokenService service;
};

struct Exchange {
    std::string request;
    std::string answer;
};

std::string in_memory(Google& google, const std::string& request, std::uint64_t connection) {
    ConnectionFacts facts;
    facts.ordinal = connection;
    google.stage.engine.on_http_accept(facts, google.stage.now());
    auto session = oauth::token_session(google.service, facts, &google.stage.engine);
    std::string text;
    session.receive(request, google.stage.now());
    two_faces::take(session, text);
    google.stage.engine.on_request_over(facts, google.stage.now());
    return text;
}

std::string over_tls(const TlsServer& server, const std::string& request) {
    testserver_net::TlsClient client{server.oauth_port(), {.trusted = server.authority_pem()}};
    EXPECT_EQ(client.handshake_error(), "");
    client.send(request);
    return client.read_to_end().bytes;
}

std::string get(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
}

std::string post(const std::string& body) {
    return "POST " + std::string{oauth::token_path} +
           " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
           "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// What stands between two texts; nothing when the first is not there.
std::string between(const std::string& text, std::string_view from, std::string_view to) {
    const auto start = text.find(from);
    if (start == std::string::npos) {
        return {};
    }
    const auto begin = start + from.size();
    return text.substr(begin, text.find_first_of(to, begin) - begin);
}

/// A sign-in and as many refreshes as the longest row counts.
std::vector<Exchange> walk(Google& google) {
    std::vector<Exchange> done;
    const auto ask = [&](std::string request) {
        auto answer = in_memory(google, request, done.size() + 1);
        return done.emplace_back(Exchange{std::move(request), std::move(answer)}).answer;
    };
    const auto consent =
        ask(get(std::string{oauth::consent_path} + '?' + Endpoint::consent_query()));
    const auto code = oauth::Form::read("code=" + between(consent, "code=", "&\r\n"));
    const auto traded = ask(post(Endpoint::code_request(std::string{code["code"]})));
    auto token = between(traded, "\"refresh_token\": \"", "\"");
    constexpr int refreshes = 8;
    for (int i = 0; i < refreshes; ++i) {
        const auto answer = ask(post(Endpoint::refresh_request(token)));
        const auto rotated = between(answer, "\"refresh_token\": \"", "\"");
        token = rotated.empty() ? token : rotated;
    }
    return done;
}

TEST(TwoFacesOfGoogle, SayTheSameOfEachRowOfTheEndpoint) {
    std::size_t played = 0;
    for (const auto& row : catalogue()) {
        const auto scenario = read_scenario(row.scenario, std::string{row.id}).scenario;
        if (row.scenario.empty() || !speaks_of_oauth(scenario)) {
            continue;
        }
        Google memory{scenario};
        Google sockets{scenario};
        const auto exchanges = walk(memory);
        auto listening = listen(
            sockets.stage.world,
            {},
            &sockets.stage.engine,
            &sockets.service,
            {.clock = &sockets.stage.clock}
        );
        const auto& server = std::get<std::unique_ptr<TlsServer>>(listening);
        {
            const std::jthread thread{[&](const std::stop_token& stop) { server->run(stop); }};
            for (const auto& exchange : exchanges) {
                EXPECT_EQ(over_tls(*server, exchange.request), exchange.answer) << row.id << " at\n"
                                                                                << exchange.request;
            }
        }
        EXPECT_EQ(sockets.stage.log(), memory.stage.log()) << row.id;
        EXPECT_EQ(sockets.stage.engine.decisions(), memory.stage.engine.decisions()) << row.id;
        std::cout << row.id << ' ';
        ++played;
    }
    constexpr std::size_t at_least = 12;
    EXPECT_GE(played, at_least);
    std::cout << "speak of the endpoint and were played on both faces\n";
}

} // namespace
