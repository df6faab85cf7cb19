#include "testserver/mailbox/mime/date.hpp"
#include "testserver/mailbox/mime/envelope.hpp"

#include <gmock/gmock.h>

namespace testserver::mime {
namespace {

using testing::ElementsAre;
using Address = EnvelopeAddress;

TEST(Addresses, ReadsTheCommonForms) {
    EXPECT_THAT(
        parse_addresses(
            "Ann Lee <ann@x.org>, \"Lee, Bob\" <bob@x.org>, carl@x.org (Carl), <d@x.org>"
        ),
        ElementsAre(
            Address{"Ann Lee", {}, "ann", "x.org"},
            Address{"Lee, Bob", {}, "bob", "x.org"},
            Address{"Carl", {}, "carl", "x.org"},
            Address{{}, {}, "d", "x.org"}
        )
    );
}

TEST(Addresses, KeepsGroupsByMarkers) {
    EXPECT_THAT(
        parse_addresses("Team: a@x, b@y; , c@z"),
        ElementsAre(
            Address{{}, {}, "Team", {}},
            Address{{}, {}, "a", "x"},
            Address{{}, {}, "b", "y"},
            Address{},
            Address{{}, {}, "c", "z"}
        )
    );
}

TEST(Addresses, TakesACommentAsNameOnlyBehindABareAddress) {
    EXPECT_THAT(
        parse_addresses("Team:;, Empty: (nobody yet) ;, (to) a@x (Ann), <b (home) @y>"),
        ElementsAre(
            Address{{}, {}, "Team", {}},
            Address{},
            Address{{}, {}, "Empty", {}},
            Address{},
            Address{"Ann", {}, "a", "x"},
            Address{{}, {}, "b", "y"}
        )
    );
}

TEST(Addresses, LeavesEncodedWordsAsTheyAre) {
    EXPECT_THAT(
        parse_addresses("=?utf-8?q?J=C3=BCrgen?= <j@x>"),
        ElementsAre(Address{"=?utf-8?q?J=C3=BCrgen?=", {}, "j", "x"})
    );
}

TEST(Addresses, GetsThroughBrokenLists) {
    for (const auto* text :
         {"", ",,;", "<", "<<>>", "a@", "@", "((((", "\"", "a:", "<a@b", "x <@route:a@b>"}) {
        EXPECT_LE(parse_addresses(text).size(), 3U) << text;
    }
}

TEST(Envelope, FillsSenderAndReplyToFromFrom) {
    const auto result = envelope("From: a@x\r\nSubject: hi\r\n\r\n");

    EXPECT_EQ(result.sender, result.from);
    EXPECT_EQ(result.reply_to, result.from);
    EXPECT_EQ(result.subject, "hi");
    EXPECT_FALSE(result.date.has_value());
    EXPECT_TRUE(result.to.empty());
}

TEST(Envelope, UnfoldsTheSubject) {
    EXPECT_EQ(envelope("Subject: one\r\n two\r\n\r\n").subject, "one two");
}

TEST(DayOf, ReadsTheDayInItsOwnZone) {
    using namespace std::chrono;

    EXPECT_EQ(day_of("Tue, 01 Jul 2003 10:52:37 +0200"), year{2003} / 7 / 1);
    EXPECT_EQ(day_of("1 Feb 94 23:59 -0800"), year{1994} / 2 / 1);
    EXPECT_EQ(day_of("31 Feb 2003"), std::nullopt);
    EXPECT_EQ(day_of("yesterday"), std::nullopt);
}

} // namespace
} // namespace testserver::mime
