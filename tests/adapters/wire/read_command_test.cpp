// What clients send, read as a server reads it: the examples of the RFCs and of Gmail's page.
#include "adapters/imap/wire/read_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace imap::wire {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

command::Command read(std::string_view text, const CommandOptions& options = {}) {
    auto read = read_command(text, options);
    if (const auto* fault = std::get_if<CommandFault>(&read)) {
        ADD_FAILURE() << text << ": " << fault->diagnostic.what << " in " << fault->diagnostic.where
                      << " at " << fault->diagnostic.offset;
        return {};
    }
    return std::get<command::Command>(std::move(read));
}

template <typename Body>
Body body(std::string_view text) {
    auto command = read(text);
    const auto* held = std::get_if<Body>(&command.body);
    if (held == nullptr) {
        ADD_FAILURE() << text << ": is another command: " << command::name_of(command.body);
        return {};
    }
    return *held;
}

bool is_refused(std::string_view text, const CommandOptions& options = {}) {
    return std::holds_alternative<CommandFault>(read_command(text, options));
}

TEST(ReadCommand, ReadsPlainCommands) {
    for (const char* name :
         {"CAPABILITY",
          "NOOP",
          "LOGOUT",
          "STARTTLS",
          "CHECK",
          "CLOSE",
          "UNSELECT",
          "IDLE",
          "NAMESPACE"}) {
        const auto command = read(std::string{"a1 "} + name);
        EXPECT_EQ(command.tag, "a1");
        EXPECT_EQ(command::name_of(command.body), name);
    }
    EXPECT_EQ(body<command::Plain>("DONE").verb, command::Verb::done);
    EXPECT_EQ(body<command::Plain>("a nOOp").verb, command::Verb::noop);
}

TEST(ReadCommand, ReadsLoginInEveryForm) {
    for (const char* text :
         {"a LOGIN me secret", "a LOGIN \"me\" {6}\r\nsecret", "a login {2+}\r\nme {6+}\r\nsecret"
         }) {
        const auto login = body<command::Login>(text);
        EXPECT_EQ(login.user, "me");
        EXPECT_EQ(login.password.reveal(), "secret");
    }
}

TEST(ReadCommand, ReadsAuthenticate) {
    EXPECT_FALSE(body<command::Authenticate>("a AUTHENTICATE xoauth2").initial);
    EXPECT_EQ(
        body<command::Authenticate>("a AUTHENTICATE PLAIN AGEAYg==").initial->reveal(), "AGEAYg=="
    );
    EXPECT_EQ(body<command::Authenticate>("a AUTHENTICATE EXTERNAL =").initial->reveal(), "=");
    EXPECT_EQ(body<command::Authenticate>("a AUTHENTICATE xoauth2 QQ==").mechanism, "XOAUTH2");
}

TEST(ReadCommand, ReadsSelectWithItsParameters) {
    EXPECT_TRUE(body<command::Select>("a EXAMINE \"[Gmail]/All Mail\"").examine);
    EXPECT_TRUE(body<command::Select>("a SELECT INBOX (CONDSTORE)").condstore);
    const auto select = body<command::Select>(
        "A03 SELECT INBOX (QRESYNC (67890007 90060115194045000 41,43:211,214:541 (1,3 2,4)))"
    );
    EXPECT_EQ(select.qresync->uidvalidity, 67890007U);
    EXPECT_EQ(select.qresync->known_uids->text(), "41,43:211,214:541");
    EXPECT_EQ(select.qresync->matched->second.text(), "2,4");
}

