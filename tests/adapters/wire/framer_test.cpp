#include "adapters/imap/wire/framer.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace imap::wire {
namespace {

/// What a framer says about bytes, one line an event, so that two runs can be compared.
std::vector<std::string> drain(Framer& framer) {
    std::vector<std::string> events;
    for (;;) {
        const FrameEvent event = framer.next();
        if (std::holds_alternative<NeedMore>(event)) {
            return events;
        }
        if (const auto* frame = std::get_if<Frame>(&event)) {
            std::string line =
                "frame " + std::to_string(frame->offset) + ": " + std::string{frame->text};
            line += frame->bare_line_feed ? " (LF)" : "";
            line += frame->unterminated ? " (cut)" : "";
            for (const StreamedLiteral& literal : frame->streamed) {
                line += " <" + std::to_string(literal.position) + "+" +
                        std::to_string(literal.octets) + ">";
            }
            events.push_back(line);
        } else if (const auto* piece = std::get_if<LiteralPiece>(&event)) {
            events.push_back(
                "piece " + std::to_string(piece->position) + ": " + std::string{piece->bytes}
            );
        } else if (const auto* announced = std::get_if<LiteralAnnounced>(&event)) {
            events.push_back("announced " + std::to_string(announced->octets));
        } else if (const auto* fault = std::get_if<FrameFault>(&event)) {
            events.push_back(
                "fault: " + fault->diagnostic.what + (fault->in_step ? "" : " (lost)")
            );
        }
    }
}

std::vector<std::string>
framed(std::string_view bytes, Peer peer = Peer::server, Limits limits = {}) {
    Framer framer(peer, limits);
    framer.receive(bytes);
    return drain(framer);
}

using Events = std::vector<std::string>;

TEST(Framer, AnswersWholeLinesWithoutTheirLineEnd) {
    EXPECT_EQ(
        framed("* OK hello\r\nA1 OK done\r\n"),
        (Events{"frame 0: * OK hello", "frame 12: A1 OK done"})
    );
}

TEST(Framer, KeepsWaitingForTheRestOfALine) {
    EXPECT_EQ(framed("* 23 EXI"), Events{});
}

TEST(Framer, JoinsLiteralsAndLinesToOneResponse) {
    EXPECT_EQ(
        framed("* 1 FETCH (BODY[] {4}\r\na\r\nb UID 1)\r\n* 2 EXISTS\r\n"),
        (Events{"frame 0: * 1 FETCH (BODY[] {4}\r\na\r\nb UID 1)", "frame 36: * 2 EXISTS"})
    );
}

TEST(Framer, KeepsWaitingWhileALiteralIsIncomplete) {
    EXPECT_EQ(framed("* 1 FETCH (BODY[] {50}\r\nA1 OK this is content\r\n"), Events{});
}

TEST(Framer, TakesALiteralOfNoOctets) {
    EXPECT_EQ(
        framed("* 1 FETCH (BODY[] {0}\r\n)\r\n"), (Events{"frame 0: * 1 FETCH (BODY[] {0}\r\n)"})
    );
}

TEST(Framer, TakesBinaryAndNonSynchronisingLiterals) {
    EXPECT_EQ(framed("* 1 FETCH (BINARY[1] ~{2}\r\n\r\n)\r\n").size(), 1U);
    EXPECT_EQ(framed("* LIST () \"/\" {2+}\r\nab\r\n").size(), 1U);
}

TEST(Framer, KnowsThatStatusTextIsNoLiteral) {
    EXPECT_EQ(framed("* OK see {5}\r\nA1 NO no {7}\r\n+ {9}\r\n").size(), 3U);
}

TEST(Framer, TakesALiteralInsideAResponseCode) {
    EXPECT_EQ(framed("A1 NO [BADCHARSET ({5}\r\nUTF-8)] no\r\n").size(), 1U);
}

TEST(Framer, SaysWhereALineEndsWithoutReturn) {
    EXPECT_EQ(framed("* OK hello\n"), (Events{"frame 0: * OK hello (LF)"}));
}

TEST(Framer, AnswersTheUnfinishedLineAtTheEndOfTheStream) {
    Framer framer(Peer::server);
    framer.receive("* OK one\r\n* BYE cut");
    framer.finish();

    EXPECT_EQ(drain(framer), (Events{"frame 0: * OK one", "frame 10: * BYE cut (cut)"}));
}

TEST(Framer, ReportsALiteralThatTheEndOfTheStreamCuts) {
    Framer framer(Peer::server);
    framer.receive("* 1 FETCH (BODY[] {10}\r\nabc");
    framer.finish();

    EXPECT_EQ(drain(framer), (Events{"fault: the stream ends inside a literal (lost)"}));
}

TEST(Framer, IsAtABoundaryOnlyBetweenMessages) {
    Framer framer(Peer::server);
    EXPECT_TRUE(framer.at_boundary());
    framer.receive("* OK a\r\n* O");
    drain(framer);
    EXPECT_FALSE(framer.at_boundary());
    framer.receive("K b\r\n");
    drain(framer);
    EXPECT_TRUE(framer.at_boundary());
}

TEST(Framer, HandsOverWhatFollowsTheAnswerToCompress) {
    Framer framer(Peer::server);
    framer.receive("A1 OK DEFLATE active\r\n\x01\x02\x03");

    ASSERT_TRUE(std::holds_alternative<Frame>(framer.next()));
    EXPECT_EQ(framer.take_rest(), "\x01\x02\x03");
    framer.receive("* OK inflated\r\n");
    EXPECT_EQ(drain(framer), (Events{"frame 25: * OK inflated"}));
}

TEST(Framer, StreamsALongLiteralInPieces) {
    Framer framer(Peer::server, {.stream_from = 6});
    framer.receive("* 1 FETCH (BODY[] {8}\r\nabc");
    EXPECT_EQ(drain(framer), (Events{"piece 0: abc"}));
    framer.receive("defgh UID 7)\r\n");
    EXPECT_EQ(
        drain(framer),
        (Events{"piece 3: defgh", "frame 0: * 1 FETCH (BODY[] {8}\r\n UID 7) <23+8>"})
    );
}

TEST(Framer, ShowsTheHeadOfAResponseWithEachPiece) {
    Framer framer(Peer::server, {.stream_from = 1});
    framer.receive("* 1 FETCH (UID 7 BODY[] {3}\r\nabc)\r\n");

    const FrameEvent event = framer.next();

    ASSERT_TRUE(std::holds_alternative<LiteralPiece>(event));
    EXPECT_EQ(std::get<LiteralPiece>(event).head, "* 1 FETCH (UID 7 BODY[] {3}\r\n");
    EXPECT_EQ(std::get<LiteralPiece>(event).octets, 3U);
}

TEST(Framer, HoldsNoByteOfAStreamedLiteral) {
    Framer framer(Peer::server, {.stream_from = 1});
    framer.receive("* 1 FETCH (BODY[] {100000000}\r\n");
    std::size_t most = 0;
    for (int i = 0; i < 100; ++i) {
        framer.receive(std::string(100'000, 'x'));
        drain(framer);
        most = std::max(most, framer.held());
    }

    EXPECT_LE(most, 300'000U);
}

TEST(Framer, AnnouncesAClientsSynchronisingLiteral) {
    EXPECT_EQ(framed("A1 LOGIN {4}\r\n", Peer::client), (Events{"announced 4"}));
    EXPECT_EQ(
        framed("A1 LOGIN {4}\r\nuser {2+}\r\npw\r\n", Peer::client),
        (Events{"announced 4", "frame 0: A1 LOGIN {4}\r\nuser {2+}\r\npw"})
    );
}

TEST(Framer, ForgetsTheCommandWhoseLiteralIsRefused) {
    Framer framer(Peer::client);
    framer.receive("A1 APPEND x {999}\r\n");
    drain(framer);
    framer.refuse_literal();
    framer.receive("A2 NOOP\r\n");

    EXPECT_EQ(drain(framer), (Events{"frame 19: A2 NOOP"}));
}

TEST(Framer, RefusesAClientsLiteralOverTheLimitWithoutWaitingForIt) {
    Framer framer(Peer::client, {.literal = 100});
    framer.receive("A1 APPEND x {999}\r\nA2 NOOP\r\n");

    EXPECT_EQ(drain(framer), (Events{"fault: the literal is too long", "frame 19: A2 NOOP"}));
}

TEST(Framer, SkipsAClientsNonSynchronisingLiteralOverTheLimit) {
    Framer framer(Peer::client, {.literal = 3});
    framer.receive("A1 APPEND x {8+}\r\nA3 NOOP\n\r\nA2 NOOP\r\n");

    EXPECT_EQ(drain(framer), (Events{"fault: the literal is too long", "frame 28: A2 NOOP"}));
}

constexpr std::string_view session =
    "* OK Gimap ready\r\n"
    "* CAPABILITY IMAP4rev1 X-GM-EXT-1\r\n"
    "* LIST () \"/\" {5}\r\nab\r\nc\r\n"
    "* 3 FETCH (X-GM-LABELS ({3}\r\nfoo \"\\\\Inbox\") BODY[] {14}\r\nA1 OK no\r\n()\r\n UID 5)\r\n"
    "* OK ends in {3}\r\n"
    "* 4 FETCH (BODY[1] ~{0}\r\n)\n"
    "A1 OK [COPYUID 1 2 3] done\r\n";

TEST(Framer, AnswersTheSameHoweverTheBytesAreSplitInTwo) {
    const Events whole = framed(session);
    ASSERT_EQ(whole.size(), 7U);
    for (std::size_t at = 0; at <= session.size(); ++at) {
        Framer framer(Peer::server);
        framer.receive(session.substr(0, at));
        Events events = drain(framer);
        framer.receive(session.substr(at));
        const Events more = drain(framer);
        events.insert(events.end(), more.begin(), more.end());

        ASSERT_EQ(events, whole) << "split at " << at;
    }
}

TEST(Framer, AnswersTheSameByteByByte) {
    Framer framer(Peer::server);
    Events events;
    for (const char c : session) {
        framer.receive({&c, 1});
        const Events more = drain(framer);
        events.insert(events.end(), more.begin(), more.end());
    }

    EXPECT_EQ(events, framed(session));
}

TEST(Framer, FindsTheNextResponseAfterGarbage) {
    const Events events = framed(std::string{"\0\x01\xff)({\r\n* OK fine\r\n", 19});

    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[1], "frame 8: * OK fine");
}

} // namespace
} // namespace imap::wire
