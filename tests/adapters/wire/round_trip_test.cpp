// What is read, written in any legal form and read again, is the same.
#include "tests/adapters/wire/reading.hpp"

#include <gtest/gtest.h>

namespace imap::wire {
namespace {

const std::vector<std::string>& lines() {
    static const std::vector<std::string> all{
        "* OK [CAPABILITY IMAP4rev1 ID] hello",
        "A1 OK [COPYUID 8 1737,5:3 4366,9:11] (Success)",
        "A1 OK [APPENDUID 8 1737] (Success)",
        "* OK [PERMANENTFLAGS (\\Answered \\*)] Flags",
        "* OK [UIDNEXT 5] x",
        "* NO [BADCHARSET (UTF-8 \"a b\")] x",
        "* NO [WEBALERT https://x/?a=b] Web login required.",
        "* OK [MAILBOXID (F22)] x",
        "* OK [INPROGRESS (\"A\" 5 NIL)] x",
        "* OK [INPROGRESS] x",
        "A1 OK [MODIFIED 7,9] x",
        "* BAD [X-NEW what ever] x",
        "* BYE see {5}",
        "+ idling",
        "+ ",
        "* CAPABILITY IMAP4rev1 X-GM-EXT-1",
        "* ENABLED UTF8=ACCEPT",
        "* LIST (\\HasNoChildren \\All) \"/\" \"[Gmail]/All \\\"Mail\\\\\"",
        "* LSUB () NIL {5}\r\na\r\nbc",
        "* XLIST () \"\\\\\" \"\"",
        "* LIST () \"/\" a (\"CHILDINFO\" (\"SUBSCRIBED\") \"OLDNAME\" (\"old\") \"X\" (1 2))",
        "* STATUS \"x y\" (MESSAGES 1 RECENT 2 UIDNEXT 3 UIDVALIDITY 4 UNSEEN 5 HIGHESTMODSEQ 6 "
        "SIZE 7 APPENDLIMIT 8 DELETED 9 MAILBOXID (F))",
        "* STATUS x (APPENDLIMIT NIL X-NEW (a b))",
        "* SEARCH 5 3 4",
        "* SEARCH",
        "* SORT 5 3 (MODSEQ 5)",
        "* THREAD (2)(3 6 (4 23)(44 7 96))((3)(5))",
        "* ESEARCH (TAG \"A1\") UID MIN 1 MAX 2 COUNT 3 ALL 1:2 MODSEQ 9 X-NEW (5)",
        "* ESEARCH UID PARTIAL (-1:-100 NIL)",
        "* ESEARCH (TAG \"A1\" MAILBOX \"a b\" UIDVALIDITY 7 X-OLD 1) UID ALL 1:2",
        "* ESEARCH (TAG \"A1\") ALL 1:2 RELEVANCY (9 99)",
        "* ESEARCH (TAG \"A1\") UID REMOVEFROM (0 2) ADDTO (1 4:5)",
        "* FLAGS (\\Seen $Junk)",
        "* 5 EXISTS",
        "* 0 RECENT",
        "* 5 EXPUNGE",
        "* VANISHED (EARLIER) 41,43:116",
        "* ID (\"name\" \"GImap\" \"support-url\" NIL)",
        "* ID NIL",
        "* NAMESPACE ((\"\" \"/\")(\"#mh/\" NIL \"X\" (\"A\" \"B\"))) NIL ((\"s\" \".\"))",
        "* QUOTA \"\" (STORAGE 10 99999999999)",
        "* QUOTAROOT INBOX \"\" a",
        "* METADATA INBOX (/shared/comment \"x\" /p NIL)",
        "* METADATA INBOX /shared/comment",
        "* ACL INBOX a b c d",
        "* LISTRIGHTS INBOX a b c d",
        "* MYRIGHTS INBOX abc",
        "* LANGUAGE (\"DE\")",
        "* COMPARATOR i;x (i;y)",
        "* XNEW (a) 5",
        "* 99 XNEW",
        "* 3 FETCH (X-GM-LABELS (\"()\" \"\\\\Draft\" fav \"a b\" {3}\r\nx\ny) X-GM-MSGID "
        "18446744073709551615 X-GM-THRID 5 UID 6 FLAGS (\\Seen))",
        "* 4 UIDFETCH (FLAGS (\\Seen))",
        "* 1 FETCH (INTERNALDATE \" 9-Sep-1991 16:41:43 +0530\" RFC822.SIZE 181614 MODSEQ (29233) "
        "EMAILID (M1) THREADID NIL PREVIEW \"p\" SAVEDATE \"09-Sep-1991 16:41:43 +0000\")",
        "* 1 FETCH (BODY[] {5}\r\na\r\nbc BODY[HEADER.FIELDS (From To)]<3> \"x\" BODY[2] NIL "
        "RFC822.TEXT \"t\" BINARY[1] ~{2}\r\nab BINARY.SIZE[1.2] 5 X-NEW (a (b)))",
        "* 1 FETCH (ENVELOPE (\"d\" \"s \\\"q\\\"\" ((\"n\" NIL \"m\" \"h\")(NIL NIL NIL NIL)) NIL "
        "NIL NIL NIL NIL NIL \"<i>\"))",
        "* 1 FETCH (BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"x\") \"i\" \"d\" \"7BIT\" 5 "
        "1 \"m\" (\"inline\" (\"f\" \"g\")) (\"en\" \"de\") \"loc\" 5 (\"a\" NIL))"
        "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 6 (NIL \"s\" NIL NIL NIL NIL NIL NIL NIL "
        "NIL) (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1 NIL NIL NIL) 9 NIL NIL NIL)"
        " \"MIXED\" (\"BOUNDARY\" \"b\") NIL \"en\"))",
        "* 1 FETCH (BODY ((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1)(\"IMAGE\" \"PNG\" NIL NIL "
        "NIL \"BASE64\" 5) \"MIXED\"))",
    };
    return all;
}

std::string written(const Response& response, const ResponseStyle& style) {
    std::string out;
    write_response(out, response, style);
    EXPECT_TRUE(out.ends_with("\r\n"));
    return out;
}

Response read_back(const std::string& bytes) {
    Framer framer(Peer::server);
    framer.receive(bytes);
    const FrameEvent event = framer.next();
    const auto* frame = std::get_if<Frame>(&event);
    if (frame == nullptr) {
        ADD_FAILURE() << "not one response: " << bytes;
        return {};
    }
    const auto response = read_response(*frame, {Tolerance::nothing()});
    EXPECT_TRUE(response) << bytes << (response ? "" : response.error().what);
    EXPECT_TRUE(framer.at_boundary()) << bytes;
    return response ? *response : Response{};
}

TEST(RoundTrip, KeepsEveryResponseInEveryStyle) {
    using Strings = ResponseStyle::Strings;
    for (const std::string& line : lines()) {
        const Response response = wire_test::read_strictly(line);
        for (const Strings strings :
             {Strings::shortest, Strings::quoted, Strings::literal, Strings::varied}) {
            const std::string bytes = written(response, {.strings = strings});
            EXPECT_EQ(read_back(bytes), response) << bytes;
        }
    }
}

TEST(RoundTrip, KeepsEveryResponseForEverySeed) {
    for (const std::string& line : lines()) {
        const Response response = wire_test::read_strictly(line);
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const std::string bytes = written(
                response,
                {.strings = ResponseStyle::Strings::varied,
                 .shuffled_items = seed % 2 == 0,
                 .varied_case = true,
                 .seed = seed}
            );
            Response again = read_back(bytes);
            EXPECT_EQ(again.data.index(), response.data.index()) << bytes;
            if (seed % 2 == 1) {
                EXPECT_EQ(again, response) << bytes;
            }
        }
    }
}

TEST(WriteResponse, SpeaksLikeGmailByDefault) {
    for (const char* line : {
             "* 1 FETCH (X-GM-THRID 2 X-GM-MSGID 3 X-GM-LABELS (\"\\\\Important\" \"\\\\Inbox\" "
             "GInbox \"a b\") UID 1 RFC822.SIZE 181614 "
             "MODSEQ (29233) INTERNALDATE \"19-Sep-1991 16:41:43 +0000\" FLAGS (\\Seen))\r\n",
             "* LIST (\\All \\HasNoChildren) \"/\" \"[Gmail]/All Mail\"\r\n",
             "* STATUS \"[Gmail]/All Mail\" (HIGHESTMODSEQ 1 MESSAGES 2 UIDNEXT 3 UIDVALIDITY "
             "4)\r\n",
             "* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n",
             "* ESEARCH (TAG \"A1\") UID ALL 1:3,5\r\n",
             "* OK [HIGHESTMODSEQ 22748]\r\n",
             "* OK [PERMANENTFLAGS ()] Flags permitted.\r\n",
             "A1 OK [READ-WRITE] INBOX selected. (Success)\r\n",
             "* QUOTA \"\" (STORAGE 4568 15728640)\r\n",
             "+ \r\n",
         }) {
        std::string_view text = line;
        text.remove_suffix(2);
        EXPECT_EQ(written(wire_test::read(text), {}), line);
    }
}

TEST(WriteResponse, WritesGooglesDocumentedLabelsToo) {
    const Response response = wire_test::read("* 1 FETCH (X-GM-LABELS (\\Inbox foo))");

    EXPECT_EQ(
        written(response, {.quoted_system_labels = false}),
        "* 1 FETCH (X-GM-LABELS (\\Inbox foo))\r\n"
    );
}

TEST(WriteResponse, DrawsTheSameBytesForTheSameSeed) {
    const Response response = wire_test::read(lines().back());
    const ResponseStyle style{
        .strings = ResponseStyle::Strings::varied,
        .shuffled_items = true,
        .varied_case = true,
        .seed = 7
    };

    EXPECT_EQ(written(response, style), written(response, style));
}

TEST(WriteResponse, KeepsAStatusOnOneLine) {
    EXPECT_EQ(
        status_line("A1", {Condition::no, PlainCode{"ALERT"}, "a\r\n* BYE b"}),
        "A1 NO [ALERT] a  * BYE b\r\n"
    );
    EXPECT_EQ(status_line("", {Condition::bye, {}, "gone"}), "* BYE gone\r\n");
}

} // namespace
} // namespace imap::wire