TEST(ReadCommand, ReadsMailboxCommands) {
    EXPECT_EQ(body<command::MailboxChange>("a CREATE owatagusiam/").mailbox, "owatagusiam/");
    EXPECT_THAT(
        body<command::MailboxChange>("a CREATE x (USE (\\Drafts \\Sent))").use,
        ElementsAre("\\Drafts", "\\Sent")
    );
    EXPECT_EQ(body<command::MailboxChange>("a DELETE x").verb, command::MailboxVerb::remove);
    EXPECT_EQ(body<command::Rename>("a RENAME a \"b c\"").to, "b c");
    EXPECT_THAT(
        body<command::Status>("a STATUS x (uidnext MESSAGES)").items,
        ElementsAre("UIDNEXT", "MESSAGES")
    );
    EXPECT_EQ(
        body<command::Quota>("a GETQUOTAROOT INBOX").verb, command::QuotaVerb::root_of_mailbox
    );
    EXPECT_THAT(body<command::Quota>("a SETQUOTA \"\" (STORAGE 512)").limits, SizeIs(1));
}

TEST(ReadCommand, ReadsListInItsForms) {
    const auto plain = body<command::List>("a LIST \"\" %");
    EXPECT_FALSE(plain.extended);
    EXPECT_THAT(plain.patterns, ElementsAre("%"));
    const auto extended =
        body<command::List>("a LIST (SUBSCRIBED SPECIAL-USE) \"\" (\"INBOX\" \"[Gmail]/%\") RETURN "
                            "(CHILDREN STATUS (MESSAGES UIDNEXT) SUBSCRIBED)");
    EXPECT_TRUE(extended.extended);
    EXPECT_THAT(extended.selection, ElementsAre("SUBSCRIBED", "SPECIAL-USE"));
    EXPECT_THAT(extended.patterns, SizeIs(2));
    EXPECT_THAT(extended.returned, ElementsAre("CHILDREN", "SUBSCRIBED"));
    EXPECT_THAT(extended.status_items, ElementsAre("MESSAGES", "UIDNEXT"));
    EXPECT_EQ(body<command::List>("a XLIST \"\" \"*\"").kind, ListKind::xlist);
}

TEST(ReadCommand, ReadsAppend) {
    const auto append = body<command::Append>(
        "A003 APPEND saved-messages (\\Seen) \" 1-Jan-2020 00:00:00 +0000\" {5}\r\nHello"
    );
    EXPECT_EQ(append.messages.at(0).flags, (Flags{"\\Seen"}));
    EXPECT_TRUE(append.messages.at(0).date);
    EXPECT_EQ(append.messages.at(0).bytes, "Hello");
    EXPECT_THAT(
        body<command::Append>("a APPEND x {1}\r\na (\\Seen) {1+}\r\nb").messages, SizeIs(2)
    );
    EXPECT_TRUE(body<command::Append>("a APPEND x UTF8 (~{1}\r\na)").messages.at(0).utf8);
}

TEST(ReadCommand, ReadsFetchAttributes) {
    const auto fetch =
        body<command::Fetch>("a UID FETCH 1:*,7 (UID FLAGS X-GM-LABELS X-GM-MSGID "
                             "BODY.PEEK[HEADER.FIELDS (From To)] BODY[1.2.MIME]<0.2048> "
                             "BODY BODYSTRUCTURE BINARY.SIZE[1]) (CHANGEDSINCE 5 VANISHED)");

    EXPECT_TRUE(fetch.uid);
    EXPECT_EQ(fetch.set.text(), "1:*,7");
    ASSERT_THAT(fetch.attributes, SizeIs(9));
    EXPECT_EQ(fetch.attributes[4].name, command::FetchName::section);
    EXPECT_TRUE(fetch.attributes[4].peek);
    EXPECT_THAT(fetch.attributes[4].section.fields, ElementsAre("From", "To"));
    EXPECT_EQ(fetch.attributes[5].partial, (std::pair<std::uint64_t, std::uint64_t>{0, 2048}));
    EXPECT_FALSE(fetch.attributes[5].peek);
    EXPECT_EQ(fetch.changed_since, 5U);
    EXPECT_TRUE(fetch.vanished);
    EXPECT_EQ(
        body<command::Fetch>("a FETCH 1 FULL").attributes.at(0).name, command::FetchName::full
    );
}

