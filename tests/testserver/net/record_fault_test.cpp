#include "tests/testserver/net/faulty_server.hpp"
#include "tests/testserver/net/observer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

/// The faults of TLS on a connection that is up (FAULTS L10 to L18), as OpenSSL's own client sees
/// them in each version.
namespace {

using namespace std::chrono_literals;
using namespace testserver_net;
using testserver::Closing;
using testserver::Steps;
using testserver::TlsVersion;
namespace step = testserver::step;
namespace tls_fault = testserver::tls_fault;

struct Row {
    std::string name;
    Steps at_noop;
    Seen seen;
};

void PrintTo(const Row& row, std::ostream* out) {
    *out << row.name;
}

Behaviour in_version(TlsVersion version, Steps at_noop) {
    return {.admission = {.lowest = version, .highest = version}, .at_noop = std::move(at_noop)};
}

class RecordFault : public testing::TestWithParam<std::tuple<TlsVersion, Row>> {};

TEST_P(RecordFault, IsSeenByOpenSsl) {
    const auto& [version, row] = GetParam();
    const FaultyServer server{in_version(version, row.at_noop)};
    TlsClient client{server.port(), {.trusted = server.authority()}};
    ASSERT_EQ(client.handshake_error(), "");
    ASSERT_TRUE(client.read_line().starts_with("* OK Gimap ready"));

    client.send("a NOOP\r\nb NOOP\r\nthe beginning of a third com");
    const auto seen = client.read_to_end(row.seen.end == End::silence ? a_while : long_enough);

    EXPECT_EQ(seen.end, row.seen.end) << seen.error;
    EXPECT_EQ(seen.bytes, row.seen.bytes);
}

const std::string answer = "* 23 EXISTS\r\na OK done\r\n";

/// This fault between the two halves of an answer, and the answers' end behind it.
Steps amid(testserver::Step fault) {
    return {
        step::Send{answer.substr(0, 8)},
        std::move(fault),
        step::Send{answer.substr(8)},
        step::Close{Closing::notify}
    };
}

Steps said_then(Closing how) {
    return {step::Send{answer}, step::Flush{}, step::Close{how}};
}

std::string name_of(const testing::TestParamInfo<std::tuple<TlsVersion, Row>>& each) {
    const auto& [version, row] = each.param;
    return row.name + (version == TlsVersion::tls_1_2 ? "_v12" : "_v13");
}

const auto both = testing::Values(TlsVersion::tls_1_2, TlsVersion::tls_1_3);

INSTANTIATE_TEST_SUITE_P(
    Endings,
    RecordFault,
    testing::Combine(
        both,
        testing::Values(
            Row{"CloseNotify", said_then(Closing::notify), {answer, End::eof}},
            Row{"L11FinWithoutCloseNotify", said_then(Closing::fin), {answer, End::cut}},
            Row{"L12FinInsideARecord", said_then(Closing::truncate), {answer, End::cut}},
            Row{"T6Reset", {step::Close{Closing::rst}}, {"", End::reset}},
            Row{"T8HalfClosed", said_then(Closing::half), {answer, End::cut}},
            Row{"T11BlackHole", said_then(Closing::vanish), {answer, End::silence}},
            Row{"L14DataAfterCloseNotify",
                amid(tls_fault::CloseNotify{}),
                {answer.substr(0, 8), End::eof}}
        )
    ),
    name_of
);

INSTANTIATE_TEST_SUITE_P(
    Damage,
    RecordFault,
    testing::Combine(
        both,
        testing::Values(
            Row{"L10FlippedBit", amid(tls_fault::FlipBit{}), {answer.substr(0, 8), End::damaged}},
            Row{"L10ReplayedRecord",
                amid(tls_fault::ReplayRecord{}),
                {answer.substr(0, 8), End::damaged}},
            Row{"L10ClearText",
                amid(tls_fault::RawBytes{"* OK in the clear\r\n"}),
                {answer.substr(0, 8), End::damaged}},
            Row{"L10ClearAlert", amid(tls_fault::Alert{80}), {answer.substr(0, 8), End::damaged}},
            Row{"L10RecordTooLong",
                amid(tls_fault::RawBytes{"\x17\x03\x03\xff\xff"}),
                {answer.substr(0, 8), End::damaged}}
        )
    ),
    name_of
);

INSTANTIATE_TEST_SUITE_P(
    Tolerable,
    RecordFault,
    testing::Combine(
        both,
        testing::Values(
            Row{"L18OneByteRecords", amid(tls_fault::OneByteRecords{}), {answer, End::eof}},
            Row{"L15Renegotiation", amid(tls_fault::Renegotiate{}), {answer, End::eof}},
            Row{"L16KeyUpdates", amid(tls_fault::KeyUpdates{100}), {answer, End::eof}},
            Row{"L16Tickets", amid(tls_fault::Tickets{32}), {answer, End::eof}},
            Row{"L16CertificateRequestToAClientThatDidNotOffer",
                amid(tls_fault::RequestCertificate{}),
                {answer, End::eof}}
        )
    ),
    name_of
);

/// The types of what arrives below the application: handshake messages, as OpenSSL reports them.
class Watched : public testing::Test {
protected:
    void meet(
        TlsVersion version,
        Steps at_noop,
        TlsWish wish = {},
        std::chrono::milliseconds patience = long_enough
    ) {
        server.emplace(in_version(version, std::move(at_noop)));
        client.emplace(server->port(), wish);
        client->read_line();
        SSL_set_msg_callback(client->native(), note);
        SSL_set_msg_callback_arg(client->native(), this);
        client->send("a NOOP\r\n");
        seen = client->read_to_end(patience);
    }

