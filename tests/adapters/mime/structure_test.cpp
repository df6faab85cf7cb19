#include "adapters/mime/gmime_reader.hpp"
#include "adapters/mime/limits.hpp"
#include "adapters/mime/structure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mime {
namespace {

using testing::ElementsAre;

/// "section media_type", and the body of each in a second list.
std::vector<std::string> outline(std::string_view raw) {
    std::vector<std::string> rows;
    for (const Leaf& leaf : leaves(raw)) {
        rows.push_back(leaf.part.section + ' ' + leaf.part.media_type);
    }
    return rows;
}

std::vector<std::string> bodies(std::string_view raw) {
    std::vector<std::string> found;
    for (const Leaf& leaf : leaves(raw)) {
        found.emplace_back(leaf.body);
    }
    return found;
}

TEST(Structure, NumbersASinglePartOne) {
    EXPECT_THAT(outline("Subject: x\n\nbody"), ElementsAre("1 text/plain"));
    EXPECT_THAT(outline(""), ElementsAre("1 text/plain"));
}

TEST(Structure, NumbersNestedMultipartsAsImapDoes) {
    EXPECT_THAT(
        outline("Content-Type: multipart/mixed; boundary=o\n\n"
                "--o\nContent-Type: multipart/alternative; boundary=i\n\n"
                "--i\nContent-Type: text/plain\n\na\n--i\nContent-Type: text/html\n\nb\n--i--\n"
                "--o\nContent-Type: IMAGE/PNG\n\nc\n--o--\n"),
        ElementsAre("1.1 text/plain", "1.2 text/html", "2 image/png")
    );
}

TEST(Structure, NumbersThePartsOfAnAttachedMessageBelowIt) {
    EXPECT_THAT(
        outline("Content-Type: multipart/mixed; boundary=o\n\n--o\n\na\n"
                "--o\nContent-Type: message/rfc822\n\nSubject: inner\n\nb\n"
                "--o\nContent-Type: message/rfc822\n\n"
                "Content-Type: multipart/mixed; boundary=i\n\n--i\n\nc\n--i\n\nd\n--i--\n--o--\n"),
        ElementsAre(
            "1 text/plain",
            "2 message/rfc822",
            "2.1 text/plain",
            "3 message/rfc822",
            "3.1 text/plain",
            "3.2 text/plain"
        )
    );
}

TEST(Structure, TakesThePartsOfADigestForMessages) {
    EXPECT_THAT(
        outline("Content-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: one\n\na\n--d--\n"),
        ElementsAre("1 message/rfc822", "1.1 text/plain")
    );
}

TEST(Structure, LeavesTheLineEndBeforeABoundaryToTheBoundary) {
    EXPECT_THAT(
        bodies("Content-Type: multipart/mixed; boundary=\"b b\"\r\n\r\npreamble\r\n"
               "--b b  \r\n\r\none\r\n\r\n--b b\r\n\r\n--b bb\r\n--b b--\r\nepilogue"),
        ElementsAre("one\r\n", "--b bb")
    );
}

TEST(Structure, EndsAnUnclosedPartWhereTheOuterMultipartGoesOn) {
    EXPECT_THAT(
        bodies("Content-Type: multipart/mixed; boundary=o\n\n"
               "--o\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\na\n"
               "--o\n\nb\n"),
        ElementsAre("a", "b\n")
    );
}

TEST(Structure, ReadsAMultipartWithoutPartsAsText) {
    EXPECT_THAT(outline("Content-Type: multipart/mixed\n\ntext"), ElementsAre("1 text/plain"));
    EXPECT_THAT(
        outline("Content-Type: multipart/mixed; boundary=x\n\ntext"), ElementsAre("1 text/plain")
    );
}

TEST(Structure, SaysWhatEachPartIs) {
    const auto found =
        leaves("Content-Type: text/plain; charset=\"UTF-8\"; name=notes.txt\n"
               "Content-Transfer-Encoding: Quoted-Printable (sic)\n"
               "Content-Disposition: attachment; filename*=utf-8''%C3%9Cbersicht.txt\n"
               "\nbody");

    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(
        found[0].part,
        (domain::Part{
            "1", "text/plain", "utf-8", "quoted-printable", "Übersicht.txt", true, domain::Bytes{4}
        })
    );
}

TEST(Structure, CountsANamedPartThatIsNotTextAsAttachment) {
    EXPECT_TRUE(leaves("Content-Type: image/png; name=\"=?utf-8?q?a?=.png\"\n\n")[0].part.attachment
    );
    EXPECT_FALSE(leaves("Content-Type: text/plain; name=a.txt\n\n")[0].part.attachment);
    EXPECT_FALSE(leaves("Content-Type: image/png\n\n")[0].part.attachment);
}

TEST(Structure, TakesAnUnreadableTypeForText) {
    EXPECT_THAT(outline("Content-Type: text\n\n"), ElementsAre("1 text/plain"));
    EXPECT_THAT(outline("Content-Type: \n\n"), ElementsAre("1 text/plain"));
}

TEST(Structure, TakesTheMessageTextFromItsTextPart) {
    const auto message = GmimeReader{}.message(
        "Subject: s\nContent-Type: multipart/alternative; boundary=b\n\n"
        "--b\nContent-Type: text/html\n\n<p>html\n"
        "--b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\ncGxhaW4=\n--b--\n"
    );

    EXPECT_EQ(message.headers->subject, "s");
    EXPECT_EQ(message.structure->parts.size(), 2U);
    EXPECT_EQ(message.text->words, "plain");
    EXPECT_TRUE(message.text->complete);
}

TEST(Structure, ListsNoMoreLevelsAndPartsThanItsLimits) {
    std::string deep;
    for (std::size_t i = 0; i < 2 * max_depth; ++i) {
        deep += "Content-Type: message/rfc822\n\n";
    }
    std::string wide = "Content-Type: multipart/mixed; boundary=b\n\n";
    for (std::size_t i = 0; i < 2 * max_parts; ++i) {
        wide += "--b\n\nx\n";
    }

    EXPECT_EQ(leaves(deep).size(), max_depth + 1);
    EXPECT_EQ(leaves(wide).size(), max_parts);
}

} // namespace
} // namespace mime