TEST(ReadCommand, ReadsStore) {
    const auto labels = body<command::Store>(
        "a UID STORE 1,3 (UNCHANGEDSINCE 9) +X-GM-LABELS.SILENT (foo \"a b\" \\Inbox \"\\\\Sent\")"
    );
    EXPECT_EQ(labels.target, command::StoreTarget::labels);
    EXPECT_EQ(labels.action, command::StoreAction::add);
    EXPECT_TRUE(labels.silent);
    EXPECT_EQ(labels.unchanged_since, 9U);
    EXPECT_THAT(labels.values, ElementsAre("foo", "a b", "\\Inbox", "\\Sent"));
    const auto flags = body<command::Store>("a STORE 2:4 -FLAGS \\Deleted $Junk");
    EXPECT_EQ(flags.action, command::StoreAction::remove);
    EXPECT_THAT(flags.values, ElementsAre("\\Deleted", "$Junk"));
    EXPECT_EQ(body<command::Store>("a STORE 1 FLAGS ()").action, command::StoreAction::replace);
}

TEST(ReadCommand, ReadsCopyMoveAndExpunge) {
    EXPECT_EQ(body<command::Copy>("a COPY 2:4 MEETING").mailbox, "MEETING");
    EXPECT_TRUE(body<command::Copy>("a UID MOVE 42:69 foo").move);
    EXPECT_FALSE(body<command::Expunge>("a EXPUNGE").uids);
    EXPECT_EQ(body<command::Expunge>("a UID EXPUNGE 3000:3002").uids->text(), "3000:3002");
}

TEST(ReadCommand, ReadsTheOtherCommands) {
    EXPECT_TRUE(body<command::Id>("a ID NIL").fields.empty());
    EXPECT_EQ(
        body<command::Id>("a ID (\"name\" \"x\" \"os\" NIL)").fields.at(1).second, std::nullopt
    );
    EXPECT_THAT(
        body<command::Enable>("a ENABLE utf8=accept CONDSTORE").capabilities,
        ElementsAre("UTF8=ACCEPT", "CONDSTORE")
    );
    EXPECT_EQ(body<command::Compress>("a COMPRESS DEFLATE").algorithm, "DEFLATE");
    EXPECT_EQ(body<command::Unknown>("a XFOO (a b)").arguments, "(a b)");
    EXPECT_EQ(body<command::Unknown>("a UID XFOO 5").verb, "UID XFOO");
}

TEST(ReadCommand, ReadsSearchKeys) {
    const auto search = body<command::Search>(
        "A282 SEARCH RETURN (MIN COUNT) CHARSET UTF-8 FLAGGED SINCE 1-Feb-1994 NOT FROM \"Smith\""
    );
    EXPECT_TRUE(search.returned->min);
    EXPECT_TRUE(search.returned->count);
    EXPECT_FALSE(search.returned->all);
    EXPECT_EQ(search.charset, "UTF-8");
    ASSERT_EQ(search.key.op, SearchOp::conjunction);
    ASSERT_THAT(search.key.keys, SizeIs(3));
    EXPECT_EQ(search.key.keys[1].date, (Date{1994, 2, 1}));
    EXPECT_EQ(search.key.keys[2].keys.at(0).text, "Smith");
    EXPECT_TRUE(body<command::Search>("a SEARCH RETURN () ALL").returned->all);
}

TEST(ReadCommand, ReadsGmailsAndNestedSearchKeys) {
    EXPECT_EQ(
        body<command::Search>("a UID SEARCH X-GM-RAW \"has:attachment in:unread\"").key.text,
        "has:attachment in:unread"
    );
    EXPECT_EQ(
        body<command::Search>("a SEARCH X-GM-MSGID 1278455344230334865").key.number,
        1278455344230334865U
    );
    EXPECT_EQ(body<command::Search>("a SEARCH X-GM-LABELS \\Inbox").key.text, "\\Inbox");
    const auto either =
        body<command::Search>(
            "a SEARCH OR (FROM a TO b) OR UID 1:5 MODSEQ \"/flags/\\\\draft\" all 620"
        )
            .key;
    EXPECT_EQ(either.op, SearchOp::either);
    EXPECT_EQ(either.keys.at(0).op, SearchOp::conjunction);
    EXPECT_EQ(either.keys.at(1).keys.at(1).number, 620U);
    EXPECT_EQ(body<command::Search>("a SEARCH 2,4:7").key.set.text(), "2,4:7");
    EXPECT_EQ(body<command::Search>("a SEARCH HEADER Message-ID <a@b>").key.name, "Message-ID");
    EXPECT_EQ(
        body<command::Search>("a SEARCH SUBJECT {4}\r\n\xc3\xbc\xc3\xbc").key.text.size(), 4U
    );
}

