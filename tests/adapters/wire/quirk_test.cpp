// Every quirk: a line that needs it, what other quirks the line needs, and that strict reading
// refuses it.
#include "tests/adapters/wire/reading.hpp"

#include <gmock/gmock.h>

#include <set>

namespace imap::wire {
namespace {

struct Case {
    Quirk quirk;
    std::string_view line;
};

constexpr std::string_view text_part = "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1)";

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {Quirk::extra_space, "*  OK hello"},
        {Quirk::extra_space, "* QUOTA \"\" (STORAGE  10 512)"},
        {Quirk::missing_space, "* 1 FETCH (BODY[] {2}\r\nabUID 12 FLAGS (\\Seen))"},
        {Quirk::missing_space, "* 1 FETCH (FLAGS()UID 1)"},
        {Quirk::missing_space, "A1 OK [ALERT]text"},
        {Quirk::trailing_space, "* STATUS INBOX (MESSAGES 0) "},
        {Quirk::trailing_space, "* SEARCH 1 2 "},
        {Quirk::trailing_space, "* SEARCH "},
        {Quirk::trailing_space, "* CAPABILITY IMAP4rev1 "},
        {Quirk::trailing_space, "* ID (\"name\" \"x\") "},
        {Quirk::space_inside_parentheses, "* 1 FETCH (UID 92285 )"},
        {Quirk::space_inside_parentheses, "* FLAGS ( \\Seen)"},
        {Quirk::space_between_parts,
         "* 1 FETCH (ENVELOPE (NIL NIL ((NIL NIL \"a\" \"b\") (NIL NIL \"c\" \"d\")) NIL NIL NIL "
         "NIL NIL NIL NIL))"},
        {Quirk::space_between_parts, "* NAMESPACE ((\"\" \"/\") (\"#\" \"/\")) NIL NIL"},
        {Quirk::extra_parenthesis,
         "* 2 FETCH (UID 1 (ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)))"},
        {Quirk::extra_parenthesis, "* 2 FETCH (UID 1))"},
        {Quirk::missing_parenthesis, "* 2 FETCH (UID 1"},
        {Quirk::missing_parenthesis, "* 2 FETCH (MODSEQ 5)"},
        {Quirk::missing_text, "* OK [HIGHESTMODSEQ 5]"},
        {Quirk::missing_text, "A1 OK"},
        {Quirk::empty_text_after_code, "* OK [UIDNEXT 5] "},
        {Quirk::raw_octets_in_text, "* OK gr\xc3\xbc\xc3\x9f dich"},
        {Quirk::missing_condition, "[COPYUID 55 31 6] moved"},
        {Quirk::missing_condition, "* [COPYUID 55 31 6] moved"},
        {Quirk::unreadable_code,
         "A1 OK [Error=\"Microsoft: no\" Proxy=X:1993:SSL] AUTHENTICATE completed."},
        {Quirk::unreadable_code, "* OK [COPYUID 701 1 x] moved"},
        {Quirk::unreadable_code, "* OK [UIDNEXT moved"},
        {Quirk::empty_continuation, "+"},
        {Quirk::negative_number, "* 1 FETCH (BODY (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 -1))"},
        {Quirk::negative_number, "* 1 FETCH (MODSEQ (-1))"},
        {Quirk::zero_number, "* 0 FETCH (UID 5)"},
        {Quirk::zero_number, "* 1 FETCH (UID 0)"},
        {Quirk::zero_number, "* 1 FETCH (MODSEQ (0))"},
        {Quirk::zero_number, "* 0 EXPUNGE"},
        {Quirk::quoted_number, "* 1 FETCH (RFC822.SIZE \"55\")"},
        {Quirk::nil_for_number, "* 1 FETCH (BODY (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" NIL 1))"},
        {Quirk::nil_for_string,
         "* 1 FETCH (BODY (\"TEXT\" \"PLAIN\" (\"CHARSET\" NIL) NIL NIL \"7BIT\" 5 1))"},
        {Quirk::nil_for_string, "* 1 FETCH (BODY (\"TEXT\" \"PLAIN\" NIL NIL NIL NIL 5 1))"},
        {Quirk::nil_for_list, "* 1 FETCH (FLAGS NIL)"},
        {Quirk::nil_for_list, "* 1 FETCH (ENVELOPE NIL)"},
        {Quirk::nil_in_list, "* 1 FETCH (X-GM-LABELS (\"\\\\Starred\" NIL))"},
        {Quirk::empty_list_for_nil,
         "* 1 FETCH (ENVELOPE (\"d\" \"s\" () () () () () () \"\" \"m\"))"},
        {Quirk::atom_for_string, "* ID (name GImap)"},
        {Quirk::string_for_list,
         "* 1 FETCH (BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1 NIL \"inline\" NIL "
         "NIL))"},
        {Quirk::raw_octets_in_quoted, "* LIST () \"/\" \"gr\xfc\xdf\""},
        {Quirk::unescaped_quote,
         "* 1 FETCH (ENVELOPE (NIL \"=?UTF-8?Q?\"D\"?=\" NIL NIL NIL NIL NIL NIL NIL "
         "\"<\"a\"@b>\"))"},
        {Quirk::bad_escape, "* 1 FETCH (X-GM-LABELS (\"\\Inbox\"))"},
        {Quirk::literal_plus_from_server, "* LIST () \"/\" {5+}\r\nab cd"},
        {Quirk::relaxed_date, "* 1 FETCH (INTERNALDATE \"1-Jan-2020 01:02:03 +0000\")"},
        {Quirk::relaxed_date, "* 1 FETCH (INTERNALDATE \"01-Jan-2020 01:02:03\")"},
        {Quirk::loose_atom, "* CAPABILITY IMAP4rev1 X(Y)"},
        {Quirk::loose_flag, "* FLAGS (\\Seen OIB-[Google Mail]/Alle)"},
        {Quirk::loose_flag, "* XLIST (\\HasChildren \\) \".\" \"Archive\""},
        {Quirk::loose_label, "* 1 FETCH (X-GM-LABELS (50%))"},
        {Quirk::loose_mailbox, "* LIST (\\HasNoChildren) \"/\" INBOX/Da\tOggetto\tRicevuto"},
        {Quirk::loose_mailbox, "* STATUS Sent Items (MESSAGES 5)"},
        {Quirk::loose_list_delimiter, "* LIST () \"\" \"Folder2\""},
        {Quirk::loose_list_delimiter, "* LIST () / Folder2"},
        {Quirk::missing_status_list, "* STATUS INBOX"},
        {Quirk::odd_namespace, "* NAMESPACE ((\"\" \"/\")) NIL"},
        {Quirk::odd_id, "* ID"},
        {Quirk::odd_id, "* ID (\"name\")"},
        {Quirk::odd_quota, "* QUOTA (STORAGE 1 2)"},
        {Quirk::missing_value, "* 1 FETCH (UID 1 BODY[2])"},
        {Quirk::odd_envelope, "* 1 FETCH (ENVELOPE (\"d\" \"s\" NIL NIL NIL NIL NIL NIL \"<r>\"))"},
        {Quirk::odd_address,
         "* 1 FETCH (ENVELOPE (\"d\" \"s\" ((\"n\" NIL \"m\")) NIL NIL NIL NIL NIL NIL NIL))"},
        {Quirk::odd_address,
         "* 1 FETCH (ENVELOPE (NIL NIL (({2}\r\nabcde NIL \"m\" \"h\")) NIL NIL NIL NIL NIL NIL "
         "NIL))"},
        {Quirk::missing_body_parts,
         "* 1 FETCH (BODYSTRUCTURE (NIL \"alternative\" (\"boundary\" \"b\") NIL NIL NIL))"},
        {Quirk::missing_subtype,
         "* 1 FETCH (BODY (\"X-ZIP\" (\"BOUNDARY\" \"\") NIL NIL \"base64\" 5))"},
        {Quirk::missing_subtype, "* 1 FETCH (BODY (NIL NIL NIL NIL NIL \"7BIT\" 563))"},
        {Quirk::missing_body_fields, "* 1 FETCH (BODY (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5))"
        },
        {Quirk::missing_body_fields,
         "* 1 FETCH (BODY (\"TEXT\" \"PLAIN\" (\"CHARSET\") NIL NIL \"7BIT\" 5 1))"},
        {Quirk::extra_body_fields,
         "* 1 FETCH (BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1)((\"A\" \"B\") "
         "\"mixed\"))"},
        {Quirk::swapped_body_fields,
         "* 1 FETCH (BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1 NIL NIL "
         "(\"inline\" NIL) NIL))"},
        {Quirk::multipart_as_single_part,
         "* 1 FETCH (BODYSTRUCTURE (\"multipart\" \"related\" (\"boundary\" \"b\") NIL NIL "
         "\"7BIT\" 400 (\"boundary\" \"b\") NIL NIL NIL))"},
        {Quirk::message_without_body,
         "* 1 FETCH (BODY (\"MESSAGE\" \"RFC822\" NIL NIL NIL \"BASE64\" 2942))"},
    };
    return all;
}

