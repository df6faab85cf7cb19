#include "endpoint.hpp"
#include "testserver/oauth/token_session.hpp"
#include "testserver/protocol/other_client.hpp"
#include "testserver/scenario/engine.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace testserver::oauth {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

std::string posted(const std::string& form, std::string_view more = "") {
    return "POST /token HTTP/1.1\r\nHost: localhost\r\n" + std::string{more} +
           "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
           std::to_string(form.size()) + "\r\n\r\n" + form;
}

Scenario scenario_of(std::string_view text) {
    auto read = read_scenario(text, "test.toml");
    EXPECT_TRUE(read.problems.empty()) << read.problems.front().text();
    return std::move(read.scenario);
}

/// An endpoint under a scenario, and one connection to it.
class Wire {
public:
    explicit Wire(std::string_view scenario = "")
        : engine{scenario_of(scenario), others, google.now},
          session{token_session(google.service, {}, &engine)} {}

    /// What comes back: bytes as they are, all other steps as "<close>".
    std::string ask(std::string_view bytes) {
        session.receive(bytes, google.now);
        std::string said;
        for (auto steps = session.take_steps(); !steps.empty(); steps = session.take_steps()) {
            for (const auto& each : steps) {
                const auto* send = std::get_if<step::Send>(&each);
                said += send != nullptr ? send->bytes : "<close>";
            }
        }
        return said;
    }

    std::string refresh() { return ask(posted(Endpoint::refresh_request(token))); }

    Endpoint google;
    OtherClient others{google.world};
    Engine engine;
    HttpSession session;
    std::string token = google.sign_in();
};

TEST(HttpSession, AnswersRequestsAsTheyComeByteForByte) {
    Wire wire;
    std::string said;
    for (const char c : posted(Endpoint::refresh_request(wire.token))) {
        said += wire.ask({&c, 1});
    }
    EXPECT_THAT(said, StartsWith("HTTP/1.1 200 OK\r\nContent-Type: application/json"));
    EXPECT_THAT(said, HasSubstr("\"access_token\": \"ya29."));
    EXPECT_FALSE(wire.session.finished());
}

TEST(HttpSession, AnswersWhatIsSentAtOnceInOrder) {
    Wire wire;
    const auto said = wire.ask(posted("") + posted("grant_type=x", "Connection: close\r\n"));
    EXPECT_LT(said.find("grant_type\""), said.find("client ID"));
    EXPECT_TRUE(wire.session.finished());
}

