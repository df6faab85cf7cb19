// What Gmail was seen to send, line by line; the sources are named in the project's Gmail notes.
#include "tests/adapters/wire/reading.hpp"

#include <gmock/gmock.h>

namespace imap::wire {
namespace {

using testing::ElementsAre;
using testing::SizeIs;
using wire_test::code_of;
using wire_test::data;
using wire_test::Names;
using wire_test::Numbers;
using wire_test::read;
using wire_test::read_as;
using wire_test::read_strictly;
using wire_test::read_strictly_as;

TEST(Gmail, GreetsWithAnAddressAndAToken) {
    EXPECT_EQ(
        read_strictly_as<Status>("* OK Gimap ready for requests from 192.0.2.1 q13mb189540682pjq")
            .text,
        "Gimap ready for requests from 192.0.2.1 q13mb189540682pjq"
    );
}

TEST(Gmail, ListsItsCapabilitiesBeforeAndAfterLogin) {
    const auto before =
        read_strictly_as<Capability>("* CAPABILITY IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID "
                                     "XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 "
                                     "AUTH=PLAIN AUTH=PLAIN-CLIENTTOKEN AUTH=OAUTHBEARER");
    const auto after =
        read_strictly_as<Capability>("* CAPABILITY IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID "
                                     "XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE "
                                     "MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS "
                                     "LITERAL- SPECIAL-USE APPENDLIMIT=35651584");

    EXPECT_THAT(before.capabilities, SizeIs(15));
    EXPECT_EQ(after.capabilities.back(), "APPENDLIMIT=35651584");
}

TEST(Gmail, SaysItsTaggedTexts) {
    for (const char* line :
         {"A1 OK Thats all she wrote! q13mb189540682pjq",
          "A1 OK user@gmail.com Some Name authenticated (Success)",
          "A1 OK Success",
          "A1 OK 73 good day (Success)",
          "A1 OK IDLE terminated (Success)",
          "A1 NO Lookup failed q13mb189540682pjq",
          "A1 BAD Unknown command q13mb189540682pjq",
          "A1 BAD Invalid SASL argument. q13mb189540682pjq",
          "A1 BAD Could not parse command",
          "A1 NO System Error (Failure)",
          "A1 NO Some messages could not be FETCHed (Failure)",
          "A1 BAD Invalid Arguments: Label name is not allowed: TODO"}) {
        EXPECT_EQ(read_strictly(line).tag, "A1") << line;
    }
}

TEST(Gmail, NamesTheCauseOfARefusedLoginInItsCode) {
    EXPECT_EQ(
        code_of<PlainCode>(
            read_strictly("A1 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)")
        )
            .name,
        "AUTHENTICATIONFAILED"
    );
    EXPECT_EQ(
        code_of<PlainCode>(
            read_strictly("A1 NO [ALERT] Too many simultaneous connections. (Failure)")
        )
            .name,
        "ALERT"
    );
    EXPECT_EQ(
        code_of<TextCode>(read_strictly(
            "* NO [WEBALERT https://accounts.google.com/signin/continue?sarp=1&scc=1&plt=AKgnsbt] "
            "Web login required."
        )),
        (TextCode{
            "WEBALERT", "https://accounts.google.com/signin/continue?sarp=1&scc=1&plt=AKgnsbt"
        })
    );
}

TEST(Gmail, SaysByeForItsReasons) {
    EXPECT_EQ(
        read_strictly_as<Status>("* BYE Session expired, please login again.").condition,
        Condition::bye
    );
    EXPECT_EQ(read_strictly_as<Status>("* BYE System Error").text, "System Error");
    EXPECT_EQ(
        code_of<PlainCode>(
            read_strictly("* BYE [OVERQUOTA] Account exceeded command or bandwidth limits.")
        )
            .name,
        "OVERQUOTA"
    );
    EXPECT_EQ(code_of<PlainCode>(read_strictly("* BAD [CLIENTBUG] Invalid tag")).name, "CLIENTBUG");
}

TEST(Gmail, MarksThrottlingAtTheEndOfTheText) {
    EXPECT_TRUE(is_throttled(read_strictly_as<Status>("A1 OK Success [THROTTLED]")));
    EXPECT_TRUE(is_throttled(
        read_strictly_as<Status>("A1 OK [READ-WRITE] INBOX selected. (Success) [THROTTLED]")
    ));
    EXPECT_FALSE(is_throttled(read_strictly_as<Status>("A1 OK Success")));
}

TEST(Gmail, GivesTheFolderNameInUtf8AfterSelect) {
    const Response response =
        read("A1 OK [READ-WRITE] [Gmail]/Entw\xc3\xbcrfe selected. (Success)");

    EXPECT_THAT(response.quirks, ElementsAre(Quirk::raw_octets_in_text));
    EXPECT_EQ(code_of<PlainCode>(response).name, "READ-WRITE");
}

TEST(Gmail, LeavesOutTheTextBehindHighestModseq) {
    const Response response = read("* OK [HIGHESTMODSEQ 22748]");

    EXPECT_EQ(code_of<NumberCode>(response), (NumberCode{"HIGHESTMODSEQ", 22748}));
    EXPECT_THAT(response.quirks, ElementsAre(Quirk::missing_text));
}

TEST(Gmail, ShowsKeywordsThatNoAtomCanHold) {
    const Response response =
        read("* OK [PERMANENTFLAGS (\\Answered \\Seen $NotPhishing OIB-Seen-INBOX OIB-Seen-[Google "
             "Mail]/Alle Nachrichten \\*)] Flags permitted.");

    EXPECT_THAT(
        code_of<PermanentFlagsCode>(response).flags,
        ElementsAre(
            "\\Answered",
            "\\Seen",
            "$NotPhishing",
            "OIB-Seen-INBOX",
            "OIB-Seen-[Google",
            "Mail]/Alle",
            "Nachrichten",
            "\\*"
        )
    );
    EXPECT_THAT(response.quirks, ElementsAre(Quirk::loose_flag));
}

TEST(Gmail, AnswersTheId) {
    const auto id =
        read_strictly_as<Id>("* ID (\"name\" \"GImap\" \"vendor\" \"Google, Inc.\" \"support-url\" "
                             "NIL \"version\" \"gmail_imap_211029.07_p0\")");

    EXPECT_THAT(*id.fields, SizeIs(4));
}

TEST(Gmail, AnswersGooglesOwnTranscript) {
    EXPECT_EQ(
        read_strictly_as<Search>("* SEARCH 123 12344 5992").numbers, (Numbers{123, 12344, 5992})
    );
    EXPECT_EQ(
        read_strictly_as<Fetch>("* 1 FETCH (X-GM-MSGID 1278455344230334865)").gm_msgid,
        1278455344230334865U
    );
    EXPECT_EQ(
        read_strictly_as<Fetch>(
            "* 1 FETCH (X-GM-LABELS (\\Inbox \\Sent Important \"Muy Importante\"))"
        )
            .gm_labels,
        (Names{"\\Inbox", "\\Sent", "Important", "Muy Importante"})
    );
    EXPECT_EQ(read_strictly_as<Fetch>("* 3 FETCH (X-GM-LABELS ())").gm_labels, Names{});
    EXPECT_EQ(read_strictly_as<Status>("a011 OK FETCH (Success)").text, "FETCH (Success)");
}

TEST(Gmail, QuotesSystemLabelsWithAnEscapedBackslash) {
    const Response response =
        read_strictly("* 3 FETCH (X-GM-LABELS (\"()\" \"(foobar)\" \"[foobar]\" \"\\\\Draft\" "
                      "\"\\\\Important\" \"\\\\Starred\" fav) UID 6 FLAGS (\\Seen))");

    EXPECT_EQ(
        data<Fetch>(response).gm_labels,
        (Names{"()", "(foobar)", "[foobar]", "\\Draft", "\\Important", "\\Starred", "fav"})
    );
}

TEST(Gmail, SendsLabelsInEveryForm) {
    EXPECT_EQ(
        read_strictly_as<Fetch>(
            "* 1 FETCH (X-GM-LABELS ([Mailbox] +IMNews {3}\r\na b \"&AUE-abel\"))"
        )
            .gm_labels,
        (Names{"[Mailbox]", "+IMNews", "a b", "&AUE-abel"})
    );
    EXPECT_EQ(
        read_as<Fetch>("* 1 FETCH (X-GM-LABELS (\"\\\\Starred\" NIL))").gm_labels,
        Names{"\\Starred"}
    );
    EXPECT_EQ(
        read_as<Fetch>("* 1 FETCH (X-GM-LABELS ((foobar) 50% a))").gm_labels,
        (Names{"(foobar)", "50%", "a"})
    );
    EXPECT_EQ(read_as<Fetch>("* 1 FETCH (X-GM-LABELS NIL)").gm_labels, Names{});
    EXPECT_EQ(read_as<Fetch>("* 1 FETCH (X-GM-LABELS (\"\\Inbox\"))").gm_labels, Names{"\\Inbox"});
}

TEST(Gmail, SendsAWholeHeaderFetchInItsOwnOrder) {
    const auto fetch = read_strictly_as<Fetch>(
        "* 1 FETCH (X-GM-THRID 1592225494819146101 X-GM-MSGID 18446744073709551615 X-GM-LABELS "
        "(\"Test Messages\" \"\\\\Important\") "
        "UID 1 RFC822.SIZE 181614 MODSEQ (29233) INTERNALDATE \"19-Sep-1991 16:41:43 +0000\" FLAGS "
        "(\\Seen) "
        "BODY[HEADER.FIELDS (FROM TO)] {16}\r\nFrom: a@b.cc\r\n\r\n)"
    );

    EXPECT_EQ(fetch.gm_thrid, 1592225494819146101U);
    EXPECT_EQ(fetch.gm_msgid, 18446744073709551615U);
    EXPECT_EQ(fetch.uid, 1U);
    EXPECT_EQ(fetch.modseq, 29233U);
    EXPECT_EQ(fetch.contents.at(0).section, "HEADER.FIELDS (FROM TO)");
    EXPECT_EQ(fetch.contents.at(0).bytes, "From: a@b.cc\r\n\r\n");
}

TEST(Gmail, AnswersAnEmptyPartWithNil) {
    const auto fetch = read_strictly_as<Fetch>("* 3 FETCH (UID 1 BODY[1.TEXT]<0> NIL)");

    EXPECT_EQ(fetch.contents.at(0).bytes, std::nullopt);
    EXPECT_EQ(fetch.contents.at(0).origin, 0U);
}

TEST(Gmail, UnordersTheDestinationOfCopyUid) {
    const auto copy = code_of<CopyUidCode>(read_strictly(
        "13 OK [COPYUID 658824223 33630,33650:33651,33653 2273,2275,2274,2272] (Success)"
    ));

    EXPECT_EQ(copy.source.numbers(9), (Numbers{33630, 33650, 33651, 33653}));
    EXPECT_EQ(copy.destination.numbers(9), (Numbers{2273, 2275, 2274, 2272}));
}

TEST(Gmail, ListsFoldersWithTheirUse) {
    const auto all =
        read_strictly_as<List>("* LIST (\\All \\HasNoChildren) \"/\" \"[Gmail]/All Mail\"");
    EXPECT_TRUE(all.has_attribute("\\All"));
    EXPECT_EQ(read_strictly_as<List>("* LIST (\\HasNoChildren) \"/\" +Folder").mailbox, "+Folder");
    EXPECT_EQ(read_strictly_as<List>("* LIST (\\Noselect) \"/\" \"/\"").mailbox, "/");
    EXPECT_EQ(
        read_strictly_as<List>("* XLIST (\\HasNoChildren \\Inbox) \"/\" \"Inbox\"").kind,
        ListKind::xlist
    );
    EXPECT_EQ(
        read_strictly_as<List>("* LIST () \"/\" \"Maintenance planifi&AOk-e\"").mailbox,
        "Maintenance planifi&AOk-e"
    );
}

TEST(Gmail, AnswersStatusInAlphabeticalOrder) {
    const auto status = read_strictly_as<MailboxStatus>(
        "* STATUS \"[Gmail]/All Mail\" (HIGHESTMODSEQ 5 MESSAGES 4 UIDNEXT 9 UIDVALIDITY 11)"
    );

    EXPECT_EQ(status.mailbox, "[Gmail]/All Mail");
    EXPECT_EQ(status.uidvalidity, 11U);
}

TEST(Gmail, SendsItsOtherLines) {
    EXPECT_EQ(
        read_strictly_as<ESearch>("* ESEARCH (TAG \"A1\") UID ALL 1:3,5").all->text(), "1:3,5"
    );
    EXPECT_EQ(
        read_strictly_as<Enabled>("* ENABLED UTF8=ACCEPT").capabilities, Names{"UTF8=ACCEPT"}
    );
    EXPECT_EQ(
        read_strictly_as<Continuation>("+ go ahead with 24 octets").text, "go ahead with 24 octets"
    );
    EXPECT_EQ(read_strictly_as<Continuation>("+ idling").text, "idling");
    EXPECT_EQ(
        code_of<AppendUidCode>(read_strictly("A1 OK [APPENDUID 23 1] (Success)")).uidvalidity, 23U
    );
    EXPECT_EQ(
        code_of<PlainCode>(read_strictly("A1 NO [NONEXISTENT] Unknown Mailbox: x (Failure)")).name,
        "NONEXISTENT"
    );
    EXPECT_EQ(
        code_of<PlainCode>(read_strictly("A1 NO [ALREADYEXISTS] Duplicate folder name x (Failure)"))
            .name,
        "ALREADYEXISTS"
    );
    EXPECT_EQ(read_as<Fetch>("* 1 FETCH (MODSEQ (0) UID 1)").modseq, 0U);
    EXPECT_EQ(
        read_strictly_as<Quota>("* QUOTA \"\" (STORAGE 4568 15728640)").resources.at(0).limit,
        15728640U
    );
}

TEST(Gmail, SendsAMessageInBase64AsABasicPart) {
    const Response response =
        read("* 1 FETCH (BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1 NIL NIL "
             "NIL)(\"MESSAGE\" \"RFC822\" (\"NAME\" \"x.eml\") NIL NIL "
             "\"BASE64\" 2942 NIL (\"ATTACHMENT\" (\"FILENAME\" \"x.eml\")) NIL) \"MIXED\" "
             "(\"BOUNDARY\" \"b\") NIL NIL))");

    const auto& part = data<Fetch>(response).body_structure->parts.at(1);
    EXPECT_THAT(response.quirks, ElementsAre(Quirk::message_without_body));
    EXPECT_EQ(part.disposition->parameters.at(0).value, "x.eml");
    EXPECT_TRUE(part.parts.empty());
}

TEST(Gmail, SendsMultipartsWithoutParts) {
    const Response response = read("* 1 FETCH (BODYSTRUCTURE ((\"ALTERNATIVE\" (\"BOUNDARY\" "
                                   "\"b\") NIL NIL)(\"RELATED\" NIL (\"ATTACHMENT\" NIL) NIL)"
                                   "(\"ALTERNATIVE\")(\"TEXT\" \"HTML\" NIL NIL NIL \"7BIT\" 5 1 "
                                   "NIL NIL NIL) \"MIXED\" (\"BOUNDARY\" \"c\") NIL NIL))");

    const auto& parts = data<Fetch>(response).body_structure->parts;
    ASSERT_THAT(parts, SizeIs(4));
    EXPECT_EQ(parts[0].type, "multipart");
    EXPECT_EQ(parts[0].parameters.at(0).value, "b");
    EXPECT_EQ(parts[1].disposition->type, "ATTACHMENT");
    EXPECT_EQ(parts[2].subtype, "ALTERNATIVE");
    EXPECT_EQ(parts[3].lines, 1U);
}

TEST(Gmail, SendsManyUidsOnOneLine) {
    std::string line = "* SEARCH";
    for (int i = 1; i <= 200'000; ++i) {
        line += " " + std::to_string(i);
    }

    EXPECT_EQ(read_strictly_as<Search>(line).numbers.back(), 200'000U);
}

} // namespace
} // namespace imap::wire
