#include "adapters/mime/gmime_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mime {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

domain::Headers headers(std::string_view raw) {
    return GmimeReader{}.headers(raw);
}

TEST(Headers, KeepsEveryFieldInOrderWithItsNameAsWritten) {
    const auto read = headers("Received: one\r\nX-Odd: 1\r\nreceived: two\r\n\r\n");

    ASSERT_EQ(read.fields.size(), 3U);
    EXPECT_EQ(read.fields[0], (domain::HeaderField{"Received", "one"}));
    EXPECT_EQ(read.fields[2], (domain::HeaderField{"received", "two"}));
}

TEST(Headers, ReadsABlockThatEndsWithoutAnEmptyLine) {
    EXPECT_EQ(headers("Subject: hello").subject, "hello");
    EXPECT_EQ(headers("Subject: hello\r\n").subject, "hello");
}

TEST(Headers, StopsAtTheEmptyLine) {
    EXPECT_THAT(headers("A: 1\n\nB: 2\n").fields, testing::SizeIs(1));
}

TEST(Headers, UnfoldsToOneLine) {
    EXPECT_EQ(headers("Subject: a\r\n\tlong\r\n  one\r\n").subject, "a long one");
}

TEST(Headers, DecodesEncodedWordsAndJoinsThem) {
    EXPECT_EQ(
        headers("Subject: =?utf-8?B?R3LDvMOf?=\r\n =?iso-8859-1?q?e_aus_K=F6ln?= heute").subject,
        "Grüße aus Köln heute"
    );
}

TEST(Headers, ReadsUnencodedBytesAsUtf8OrElseAsWindows1252) {
    EXPECT_EQ(headers("Subject: Köln").subject, "Köln");
    EXPECT_EQ(headers("Subject: K\xf6ln \x96 heute").subject, "Köln – heute");
}

TEST(Headers, ToleratesACharsetNobodyKnows) {
    EXPECT_EQ(headers("Subject: =?x-klingon?Q?Qapla=27?=").subject, "Qapla'");
}

TEST(Headers, ReplacesWhatIsNotUtf8InAnEncodedWord) {
    const auto subject = headers("Subject: =?utf-8?Q?a=FFb?=").subject;

    EXPECT_THAT(subject, testing::StartsWith("a"));
    EXPECT_THAT(subject, testing::EndsWith("b"));
}

TEST(Headers, KeepsALineEndThatAnEncodedWordHidesOutOfTheValue) {
    EXPECT_EQ(headers("Subject: =?utf-8?Q?a=0D=0ABcc:_b?=").subject, "a  Bcc: b");
}

TEST(Headers, PassesOverALineThatIsNoField) {
    const auto read = headers("From someone Mon Jan  1 00:00:00 2001\nA: 1\ngarbage\nB : 2\n\n");

    ASSERT_EQ(read.fields.size(), 2U);
    EXPECT_EQ(read.fields[1], (domain::HeaderField{"B", "2"}));
}

TEST(Headers, TakesTheListIdFromItsBracketsInLowerCase) {
    EXPECT_EQ(headers("List-Id: \"News <old>\" <News.Shop.Example>").list_id, "news.shop.example");
    EXPECT_EQ(headers("List-Id: no brackets").list_id, "");
}

TEST(Headers, TakesIdentifiersOutOfTheirBrackets) {
    const auto read = headers("Message-ID: <a@x>\nReferences: <b@x>\n <c@x> <b@x>\n"
                              "In-Reply-To: Your letter of Monday <d@x>\n");

    EXPECT_EQ(read.message_id, "a@x");
    EXPECT_THAT(read.references, ElementsAre("b@x", "c@x", "d@x"));
}

TEST(Headers, TakesAMessageIdWithoutBracketsAsItIs) {
    EXPECT_EQ(headers("Message-ID: 42").message_id, "42");
}

TEST(Headers, FindsNothingInNothing) {
    EXPECT_EQ(headers(""), domain::Headers{});
    EXPECT_THAT(headers("\r\nSubject: body").fields, IsEmpty());
}

} // namespace
} // namespace mime