    [[nodiscard]] std::size_t messages(int type) const {
        return static_cast<std::size_t>(std::ranges::count(handshakes, type));
    }

    Seen seen;
    std::size_t records = 0;

private:
    static void note(
        int is_sent,
        int /*version*/,
        int content,
        const void* bytes,
        std::size_t /*size*/,
        SSL* /*session*/,
        void* self
    ) {
        auto& watched = *static_cast<Watched*>(self);
        if (is_sent == 0 && content == SSL3_RT_HANDSHAKE) {
            watched.handshakes.push_back(*static_cast<const unsigned char*>(bytes));
        }
        watched.records += is_sent == 0 && content == SSL3_RT_HEADER ? 1 : 0;
    }

    std::optional<FaultyServer> server;
    std::optional<TlsClient> client;
    std::vector<int> handshakes;
};

TEST_F(Watched, L15RenegotiationIsAHelloRequestAndAHandshakeMore) {
    meet(TlsVersion::tls_1_2, {tls_fault::Renegotiate{}, step::Send{answer}}, {}, a_while);

    EXPECT_EQ(seen.bytes, answer);
    EXPECT_EQ(messages(SSL3_MT_HELLO_REQUEST), 1);
    EXPECT_EQ(messages(SSL3_MT_SERVER_HELLO), 1);
}

TEST_F(Watched, L16KeyUpdatesAllArrive) {
    meet(TlsVersion::tls_1_3, amid(tls_fault::KeyUpdates{100}));

    EXPECT_EQ(messages(SSL3_MT_KEY_UPDATE), 100);
}

TEST_F(Watched, L16TicketsAllArrive) {
    meet(TlsVersion::tls_1_3, amid(tls_fault::Tickets{32}));

    EXPECT_EQ(messages(SSL3_MT_NEWSESSION_TICKET), 32);
}

TEST_F(Watched, L16ACertificateIsRequestedOfAClientThatOffered) {
    meet(TlsVersion::tls_1_3, amid(tls_fault::RequestCertificate{}), {.shows_certificate = true});

    EXPECT_EQ(messages(SSL3_MT_CERTIFICATE_REQUEST), 1);
    EXPECT_EQ(seen.bytes, answer);
}

TEST_F(Watched, L18OneByteInEachRecord) {
    meet(
        TlsVersion::tls_1_3,
        {tls_fault::OneByteRecords{}, step::Send{answer}, step::Close{Closing::notify}}
    );

    EXPECT_EQ(seen.bytes, answer);
    EXPECT_EQ(records, answer.size() + 1); // close_notify
}

TEST(ClientRenegotiation, L15IsRefused) {
    const FaultyServer server{in_version(TlsVersion::tls_1_2, {step::Send{answer}})};
    TlsClient client{server.port()};
    client.read_line();

    SSL_renegotiate(client.native()); // Reading begins it.

    const auto seen = client.read_to_end();

    EXPECT_EQ(seen.end, End::damaged);
    EXPECT_EQ(seen.bytes, "");
    EXPECT_EQ(seen.error, "no renegotiation");
}

/// A cut at each byte of a short session, from the handshake to the last record. What was whole
/// before it arrives, and nothing of what was not.
TEST(RawCut, L12AtEachByteOfTheServersSideGivesAPrefix) {
    constexpr std::uint64_t step_width = 13;
    std::string longest;
    for (std::uint64_t at = 0; longest.size() < answer.size(); at += step_width) {
        ASSERT_LT(at, 10'000) << "never came to the end";
        const FaultyServer server{
            {.admission = {.handshake_bytes = at, .at_handshake_byte = {step::Close{Closing::fin}}},
             .at_noop = {step::Send{answer}, step::Close{Closing::fin}}}
        };
        TlsClient client{server.port()};
        if (!client.handshake_error().empty()) {
            EXPECT_EQ(client.handshake_error(), "unexpected eof while reading") << "cut at " << at;
            continue;
        }
        if (!client.read_line().empty()) {
            client.send("a NOOP\r\n");
            const auto seen = client.read_to_end();
            EXPECT_TRUE(answer.starts_with(seen.bytes)) << "cut at " << at;
            EXPECT_EQ(seen.end, End::cut) << "cut at " << at;
            longest = seen.bytes;
        }
    }
}

} // namespace