TEST(Quirks, AreNotedWhereTheyAreNeeded) {
    for (const auto& [quirk, line] : cases()) {
        const auto response = read_response(line);
        ASSERT_TRUE(response) << line << ": " << response.error().what << " at "
                              << response.error().offset;
        EXPECT_THAT(response->quirks, testing::Contains(quirk)) << line;
    }
}

TEST(Quirks, ASpaceBehindACodeMakesNoOtherCode) {
    for (const bool tolerated : {true, false}) {
        const auto tolerance = Tolerance::everything().allow(Quirk::trailing_space, tolerated);
        const auto spaced = read_response("* OK [XCODE ] hello", {tolerance});
        const auto plain = read_response("* OK [XCODE] hello", {tolerance});

        ASSERT_TRUE(spaced && plain);
        EXPECT_EQ(spaced->data, plain->data);
    }
    EXPECT_FALSE(read_response("* OK [XCODE ] hello", {Tolerance::nothing()}));
}

TEST(Quirks, CanBeSwitchedOffOneByOne) {
    for (const auto& [quirk, line] : cases()) {
        EXPECT_FALSE(read_response(line, {Tolerance::everything().allow(quirk, false)})) << line;
        EXPECT_FALSE(read_response(line, {Tolerance::nothing()})) << line;
    }
}