TEST(ReadCommand, RefusesWhatGmailRefuses) {
    for (const char* text :
         {"a NOOP ",
          "a FETCH 1 (FLAGS) ",
          "a SEARCH SUBJECT \"\xc3\xbc\"",
          "a FETCH 1 (ALL FLAGS)",
          "a SEARCH SINCE \" 1-Feb-1994\"",
          "a STORE 1 +X-GM-LABELS foo",
          "a STORE 1 +X-GM-LABELS (a  b)",
          "a LIST \"\"",
          "a SELECT",
          "a FETCH 0 FLAGS",
          "a FETCH 1: FLAGS",
          "a LOGIN x",
          "a SEARCH",
          "a SEARCH FOO",
          "a UID EXPUNGE",
          "a EXPUNGE 5",
          "a STATUS x ()",
          "a APPEND x hello",
          "a NOOP extra",
          "a  NOOP"}) {
        EXPECT_TRUE(is_refused(text)) << text;
    }
}

TEST(ReadCommand, TakesUtf8InQuotedStringsOnceItIsEnabled) {
    EXPECT_TRUE(is_refused("a SEARCH SUBJECT \"\xc3\xbc\""));
    EXPECT_FALSE(is_refused("a SEARCH SUBJECT \"\xc3\xbc\"", {.utf8 = true}));
    EXPECT_TRUE(is_refused("a SEARCH SUBJECT \"\xfc\"", {.utf8 = true}));
}

TEST(ReadCommand, SaysWhatAndWhereWithTheTag) {
    const auto read = read_command("a7 UID FETCH x FLAGS");

    const auto* fault = std::get_if<CommandFault>(&read);
    ASSERT_NE(fault, nullptr);
    EXPECT_EQ(fault->tag, "a7");
    EXPECT_EQ(fault->verb, "UID FETCH");
    EXPECT_EQ(fault->diagnostic.offset, 13U);
}

TEST(ReadCommand, HasNoTagForGarbage) {
    for (const char* text :
         {"", " ", "* OK", "+", "(", "\x80", "a+b NOOP", "a(b NOOP", "a\"b\" NOOP", "a\tNOOP"}) {
        const auto read = read_command(text);
        const auto* fault = std::get_if<CommandFault>(&read);
        ASSERT_NE(fault, nullptr) << text;
        EXPECT_EQ(fault->tag, "") << text;
    }
}

TEST(ReadCommand, BoundsTheDepthOfASearch) {
    EXPECT_TRUE(
        is_refused("a SEARCH " + std::string(10'000, '(') + "ALL" + std::string(10'000, ')'))
    );
    std::string negations = "a SEARCH ";
    for (int i = 0; i < 10'000; ++i) {
        negations += "NOT ";
    }
    EXPECT_TRUE(is_refused(negations + "ALL"));
    EXPECT_FALSE(is_refused("a SEARCH " + std::string(50, '(') + "ALL" + std::string(50, ')')));
}

TEST(ReadCommand, FindsTheHeadOfAnUnfinishedCommand) {
    EXPECT_EQ(head_of("a1 APPEND INBOX {50}\r\n").verb, "APPEND");
    EXPECT_EQ(head_of("a1 uid fetch").verb, "UID FETCH");
    EXPECT_EQ(head_of("a1").tag, "a1");
}

} // namespace
} // namespace imap::wire