TEST(HttpSession, InvitesABodyThatWaits) {
    Wire wire;
    const auto request = posted("grant_type=x", "Expect: 100-continue\r\n");
    const auto body = request.find("\r\n\r\n") + 4;
    EXPECT_EQ(wire.ask(request.substr(0, body)), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_THAT(wire.ask(request.substr(body)), StartsWith("HTTP/1.1 400 Bad Request"));
}

/// What it is must not hang on what comes behind it, or on when that comes.
TEST(HttpSession, JudgesARequestLineWithoutVersionHoweverItsSegmentsFall) {
    const std::string line = "GET /j \r\n\r\n";
    Wire alone;
    const auto refusal = alone.ask(line);
    EXPECT_THAT(refusal, StartsWith("HTTP/1.1 400 Bad Request\r\n"));

    Wire with_more;
    EXPECT_EQ(with_more.ask(line + ":\r1\ns localhost:0\r\n"), refusal);
    Wire by_octets;
    std::string said;
    for (const char octet : line) {
        said += by_octets.ask({&octet, 1});
    }
    EXPECT_EQ(said, refusal);
}

TEST(HttpSession, EndsWithWhatIsNoRequest) {
    const auto status = [](const std::string& bytes) {
        Wire wire;
        const auto said = wire.ask(bytes);
        EXPECT_TRUE(wire.session.finished());
        return said.substr(0, 12);
    };
    EXPECT_EQ(status("a001 NOOP\r\n\r\n"), "HTTP/1.1 400");
    EXPECT_EQ(status("GET / HTTP/1.1\r\n\r\n"), "HTTP/1.1 400");
    EXPECT_EQ(status("GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x')), "HTTP/1.1 431");
    EXPECT_EQ(status(posted(std::string(70'000, 'x'))), "HTTP/1.1 413");
}

TEST(HttpFaults, AnswerInPlaceOfTheEndpoint) {
    Wire wire{R"(
[[rule]]
on = { phase = "http", cmd = "POST /token", args = "refresh_token", nth = 2 }
do = [{ http = { status = 429, html = "slow", retry_after = "7" } }]
)"};
    EXPECT_THAT(wire.refresh(), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(
        wire.refresh(),
        AllOf(
            StartsWith("HTTP/1.1 429 Too Many Requests\r\nContent-Type: text/html"),
            HasSubstr("\r\nRetry-After: 7\r\n"),
            EndsWith("\r\n\r\nslow")
        )
    );
    EXPECT_THAT(wire.refresh(), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(wire.engine.problems(wire.google.now), IsEmpty());
}

TEST(HttpFaults, ChangeTheAnswersMembers) {
    Wire wire{R"(
[[rule]]
on = { phase = "http" }
do = [{ http = { remove = ["access_token"], set = { expires_in = "soon", x = true } } }]
)"};
    const auto said = wire.refresh();
    EXPECT_THAT(said, Not(HasSubstr("access_token")));
    EXPECT_THAT(said, HasSubstr("\"expires_in\": \"soon\""));
    EXPECT_THAT(said, HasSubstr("\"x\": true"));
}

TEST(HttpFaults, DamageBytes) {
    const auto damaged = [](const std::string& damage) {
        Wire wire{
            "[[rule]]\non = { phase = \"http\" }\ndo = [{ http = { body = \"0123456789\", damage = "
            "\"" +
            damage + "\" } }]\n"
        };
        return wire.refresh();
    };
    EXPECT_THAT(damaged("truncated"), EndsWith("Content-Length: 10\r\n\r\n01234<close>"));
    EXPECT_THAT(damaged("short_length"), EndsWith("Content-Length: 5\r\n\r\n0123456789"));
    EXPECT_THAT(
        damaged("bad_chunk"), EndsWith("\r\n\r\n5\r\n01234\r\nno number\r\n56789\r\n0\r\n\r\n")
    );
    EXPECT_THAT(
        damaged("byte_order_mark"),
        EndsWith("\r\n\r\n\xEF\xBB\xBF"
                 "0123456789")
    );
    EXPECT_THAT(damaged("not_gzip"), HasSubstr("Content-Encoding: gzip\r\n"));
    EXPECT_LT(damaged("gzip_bomb").size(), 20'000U);
}

TEST(HttpFaults, LoseTheAnswerOfARotation) {
    Wire wire{R"(
oauth = { rotation = "strict" }
[[rule]]
on = { phase = "http", args = "refresh_token" }
do = [{ token = "rotate" }, { apply_then = "nothing" }, { close = "rst" }]
)"};
    EXPECT_EQ(wire.refresh(), "<close>");
    EXPECT_THAT(wire.refresh(), HasSubstr("invalid_grant"));
}

TEST(HttpFaults, SayMoreThanWasAsked) {
    Wire wire{R"(
[[rule]]
on = { phase = "http", nth = 1 }
do = [{ raw = "HTTP/1.1 103 Early Hints\r\n\r\n" }]
[[rule]]
on = { phase = "http", nth = 2 }
do = [{ apply_then = "answer" }, { close = "fin" }]
)"};
    EXPECT_THAT(wire.refresh(), StartsWith("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK"));
    EXPECT_THAT(wire.refresh(), EndsWith("}\n<close>"));
}

TEST(HttpFaults, AreReplayedFromTheDecisions) {
    constexpr std::string_view weather = R"(
seed = 7
[[rule]]
on = { phase = "http", p = 0.5 }
do = [{ http = { status = 503, headers = { X-Why = "a \"b\"" }, retry_after = "1" } }]
times = "any"
[[rule]]
on = { phase = "http", p = 0.5 }
do = [{ http = { set = { expires_in = -1, scope = "a\\b" }, damage = "byte_order_mark" } }]
times = "any"
)";
    const auto status_lines = [](Wire& wire) {
        std::string all;
        for (int i = 0; i < 20; ++i) {
            auto said = wire.refresh();
            all += said.substr(0, said.find("\"access_token\""));
        }
        return all;
    };
    Wire first{weather};
    const auto said = status_lines(first);
    EXPECT_THAT(said, AllOf(HasSubstr("503"), HasSubstr("200")));
    Wire again{first.engine.decisions()};
    EXPECT_EQ(status_lines(again), said) << first.engine.decisions();
}

TEST(HttpFaults, SendTheAnswerInPieces) {
    Wire wire{R"(
[[rule]]
on = { phase = "http" }
do = [{ http = { body = "0123456789" } }, { drip = { bytes = 64, every = "5ms" } }]
)"};
    wire.session.receive(posted("grant_type=refresh_token"), wire.google.now);
    std::string said;
    std::size_t pieces = 0;
    for (const auto& each : wire.session.take_steps()) {
        const auto* send = std::get_if<step::Send>(&each);
        said += send != nullptr ? send->bytes : "";
        const auto* pause = std::get_if<step::Pause>(&each);
        pieces += pause != nullptr && pause->time == std::chrono::milliseconds{5} ? 1U : 0U;
    }
    EXPECT_THAT(said, EndsWith("\r\n\r\n0123456789"));
    EXPECT_EQ(pieces, (said.size() + 63) / 64);
}

TEST(HttpFaults, SpoilTheRecordsOfAnAnswer) {
    Wire wire{R"(
[[rule]]
on = { phase = "http" }
do = [{ tls = { flip_bit = true } }]
)"};
    wire.session.receive(posted("grant_type=refresh_token"), wire.google.now);
    const auto steps = wire.session.take_steps();
    ASSERT_FALSE(steps.empty());
    const auto* fault = std::get_if<TlsFault>(&steps.front());
    EXPECT_TRUE(fault != nullptr && std::holds_alternative<tls_fault::FlipBit>(*fault));
}

ConnectionFacts nth_of_the_endpoint(std::uint64_t ordinal) {
    ConnectionFacts facts;
    facts.ordinal = ordinal;
    return facts;
}

TEST(HttpConnection, IsMetAsItsRulesSayAndMailIsNot) {
    Wire wire{R"(
[[rule]]
on = { endpoint = "oauth", conn = 2 }
do = [{ tls = { certificate = "expired" } }]
[[rule]]
on = { endpoint = "oauth", conn = 2, raw_byte = 70 }
do = [{ close = "rst" }]
)"};
    const auto now = wire.google.now;
    EXPECT_EQ(
        wire.engine.on_http_accept(nth_of_the_endpoint(1), now).certificate, CertificateKind::good
    );
    const auto second = wire.engine.on_http_accept(nth_of_the_endpoint(2), now);
    EXPECT_EQ(second.certificate, CertificateKind::expired);
    EXPECT_EQ(second.handshake_bytes, 70U);
    EXPECT_EQ(
        wire.engine.on_accept(nth_of_the_endpoint(2), now).certificate, CertificateKind::good
    );

    Wire again{wire.engine.decisions()};
    again.engine.on_http_accept(nth_of_the_endpoint(1), now);
    EXPECT_EQ(again.engine.on_http_accept(nth_of_the_endpoint(2), now).handshake_bytes, 70U)
        << wire.engine.decisions();
}

TEST(HttpConnection, IsMetOtherwiseFromAMomentOn) {
    Wire wire{R"(
[[rule]]
on = { endpoint = "oauth", at = "1h" }
do = [{ tls = { certificate = "wrong_host" } }]
[[expect]]
in_bytes_before_handshake_done = 0
)"};
    const auto later = wire.google.now + std::chrono::hours{1};
    const auto kind_at = [&](std::uint64_t connection, Instant now) {
        return wire.engine.on_http_accept(nth_of_the_endpoint(connection), now).certificate;
    };
    EXPECT_EQ(kind_at(1, wire.google.now), CertificateKind::good);
    wire.engine.on_time(later);
    EXPECT_EQ(kind_at(2, later), CertificateKind::wrong_host);
    EXPECT_THAT(wire.engine.problems(later), IsEmpty());

    // Whoever sends its secret there has verified nothing.
    auto session = token_session(wire.google.service, nth_of_the_endpoint(2), &wire.engine);
    session.receive(posted(Endpoint::refresh_request(wire.token)), later);
    session.take_steps();
    EXPECT_THAT(
        wire.engine.problems(later),
        testing::ElementsAre(HasSubstr("bytes were sent to a server that could not be verified"))
    );
}

TEST(Refreshes, OneAtATimeIsWhatASingleFlightIs) {
    Wire wire{R"(
[[rule]]
on = { phase = "http", nth = 1 }
do = [{ delay = "1s" }]
[[expect]]
refreshes = 3
refreshes_at_once = 1
)"};
    const auto request = posted(Endpoint::refresh_request(wire.token));
    wire.refresh();
    wire.refresh();
    auto other = token_session(wire.google.service, nth_of_the_endpoint(2), &wire.engine);
    other.receive(request, wire.google.now);
    other.take_steps();
    EXPECT_THAT(wire.engine.problems(wire.google.now), IsEmpty());

    wire.refresh(); // The other one's answer has not been carried away.
    EXPECT_THAT(
        wire.engine.problems(wire.google.now),
        testing::Contains(HasSubstr("2 refreshes were in work at once"))
    );
}

TEST(HttpScenario, NamesMistakesWithTheirPlace) {
    const auto problem = [](const std::string& rule) {
        const auto read = read_scenario("[[rule]]\n" + rule + '\n', "x.toml");
        return read.problems.empty() ? std::string{"none"} : read.problems.front().text();
    };
    EXPECT_EQ(
        problem("on = { phase = \"http\" }\ndo = [{ http = { error = \"invalid_grand\" } }]")
            .substr(0, 35),
        "x.toml:3:26: \"invalid_grand\" is non"
    );
    EXPECT_THAT(
        problem("on = { phase = \"http\" }\ndo = [{ http = { stauts = 200 } }]"),
        EndsWith("unknown key \"stauts\"; did you mean \"status\"?")
    );
    EXPECT_EQ(
        problem("on = { cmd = \"NOOP\" }\ndo = [{ http = { status = 500 } }]"),
        "x.toml:3:7: http needs on = { phase = \"http\" }"
    );
    EXPECT_EQ(
        problem("on = { phase = \"http\" }\ndo = [{ bye = \"x\" }]"),
        "x.toml:3:9: \"bye\" does not go with phase = \"http\""
    );
    EXPECT_EQ(
        problem("on = { phase = \"http\", out_byte = 3 }\ndo = [{ close = \"fin\" }]"),
        "x.toml:2:24: \"out_byte\" does not go with phase = \"http\""
    );
    EXPECT_EQ(
        problem("on = { endpoint = \"oauth\", phase = \"greeting\" }\ndo = [{ close = \"fin\" }]"),
        "x.toml:2:6: endpoint = \"oauth\" knows accept, client_hello, handshake, http and moments"
    );
    EXPECT_EQ(
        problem("on = { endpoint = \"oauth\", at = \"1h\" }\ndo = [{ close = \"fin\" }]"),
        "x.toml:3:9: \"close\" does not go with endpoint = \"oauth\" and a moment"
    );
    EXPECT_THAT(
        problem("on = { phase = \"http\" }\ndo = [{ http = { headers = { A = \"b\\r\\nc\" } } }]"),
        EndsWith("a header is one line")
    );
}

} // namespace
} // namespace testserver::oauth