TEST(Quirks, AllowedAloneAreEnoughForTheirLine) {
    for (const auto& [quirk, line] : cases()) {
        Tolerance tolerance = Tolerance::nothing();
        for (const Quirk noted : wire_test::read(line).quirks) {
            tolerance.allow(noted);
        }
        EXPECT_TRUE(read_response(line, {tolerance})) << line;
    }
}

TEST(Quirks, AllHaveALineHere) {
    std::set<Quirk> covered{Quirk::bare_line_feed, Quirk::missing_final_line_end};
    for (const auto& one : cases()) {
        covered.insert(one.quirk);
    }
    for (const QuirkText& row : quirk_table()) {
        EXPECT_TRUE(covered.contains(row.quirk)) << row.name;
        EXPECT_FALSE(row.meaning.empty()) << row.name;
        EXPECT_FALSE(row.source.empty()) << row.name;
    }
}

TEST(Quirks, OfTheFramerAreNotedWithTheResponse) {
    Framer framer(Peer::server);
    framer.receive("* OK one\n* OK two");
    framer.finish();

    const FrameEvent one = framer.next();
    EXPECT_THAT(
        read_response(std::get<Frame>(one))->quirks, testing::ElementsAre(Quirk::bare_line_feed)
    );
    EXPECT_FALSE(read_response(std::get<Frame>(one), {Tolerance::nothing()}));
    const FrameEvent two = framer.next();
    EXPECT_THAT(
        read_response(std::get<Frame>(two))->quirks,
        testing::ElementsAre(Quirk::missing_final_line_end)
    );
}

TEST(Quirks, ReadNothingIntoAGoodLine) {
    EXPECT_THAT(
        wire_test::read("* 1 FETCH (BODY " + std::string{text_part} + ")").quirks,
        testing::IsEmpty()
    );
}

} // namespace
} // namespace imap::wire
