#include "testserver/mailbox/mime/part.hpp"
#include "testserver/mailbox/mime/section.hpp"

#include <gmock/gmock.h>

namespace testserver::mime {
namespace {

using testing::ElementsAre;

const std::string mixed = "Subject: two\r\n"
                          "Content-Type: multipart/mixed; boundary=\"b 1\"\r\n"
                          "\r\n"
                          "preamble\r\n"
                          "--b 1\r\n"
                          "Content-Type: text/plain\r\n"
                          "\r\n"
                          "one\r\n"
                          "\r\n"
                          "--b 1  \r\n"
                          "Content-Type: message/rfc822\r\n"
                          "\r\n"
                          "Subject: inner\r\n"
                          "Content-Type: multipart/alternative; boundary=in\r\n"
                          "\r\n"
                          "--in\r\n"
                          "\r\n"
                          "plain\r\n"
                          "--in\r\n"
                          "Content-Type: text/html\r\n"
                          "\r\n"
                          "<b>\r\n"
                          "--in--\r\n"
                          "--b 1--\r\n"
                          "epilogue\r\n";

std::string body_of(const std::string& raw, std::vector<std::uint32_t> numbers) {
    const auto mail = parse(raw);
    const auto* part = find_part(mail, numbers);
    return part == nullptr ? "(none)" : std::string{part->body.in(raw)};
}

TEST(MimePart, KeepsTheLineEndOfABoundaryOutOfThePart) {
    EXPECT_EQ(body_of(mixed, {1}), "one\r\n");
}

TEST(MimePart, CountsPartsOfAnAttachedMailBelowIt) {
    EXPECT_EQ(body_of(mixed, {2, 1}), "plain");
    EXPECT_EQ(body_of(mixed, {2, 2}), "<b>");
}

TEST(MimePart, AttachedMailIsAMessage) {
    const auto mail = parse(mixed);
    const std::vector<std::uint32_t> second{2};

    const auto* inner = message_of(*find_part(mail, second), false);

    ASSERT_NE(inner, nullptr);
    EXPECT_EQ(
        inner->header.in(mixed),
        "Subject: inner\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n"
    );
}

TEST(MimePart, PartOneOfAPlainMailIsItsBody) {
    EXPECT_EQ(body_of("Subject: a\r\n\r\nhello\r\n", {1}), "hello\r\n");
    EXPECT_EQ(body_of("Subject: a\r\n\r\nhello\r\n", {2}), "(none)");
    EXPECT_EQ(body_of("Subject: a\r\n\r\nhello\r\n", {1, 1}), "(none)");
}

TEST(MimePart, ReadsAMultipartWithoutItsClosingBoundary) {
    EXPECT_EQ(
        body_of(
            "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\none\r\n--x\r\n\r\ntwo", {2}
        ),
        "two"
    );
}

TEST(MimePart, TakesPartsOfADigestForMessages) {
    const std::string raw = "Content-Type: multipart/digest; boundary=x\r\n\r\n"
                            "--x\r\n\r\nSubject: a\r\n\r\nb\r\n--x--\r\n";
    const auto mail = parse(raw);

    ASSERT_EQ(mail.parts.size(), 1U);
    EXPECT_TRUE(mail.parts.front().is_message());
}

TEST(MimePart, DefaultsToPlainText) {
    const auto mail = parse("\r\nx\r\ny\r\n");

    EXPECT_EQ(mail.type, "text");
    EXPECT_EQ(mail.subtype, "plain");
    EXPECT_EQ(mail.parameter("charset"), "us-ascii");
    EXPECT_EQ(mail.encoding, "7bit");
    EXPECT_EQ(mail.lines, 2U);
}

TEST(MimePart, StopsAtADepthThatNoRealMailReaches) {
    std::string raw;
    for (int i = 0; i < 1000; ++i) {
        raw += "Content-Type: message/rfc822\r\n\r\n";
    }
    std::size_t depth = 0;

    const auto mail = parse(raw);
    for (const auto* part = &mail; !part->parts.empty(); part = &part->parts.front()) {
        ++depth;
    }

    EXPECT_EQ(depth, max_depth);
}

TEST(MimePart, ReadsParametersWithQuotesAndComments) {
    const auto type =
        parse_parameterised("text/plain (really); charset=\"utf\\-8\"; name=a/b=c.txt");

    EXPECT_EQ(type.value, "text/plain");
    EXPECT_THAT(
        type.parameters, ElementsAre(Parameter{"charset", "utf-8"}, Parameter{"name", "a/b=c.txt"})
    );
}

TEST(Section, SelectsHeaderFieldsAsTheyStand) {
    const std::string header = "From: a@x\r\nSubject: long\r\n  line\r\nTo: b@x\r\n\r\n";
    const std::vector<std::string> names{"SUBJECT", "To"};

    EXPECT_EQ(select_fields(header, names, false), "Subject: long\r\n  line\r\nTo: b@x\r\n\r\n");
    EXPECT_EQ(select_fields(header, names, true), "From: a@x\r\n\r\n");
}

} // namespace
} // namespace testserver::mime
