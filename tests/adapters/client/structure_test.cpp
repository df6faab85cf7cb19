#include "adapters/imap/client/structure.hpp"
#include "adapters/imap/wire/read_response.hpp"
#include "tests/adapters/client/word_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace imap::client {
namespace {

using testing::ElementsAre;
using testing::Field;

/// `body` may be wrapped.
domain::Structure structure(std::string body) {
    std::erase(body, '\n');
    const auto response = wire::read_response("* 1 FETCH (BODYSTRUCTURE " + body + ")");
    EXPECT_TRUE(response) << (response ? "" : response.error().what);
    const auto& fetched = std::get<wire::Fetch>(response->data);
    return structure_of(*fetched.body_structure, client_test::WordReader{});
}

std::vector<std::string> sections(const domain::Structure& structure) {
    std::vector<std::string> sections;
    for (const domain::Part& part : structure.parts) {
        sections.push_back(part.section + ' ' + part.media_type);
    }
    return sections;
}

TEST(Structure, ASinglePartIsSection1) {
    const auto parts =
        structure(R"(("TEXT" "PLAIN" ("CHARSET" "UTF-8") NIL NIL "QUOTED-PRINTABLE" 42 2))").parts;

    ASSERT_EQ(parts.size(), 1);
    EXPECT_EQ(parts[0].section, "1");
    EXPECT_EQ(parts[0].media_type, "text/plain");
    EXPECT_EQ(parts[0].charset, "utf-8");
    EXPECT_EQ(parts[0].encoding, "quoted-printable");
    EXPECT_EQ(parts[0].size.count, 42);
    EXPECT_FALSE(parts[0].attachment);
}

TEST(Structure, NumbersNestedPartsAsImapDoes) {
    const auto mixed = structure(
        R"((((("TEXT" "PLAIN" NIL NIL NIL "7BIT" 1 1)("TEXT" "HTML" NIL NIL NIL "7BIT" 2 1) "ALTERNATIVE")
("IMAGE" "PNG" ("NAME" "a.png") NIL NIL "BASE64" 3) "RELATED")
("APPLICATION" "PDF" NIL NIL NIL "BASE64" 4 NIL ("ATTACHMENT" ("FILENAME" "b.pdf"))) "MIXED"))"
    );

    EXPECT_THAT(
        sections(mixed),
        ElementsAre("1.1.1 text/plain", "1.1.2 text/html", "1.2 image/png", "2 application/pdf")
    );
    EXPECT_TRUE(mixed.has_attachment());
    EXPECT_EQ(mixed.text_part()->section, "1.1.1");
}

TEST(Structure, ANamedTextIsNoAttachmentButASaidOneIs) {
    const auto parts = structure(
                           R"((("TEXT" "PLAIN" ("NAME" "note.txt") NIL NIL "7BIT" 1 1)
("TEXT" "PLAIN" NIL NIL NIL "7BIT" 2 1 NIL ("attachment" ("FILENAME" "log.txt"))) "MIXED"))"
    )
                           .parts;

    EXPECT_THAT(
        parts,
        ElementsAre(Field(&domain::Part::attachment, false), Field(&domain::Part::attachment, true))
    );
    EXPECT_EQ(parts[1].file_name, "log.txt");
}

TEST(Structure, AMessageInAMessageIsOneLeaf) {
    const auto forwarded = structure(
        R"((("TEXT" "PLAIN" NIL NIL NIL "7BIT" 1 1)
("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 99 (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)
(("TEXT" "PLAIN" NIL NIL NIL "7BIT" 1 1)("TEXT" "HTML" NIL NIL NIL "7BIT" 2 1) "ALTERNATIVE") 3)
"MIXED"))"
    );

    EXPECT_THAT(sections(forwarded), ElementsAre("1 text/plain", "2 message/rfc822"));
}

TEST(Structure, AMultipartWithoutPartsHasNoText) {
    const auto empty = structure(R"(("ALTERNATIVE" ("BOUNDARY" "x") NIL NIL))");

    EXPECT_EQ(empty.text_part(), nullptr);
}

} // namespace
} // namespace imap::client
