#include "tests/adapters/wire/reading.hpp"

#include <gmock/gmock.h>

namespace imap::wire {
namespace {

using testing::SizeIs;
using wire_test::read_as;
using wire_test::read_strictly_as;

BodyPart structure(std::string_view text) {
    const auto fetch = read_as<Fetch>("* 1 FETCH (BODYSTRUCTURE " + std::string{text} + ")");
    return fetch.body_structure.value_or(BodyPart{});
}

BodyPart strict_structure(std::string_view text) {
    const auto fetch =
        read_strictly_as<Fetch>("* 1 FETCH (BODYSTRUCTURE " + std::string{text} + ")");
    return fetch.body_structure.value_or(BodyPart{});
}

TEST(Body, IsATextPartWithItsLines) {
    const BodyPart part =
        strict_structure("(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\" \"NAME\" \"cc.diff\") "
                         "\"<id@x>\" \"Compiler diff\" \"BASE64\" 4554 73)");

    EXPECT_EQ(
        part.parameters, (std::vector<Parameter>{{"CHARSET", "US-ASCII"}, {"NAME", "cc.diff"}})
    );
    EXPECT_EQ(part.id, "<id@x>");
    EXPECT_EQ(part.description, "Compiler diff");
    EXPECT_EQ(part.encoding, "BASE64");
    EXPECT_EQ(part.octets, 4554U);
    EXPECT_EQ(part.lines, 73U);
}

TEST(Body, HasAllItsExtensionData) {
    const BodyPart part =
        strict_structure("(\"APPLICATION\" \"PDF\" NIL NIL NIL \"BASE64\" 10 \"Q2hlY2s=\" "
                         "(\"ATTACHMENT\" (\"FILENAME\" \"a.pdf\")) (\"en\" \"de\") "
                         "\"http://x/\" 5 (\"a\" (NIL \"b\")))");

    EXPECT_EQ(part.md5, "Q2hlY2s=");
    EXPECT_EQ(part.disposition->type, "ATTACHMENT");
    EXPECT_EQ(part.languages, (std::vector<std::string>{"en", "de"}));
    EXPECT_EQ(part.location, "http://x/");
    ASSERT_THAT(part.extensions, SizeIs(2));
    EXPECT_EQ(part.extensions[0].text, "5");
    EXPECT_TRUE(part.extensions[1].is_list);
    EXPECT_EQ(part.extensions[1].list[1].list[1].text, "b");
}

TEST(Body, NestsMultiparts) {
    const BodyPart part = strict_structure(
        "(((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1 NIL NIL NIL NIL)(\"TEXT\" \"HTML\" NIL NIL "
        "NIL \"7BIT\" 2 1 NIL NIL NIL NIL) "
        "\"ALTERNATIVE\" (\"BOUNDARY\" \"in\") NIL NIL NIL)(\"IMAGE\" \"PNG\" NIL \"<c@d>\" NIL "
        "\"BASE64\" 3 NIL (\"INLINE\" NIL) NIL NIL) "
        "\"MIXED\" (\"BOUNDARY\" \"out\") (\"inline\" (\"x\" \"y\")) (\"en\") \"loc\" \"ext\")"
    );

    EXPECT_TRUE(part.is_multipart());
    EXPECT_EQ(part.subtype, "MIXED");
    ASSERT_THAT(part.parts, SizeIs(2));
    ASSERT_THAT(part.parts[0].parts, SizeIs(2));
    EXPECT_EQ(part.parts[0].parts[1].subtype, "HTML");
    EXPECT_EQ(part.disposition->parameters, (std::vector<Parameter>{{"x", "y"}}));
    EXPECT_EQ(part.location, "loc");
    EXPECT_EQ(part.extensions.at(0).text, "ext");
}

TEST(Body, HoldsAMessageWithItsEnvelope) {
    const BodyPart part =
        strict_structure("(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 641 (NIL \"Subj\" NIL NIL "
                         "NIL NIL NIL NIL NIL \"<m>\") "
                         "((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1)(\"TEXT\" \"HTML\" NIL NIL "
                         "NIL \"7BIT\" 2 1) \"MIXED\") 31 NIL (\"attachment\" NIL) NIL NIL)");

    EXPECT_TRUE(part.is_message());
    EXPECT_EQ(part.envelope->subject, "Subj");
    ASSERT_THAT(part.parts, SizeIs(1));
    EXPECT_THAT(part.parts[0].parts, SizeIs(2));
    EXPECT_EQ(part.lines, 31U);
    EXPECT_EQ(part.disposition->type, "attachment");
}

TEST(Body, MayHaveLiteralsForAllItsStrings) {
    const BodyPart part = strict_structure(
        "({4}\r\ntext {5}\r\nplain ({7}\r\ncharset {5}\r\nutf-8) NIL {3}\r\n\"d\" {4}\r\n7bit 28 2 "
        "{3}\r\nmd5 ({6}\r\ninline ({8}\r\nfilename {1}\r\na)) {2}\r\nen)"
    );

    EXPECT_EQ(part.subtype, "plain");
    EXPECT_EQ(part.parameters.at(0).value, "utf-8");
    EXPECT_EQ(part.description, "\"d\"");
    EXPECT_EQ(part.disposition->parameters.at(0).value, "a");
    EXPECT_EQ(part.languages.at(0), "en");
}

TEST(Body, IsDeepOnlyToTheLimit) {
    std::string deep(10'000, '(');
    EXPECT_FALSE(read_response("* 1 FETCH (BODY " + deep));
    EXPECT_FALSE(read_response("* 1 FETCH (X-NEW " + deep));
    EXPECT_FALSE(read_response("* THREAD " + deep));
    EXPECT_FALSE(read_response("* LIST () \"/\" a (x " + deep));
    std::string wrapped = "* 1 FETCH ";
    wrapped.append(10'000, '(');
    EXPECT_FALSE(read_response(wrapped));
}

TEST(Body, ReadsFiftyLevels) {
    std::string text = "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1)";
    for (int i = 0; i < 50; ++i) {
        text = "(" + text + " \"MIXED\")";
    }

    EXPECT_TRUE(strict_structure(text).is_multipart());
}

TEST(Body, TakesADescriptionInThePlaceOfADisposition) {
    const BodyPart part = structure("((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1) \"mixed\" "
                                    "(\"boundary\" \"b\") \"S/MIME Encrypted Message\" NIL)");

    EXPECT_EQ(part.description, "S/MIME Encrypted Message");
    EXPECT_FALSE(part.disposition);
}

TEST(Body, TakesAMultipartDescribedAsASinglePart) {
    const BodyPart part = structure("((\"multipart\" \"related\" (\"boundary\" \"b\") NIL NIL "
                                    "\"7BIT\" 400 (\"boundary\" \"b\") NIL NIL NIL)"
                                    "(\"multipart\" \"digest\" (\"boundary\" \"b\") NIL NIL "
                                    "\"7BIT\" -1 NIL NIL NIL NIL) \"mixed\")");

    EXPECT_EQ(part.parts.at(0).parameters.at(0).value, "b");
    EXPECT_EQ(part.parts.at(1).octets, 0U);
}

TEST(Body, TakesAnEmptyListForAMessagesBody) {
    const BodyPart part = structure("(\"message\" \"rfc822\" NIL NIL NIL \"7BIT\" 787 (NIL NIL NIL "
                                    "NIL NIL NIL NIL NIL NIL NIL) () 0 NIL NIL NIL)");

    EXPECT_THAT(part.parts, SizeIs(1));
    EXPECT_EQ(part.lines, 0U);
}

TEST(Body, TakesNilForAMessagesEnvelopeAndBody) {
    const BodyPart part = structure(
        "(\"message\" \"rfc822\" NIL NIL NIL \"7BIT\" 787 NIL NIL 5 NIL (\"inline\" NIL) NIL)"
    );

    EXPECT_EQ(part.lines, 5U);
    EXPECT_EQ(part.disposition->type, "inline");
}

TEST(Envelope, KeepsGroups) {
    const auto fetch =
        read_strictly_as<Fetch>("* 1 FETCH (ENVELOPE (NIL NIL NIL NIL NIL ((NIL NIL \"boys\" "
                                "NIL)(NIL NIL \"aaron\" \"x\")(NIL NIL NIL NIL)) NIL NIL NIL NIL))"
        );

    ASSERT_THAT(fetch.envelope->to, SizeIs(3));
    EXPECT_EQ(fetch.envelope->to[0].mailbox, "boys");
    EXPECT_EQ(fetch.envelope->to[0].host, std::nullopt);
    EXPECT_EQ(fetch.envelope->to[2], Address{});
}

TEST(Envelope, GivesAMissingMessageIdUpButKeepsInReplyTo) {
    const auto fetch = read_as<Fetch>("* 33 FETCH (ENVELOPE (\"d\" \"s\" ((\"f\" NIL \"a\" \"b\")) "
                                      "NIL NIL ((\"t\" NIL \"a\" \"b\")) NIL NIL \"<x@qq.com>\"))");

    EXPECT_EQ(fetch.envelope->in_reply_to, "<x@qq.com>");
    EXPECT_EQ(fetch.envelope->message_id, std::nullopt);
}

TEST(Envelope, RepairsANameWhoseLiteralCountedCharacters) {
    const auto fetch =
        read_as<Fetch>("* 1 FETCH (ENVELOPE (NIL NIL "
                       "(({12}\r\n\xd0\xa0\xd0\xb5\xd1\x86\xd0\xb5\xd0\xbf\xd1\x86\xd0\xb8\xd1\x8f "
                       "\xd0\x9e NIL \"facility\" \"x.com\")) NIL NIL NIL NIL NIL NIL NIL))");

    EXPECT_EQ(fetch.envelope->from.at(0).mailbox, "facility");
    EXPECT_TRUE(fetch.envelope->from.at(0).name->ends_with("\xd0\x9e"));
}

TEST(Section, IsTakenApart) {
    EXPECT_EQ(*read_section(""), Section{});
    EXPECT_EQ(*read_section("1.2"), (Section{{1, 2}, SectionText::whole, {}}));
    EXPECT_EQ(*read_section("TEXT"), (Section{{}, SectionText::text, {}}));
    EXPECT_EQ(*read_section("4.2.HEADER"), (Section{{4, 2}, SectionText::header, {}}));
    EXPECT_EQ(
        *read_section("header.fields.not (\"From\" {2}\r\nTo)"),
        (Section{{}, SectionText::header_fields_not, {"From", "To"}})
    );
    EXPECT_EQ(
        text_of(*read_section("3.HEADER.FIELDS (From \"A B\")")), "3.HEADER.FIELDS (From \"A B\")"
    );
    for (const char* bad :
         {"x", "1.", "1..2", "HEADER.FIELDS", "HEADER.FIELDS (", "1.2.FOO", "TEXT extra"}) {
        EXPECT_FALSE(read_section(bad)) << bad;
    }
}

} // namespace
} // namespace imap::wire
