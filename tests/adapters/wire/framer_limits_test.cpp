#include "adapters/imap/wire/framer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace imap::wire {
namespace {

/// Feeds `chunk` again and again; answers the most octets that were held and the faults seen.
struct Flood {
    std::size_t most_held = 0;
    int faults = 0;
};

Flood flood(Framer& framer, const std::string& chunk, int times) {
    Flood flood;
    for (int i = 0; i < times; ++i) {
        framer.receive(chunk);
        for (;;) {
            const FrameEvent event = framer.next();
            if (std::holds_alternative<NeedMore>(event)) {
                break;
            }
            flood.faults += std::holds_alternative<FrameFault>(event) ? 1 : 0;
        }
        flood.most_held = std::max(flood.most_held, framer.held());
    }
    return flood;
}

TEST(FramerLimits, AnEndlessLineCostsOneFaultAndBoundedMemory) {
    Framer framer(Peer::server, {.line = 10'000});

    const Flood result = flood(framer, std::string(1'000, 'x'), 1'000);

    EXPECT_EQ(result.faults, 1);
    EXPECT_LE(result.most_held, 30'000U);
}

TEST(FramerLimits, ReadsOnBehindALineThatWasTooLong) {
    Framer framer(Peer::server, {.line = 100});
    framer.receive("* OK " + std::string(500, 'x') + "\r\n* 3 EXISTS\r\n");

    EXPECT_TRUE(std::holds_alternative<FrameFault>(framer.next()));
    const FrameEvent next = framer.next();
    ASSERT_TRUE(std::holds_alternative<Frame>(next));
    EXPECT_EQ(std::get<Frame>(next).text, "* 3 EXISTS");
}

TEST(FramerLimits, SkipsTheLiteralsOfAMessageThatWasTooLong) {
    Framer framer(Peer::server, {.line = 100});
    framer.receive("* X " + std::string(500, 'x') + " {13}\r\n* 66 EXISTS\r\n)\r\n* 3 EXISTS\r\n");

    EXPECT_TRUE(std::holds_alternative<FrameFault>(framer.next()));
    const FrameEvent next = framer.next();
    ASSERT_TRUE(std::holds_alternative<Frame>(next));
    EXPECT_EQ(std::get<Frame>(next).text, "* 3 EXISTS");
}

TEST(FramerLimits, SkipsALiteralOverTheLimitAndTheRestOfItsResponse) {
    Framer framer(Peer::server, {.literal = 10});
    framer.receive("* 1 FETCH (BODY[] {20}\r\n* 66 EXISTS\r\n1234567 BODY[1] {2}\r\nab UID 1)\r\n* "
                   "3 EXISTS\r\n");

    const FrameEvent fault = framer.next();
    ASSERT_TRUE(std::holds_alternative<FrameFault>(fault));
    EXPECT_TRUE(std::get<FrameFault>(fault).in_step);
    EXPECT_EQ(std::get<FrameFault>(fault).head, "* 1 FETCH (BODY[] {20}\r\n");
    const FrameEvent next = framer.next();
    ASSERT_TRUE(std::holds_alternative<Frame>(next));
    EXPECT_EQ(std::get<Frame>(next).text, "* 3 EXISTS");
}

/// RFC 7888 5: with LITERAL- a client may send 4096 octets unasked, and has to ask for more.
TEST(FramerLimits, ReadsOverALiteralThatWasSentUnaskedAndIsTooLong) {
    Framer framer(Peer::client, {.unasked_literal = 4});
    framer.receive("a X {4+}\r\nfour\r\nb X {5+}\r\nb {9}\r\nc X {5}\r\n");

    EXPECT_TRUE(std::holds_alternative<Frame>(framer.next()));
    const FrameEvent fault = framer.next();
    ASSERT_TRUE(std::holds_alternative<FrameFault>(fault));
    EXPECT_TRUE(std::get<FrameFault>(fault).in_step);
    EXPECT_EQ(std::get<FrameFault>(fault).diagnostic.where, "literal");
    const FrameEvent asked = framer.next();
    ASSERT_TRUE(std::holds_alternative<LiteralAnnounced>(asked));
    EXPECT_EQ(std::get<LiteralAnnounced>(asked).head, "c X {5}\r\n");
}

TEST(FramerLimits, AllocatesNothingForAnAnnouncedSize) {
    Framer framer(Peer::server);
    framer.receive("* 1 FETCH (BODY[] {60000000}\r\n");

    EXPECT_TRUE(std::holds_alternative<NeedMore>(framer.next()));
    EXPECT_LE(framer.held(), 1'000U);
}

TEST(FramerLimits, DoesNotWaitForAnAbsurdLiteral) {
    for (const char* size :
         {"{9223372036854775808}",
          "{18446744073709551616}",
          "{99999999999999999999999}",
          "{4294967296}"}) {
        Framer framer(Peer::server);
        framer.receive(std::string{"* 1 FETCH (BODY[] "} + size + "\r\n* 3 EXISTS\r\n");

        const FrameEvent fault = framer.next();
        ASSERT_TRUE(std::holds_alternative<FrameFault>(fault)) << size;
        EXPECT_FALSE(std::get<FrameFault>(fault).in_step) << size;
        EXPECT_TRUE(std::holds_alternative<Frame>(framer.next())) << size;
    }
}

TEST(FramerLimits, TakesAMalformedSizeForText) {
    for (const char* size : {"{-1}", "{+}", "{}", "{ 5}", "{5 }", "{0x5}", "{5++}"}) {
        Framer framer(Peer::server);
        framer.receive(std::string{"* X "} + size + "\r\n* 3 EXISTS\r\n");

        const FrameEvent first = framer.next();
        ASSERT_TRUE(std::holds_alternative<Frame>(first)) << size;
        EXPECT_EQ(std::get<Frame>(first).text, std::string{"* X "} + size);
    }
}

TEST(FramerLimits, CountsTheOctetsOfAWholeMessage) {
    Framer framer(Peer::server, {.literal = 1'000, .message = 3'000});

    framer.receive("* X ");
    const Flood result = flood(framer, "a {1000}\r\n" + std::string(1'000, 'x'), 100);

    EXPECT_GE(result.faults, 1);
    EXPECT_LE(result.most_held, 10'000U);
}

TEST(FramerLimits, CountsTheLiteralsOfAMessage) {
    Framer framer(Peer::server, {.literals = 50});

    framer.receive("* X ");
    const Flood result = flood(framer, "{1}\r\nx", 200);

    EXPECT_GE(result.faults, 1);
}

TEST(FramerLimits, BoundsMemoryOverManySmallMessages) {
    Framer framer(Peer::server);

    const Flood result = flood(framer, "* 1 FETCH (BODY[] {3}\r\nabc)\r\n* 2 EXI", 1'000);

    EXPECT_EQ(result.faults, 0);
    EXPECT_LE(result.most_held, 10'000U);
}

} // namespace
} // namespace imap::wire
