// The responses of RFC 3501's examples, typed from sections 5 to 8.
#include "tests/adapters/wire/reading.hpp"

#include <gmock/gmock.h>

namespace imap::wire {
namespace {

using testing::ElementsAre;
using wire_test::code_of;
using wire_test::data;
using wire_test::Names;
using wire_test::Numbers;
using wire_test::read_strictly;
using wire_test::read_strictly_as;

TEST(Rfc3501, ReadsTheGreeting) {
    const auto status = read_strictly_as<Status>("* OK IMAP4rev1 Service Ready");

    EXPECT_EQ(status.condition, Condition::ok);
    EXPECT_EQ(status.text, "IMAP4rev1 Service Ready");
}

TEST(Rfc3501, ReadsATaggedCompletion) {
    const Response response = read_strictly("a001 OK LOGIN completed");

    EXPECT_EQ(response.tag, "a001");
    EXPECT_EQ(data<Status>(response).text, "LOGIN completed");
}

TEST(Rfc3501, ReadsEveryCondition) {
    EXPECT_EQ(
        read_strictly_as<Status>("A222 NO COPY failed: disk is full").condition, Condition::no
    );
    EXPECT_EQ(read_strictly_as<Status>("* BAD Command line too long").condition, Condition::bad);
    EXPECT_EQ(
        read_strictly_as<Status>("* PREAUTH IMAP4rev1 server logged in as Smith").condition,
        Condition::preauth
    );
    EXPECT_EQ(
        read_strictly_as<Status>("* BYE Autologout; idle for too long").condition, Condition::bye
    );
}

TEST(Rfc3501, ReadsCapability) {
    EXPECT_THAT(
        read_strictly_as<Capability>("* CAPABILITY IMAP4rev1 STARTTLS AUTH=GSSAPI XPIG-LATIN")
            .capabilities,
        ElementsAre("IMAP4rev1", "STARTTLS", "AUTH=GSSAPI", "XPIG-LATIN")
    );
}

TEST(Rfc3501, ReadsTheAnswerToSelect) {
    EXPECT_EQ(read_strictly_as<Exists>("* 172 EXISTS").count, 172U);
    EXPECT_EQ(read_strictly_as<Recent>("* 1 RECENT").count, 1U);
    EXPECT_EQ(
        code_of<NumberCode>(read_strictly("* OK [UNSEEN 12] Message 12 is first unseen")),
        (NumberCode{"UNSEEN", 12})
    );
    EXPECT_EQ(
        code_of<NumberCode>(read_strictly("* OK [UIDVALIDITY 3857529045] UIDs valid")),
        (NumberCode{"UIDVALIDITY", 3857529045})
    );
    EXPECT_EQ(
        code_of<NumberCode>(read_strictly("* OK [UIDNEXT 4392] Predicted next UID")),
        (NumberCode{"UIDNEXT", 4392})
    );
    EXPECT_THAT(
        read_strictly_as<FlagsData>("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)")
            .flags,
        ElementsAre("\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft")
    );
    EXPECT_THAT(
        code_of<PermanentFlagsCode>(
            read_strictly("* OK [PERMANENTFLAGS (\\Deleted \\Seen \\*)] Limited")
        )
            .flags,
        ElementsAre("\\Deleted", "\\Seen", "\\*")
    );
    EXPECT_EQ(
        code_of<PlainCode>(read_strictly("A142 OK [READ-WRITE] SELECT completed")),
        PlainCode{"READ-WRITE"}
    );
}

TEST(Rfc3501, ReadsTheAnswerToExamine) {
    EXPECT_TRUE(code_of<PermanentFlagsCode>(
                    read_strictly("* OK [PERMANENTFLAGS ()] No permanent flags permitted")
    )
                    .flags.empty());
    EXPECT_EQ(
        code_of<PlainCode>(read_strictly("A932 OK [READ-ONLY] EXAMINE completed")),
        PlainCode{"READ-ONLY"}
    );
}

TEST(Rfc3501, ReadsList) {
    const auto list = read_strictly_as<List>("* LIST (\\Noselect) \"/\" ~/Mail/foo");

    EXPECT_THAT(list.attributes, ElementsAre("\\Noselect"));
    EXPECT_EQ(list.delimiter, '/');
    EXPECT_EQ(list.mailbox, "~/Mail/foo");
    EXPECT_EQ(read_strictly_as<List>("* LIST (\\Noselect) \"/\" \"\"").mailbox, "");
    EXPECT_EQ(read_strictly_as<List>("* LIST () NIL inbox").delimiter, std::nullopt);
    EXPECT_EQ(read_strictly_as<List>("* LIST () \"\\\\\" inbox").delimiter, '\\');
    EXPECT_EQ(read_strictly_as<List>("* LSUB () \".\" #news.comp.mail.misc").kind, ListKind::lsub);
}

TEST(Rfc3501, ReadsAMailboxInALiteral) {
    EXPECT_EQ(
        read_strictly_as<List>("* LIST () \"/\" {10}\r\na \"quoted\"").mailbox, "a \"quoted\""
    );
}

TEST(Rfc3501, ReadsStatus) {
    const auto status =
        read_strictly_as<MailboxStatus>("* STATUS blurdybloop (MESSAGES 231 UIDNEXT 44292)");

    EXPECT_EQ(status.mailbox, "blurdybloop");
    EXPECT_EQ(status.messages, 231U);
    EXPECT_EQ(status.uidnext, 44292U);
    EXPECT_EQ(status.unseen, std::nullopt);
}

TEST(Rfc3501, ReadsSearch) {
    EXPECT_EQ(read_strictly_as<Search>("* SEARCH 2 84 882").numbers, (Numbers{2, 84, 882}));
    EXPECT_TRUE(read_strictly_as<Search>("* SEARCH").numbers.empty());
}

TEST(Rfc3501, ReadsExpunge) {
    EXPECT_EQ(read_strictly_as<Expunge>("* 44 EXPUNGE").number, 44U);
}

TEST(Rfc3501, ReadsFetchOfFlagsAndUid) {
    const auto fetch = read_strictly_as<Fetch>("* 23 FETCH (FLAGS (\\Seen) UID 4827313)");

    EXPECT_EQ(fetch.number, 23U);
    EXPECT_EQ(fetch.uid, 4827313U);
    EXPECT_EQ(fetch.flags, (Flags{"\\Seen"}));
    EXPECT_EQ(fetch.size, std::nullopt);
}

TEST(Rfc3501, ReadsTheFullFetchOfSection8) {
    const auto fetch = read_strictly_as<Fetch>(
        "* 12 FETCH (FLAGS (\\Seen) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 4286 "
        "ENVELOPE (\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" \"IMAP4rev1 WG mtg summary and "
        "minutes\" "
        "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ((\"Terry Gray\" NIL \"gray\" "
        "\"cac.washington.edu\")) "
        "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ((NIL NIL \"imap\" "
        "\"cac.washington.edu\")) "
        "((NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")(\"John Klensin\" NIL \"KLENSIN\" "
        "\"MIT.EDU\")) NIL NIL "
        "\"<B27397-0100000@cac.washington.edu>\") "
        "BODY (\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 3028 92))"
    );

    EXPECT_EQ(fetch.internal_date, (DateTime{{1996, 7, 17}, 2, 44, 25, -420}));
    EXPECT_EQ(fetch.size, 4286U);
    ASSERT_TRUE(fetch.envelope);
    EXPECT_EQ(fetch.envelope->subject, "IMAP4rev1 WG mtg summary and minutes");
    EXPECT_EQ(
        fetch.envelope->from,
        (std::vector<Address>{{"Terry Gray", {}, "gray", "cac.washington.edu"}})
    );
    ASSERT_EQ(fetch.envelope->cc.size(), 2U);
    EXPECT_EQ(fetch.envelope->cc[1].mailbox, "KLENSIN");
    EXPECT_TRUE(fetch.envelope->bcc.empty());
    EXPECT_EQ(fetch.envelope->in_reply_to, std::nullopt);
    EXPECT_EQ(fetch.envelope->message_id, "<B27397-0100000@cac.washington.edu>");
    ASSERT_TRUE(fetch.body);
    EXPECT_EQ(fetch.body->subtype, "PLAIN");
    EXPECT_EQ(fetch.body->octets, 3028U);
    EXPECT_EQ(fetch.body->lines, 92U);
}

TEST(Rfc3501, ReadsTheHeaderLiteralOfSection8) {
    const std::string header = "Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\r\nSubject: x\r\n\r\n";
    const auto fetch = read_strictly_as<Fetch>(
        "* 12 FETCH (BODY[HEADER] {" + std::to_string(header.size()) + "}\r\n" + header + " UID 3)"
    );

    ASSERT_EQ(fetch.contents.size(), 1U);
    EXPECT_EQ(fetch.contents[0].section, "HEADER");
    EXPECT_EQ(fetch.contents[0].bytes, header);
    EXPECT_EQ(fetch.contents[0].octets, header.size());
    EXPECT_EQ(fetch.uid, 3U);
}

TEST(Rfc3501, ReadsContentOfEveryForm) {
    const auto fetch =
        read_strictly_as<Fetch>("* 1 FETCH (BODY[] \"a\" BODY[1.2.MIME]<5> {2}\r\nbc "
                                "BODY[HEADER.FIELDS (\"To\" From)] \"\" "
                                "RFC822 \"d\" RFC822.HEADER NIL RFC822.TEXT {0}\r\n)");

    ASSERT_EQ(fetch.contents.size(), 6U);
    EXPECT_EQ(fetch.contents[1].section, "1.2.MIME");
    EXPECT_EQ(fetch.contents[1].origin, 5U);
    EXPECT_EQ(fetch.contents[1].bytes, "bc");
    EXPECT_EQ(fetch.contents[2].bytes, "");
    EXPECT_EQ(fetch.contents[3].source, ContentSource::rfc822);
    EXPECT_EQ(fetch.contents[4].bytes, std::nullopt);
    EXPECT_EQ(fetch.contents[5].source, ContentSource::rfc822_text);
}

TEST(Rfc3501, ReadsContinuationRequests) {
    EXPECT_EQ(
        read_strictly_as<Continuation>("+ Ready for additional command text").text,
        "Ready for additional command text"
    );
    EXPECT_EQ(read_strictly_as<Continuation>("+ ").text, "");
    EXPECT_EQ(
        read_strictly_as<Continuation>("+ YGgGCSqGSIb3EgECAgIAAAAAAAAAA==").text,
        "YGgGCSqGSIb3EgECAgIAAAAAAAAAA=="
    );
}

TEST(Rfc3501, ReadsTheCodesWithArguments) {
    EXPECT_EQ(
        code_of<BadCharsetCode>(read_strictly("A NO [BADCHARSET (UTF-8 \"x y\")] no")).charsets,
        (Names{"UTF-8", "x y"})
    );
    EXPECT_TRUE(code_of<BadCharsetCode>(read_strictly("A NO [BADCHARSET] no")).charsets.empty());
    EXPECT_EQ(
        code_of<CapabilityCode>(read_strictly("* OK [CAPABILITY IMAP4rev1 ID] hello")).capabilities,
        (Names{"IMAP4rev1", "ID"})
    );
    EXPECT_EQ(code_of<PlainCode>(read_strictly("* NO [alert] disk full")).name, "ALERT");
    EXPECT_EQ(
        code_of<OtherCode>(read_strictly("* OK [X-FOO some (thing] text")),
        (OtherCode{"X-FOO", "some (thing"})
    );
}

TEST(Rfc3501, ComparesWordsWithoutCase) {
    EXPECT_EQ(read_strictly_as<Exists>("* 3 exists").count, 3U);
    EXPECT_EQ(read_strictly_as<Fetch>("* 3 fetch (uId 4 bODY[] nil)").contents.size(), 1U);
    EXPECT_EQ(read_strictly("a1 ok done").tag, "a1");
}

TEST(Rfc3501, KeepsWhatItDoesNotKnow) {
    EXPECT_EQ(
        read_strictly_as<Unknown>("* XSOMETHING (a b) 5"),
        (Unknown{"XSOMETHING", std::nullopt, "(a b) 5"})
    );
    EXPECT_EQ(read_strictly_as<Unknown>("* 99 NOOP"), (Unknown{"NOOP", 99, ""}));
    const auto fetch =
        read_strictly_as<Fetch>("* 1 FETCH (X-NEW (a (b \"c)\") {2}\r\n))) UID 5 X-OLD 7)");
    EXPECT_EQ(
        fetch.unknown,
        (std::vector<UnknownItem>{{"X-NEW", "(a (b \"c)\") {2}\r\n)))"}, {"X-OLD", "7"}})
    );
    EXPECT_EQ(fetch.uid, 5U);
}

TEST(Rfc3501, SaysWhereAResponseBreaksTheGrammar) {
    const auto response = read_response("* 12 FETCH (UID x)");

    ASSERT_FALSE(response);
    EXPECT_EQ(response.error(), (Diagnostic{16, "expected a number", "uniqueid"}));
}

TEST(Rfc3501, RefusesWhatIsNoResponse) {
    for (const char* text :
         {"",
          "*",
          "* ",
          "A1",
          "A1 ",
          "A1 FETCH 1",
          "A1 BYE no",
          "(",
          "* 5",
          "* 4294967296 EXPUNGE",
          "* 1 FETCH",
          "* 1 FETCH (UID 4294967296)",
          "* 1 FETCH (FLAGS (",
          "* 1 FETCH (BODY[ NIL)",
          "* 1 FETCH (ENVELOPE (",
          "* LIST",
          "* LIST (",
          "* LIST () \"/\"",
          "* STATUS",
          "* SEARCH x",
          "* VANISHED",
          "* ESEARCH ALL 0",
          "* 1 FETCH (INTERNALDATE \"yesterday\")",
          "* 1 FETCH (BODY[] {5}\r\nabc)"}) {
        EXPECT_FALSE(read_response(text)) << text;
    }
}

} // namespace
} // namespace imap::wire
