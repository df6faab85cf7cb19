#include "adapters/imap/wire/framer.hpp"
#include "adapters/imap/wire/read_command.hpp"
#include "adapters/imap/wire/write_command.hpp"

#include <gtest/gtest.h>

namespace imap::wire {
namespace {

using client::Change;
using client::FetchItem;

EncodedCommand encoded(const client::ClientCommand& command, const WriteOptions& options = {}) {
    auto encoded = write_command("A1", command, options);
    if (!encoded) {
        ADD_FAILURE() << encoded.error().what << " in " << encoded.error().where;
        return {};
    }
    return *std::move(encoded);
}

SearchKey key_of(SearchOp op, std::string text = {}, std::string name = {}) {
    SearchKey key;
    key.op = op;
    key.text = std::move(text);
    key.name = std::move(name);
    return key;
}

SearchKey number_key(SearchOp op, std::uint64_t number) {
    SearchKey key = key_of(op);
    key.number = number;
    return key;
}

SearchKey keys_of(SearchOp op, std::vector<SearchKey> keys) {
    SearchKey key = key_of(op);
    key.keys = std::move(keys);
    return key;
}

List listed(std::string mailbox, std::vector<std::string> attributes = {}) {
    List list;
    list.mailbox = std::move(mailbox);
    list.attributes = std::move(attributes);
    list.delimiter = '/';
    return list;
}

client::UidSearch search_for(SearchOp op, std::string text) {
    return {key_of(op, std::move(text)), {}, true};
}

/// A command of one piece.
std::string line(const client::ClientCommand& command, const WriteOptions& options = {}) {
    const EncodedCommand written = encoded(command, options);
    EXPECT_EQ(written.chunks.size(), 1U);
    return written.chunks.empty() ? "" : written.chunks.front().bytes;
}

bool is_refused(const client::ClientCommand& command, const WriteOptions& options = {}) {
    return !write_command("A1", command, options);
}

TEST(WriteCommand, WritesPlainCommands) {
    EXPECT_EQ(line(client::Plain{client::Verb::noop}), "A1 NOOP\r\n");
    EXPECT_EQ(line(client::Plain{client::Verb::compress}), "A1 COMPRESS DEFLATE\r\n");
    EXPECT_EQ(line(client::Plain{client::Verb::unselect}), "A1 UNSELECT\r\n");
    EXPECT_EQ(line(client::Id{}), "A1 ID NIL\r\n");
    EXPECT_EQ(line(client::Id{{{"name", "a \"b\""}}}), "A1 ID (\"name\" \"a \\\"b\\\"\")\r\n");
    EXPECT_EQ(
        line(client::Enable{{"UTF8=ACCEPT", "CONDSTORE"}}), "A1 ENABLE UTF8=ACCEPT CONDSTORE\r\n"
    );
}

TEST(WriteCommand, ChoosesAtomQuotedOrLiteral) {
    EXPECT_EQ(line(client::Examine{"INBOX"}), "A1 EXAMINE INBOX\r\n");
    EXPECT_EQ(line(client::Examine{"[Gmail]/All Mail"}), "A1 EXAMINE \"[Gmail]/All Mail\"\r\n");
    EXPECT_EQ(line(client::Examine{"NIL"}), "A1 EXAMINE \"NIL\"\r\n");
    EXPECT_EQ(line(client::Examine{""}), "A1 EXAMINE \"\"\r\n");
    EXPECT_EQ(line(client::Select{"INBOX", true}), "A1 SELECT INBOX (CONDSTORE)\r\n");
}

TEST(WriteCommand, KeepsSecretsOutOfTheTrace) {
    const EncodedCommand login = encoded(client::Login{"me", SecretText{"p w\""}});
    EXPECT_EQ(login.chunks.at(0).bytes, "A1 LOGIN me \"p w\\\"\"\r\n");
    EXPECT_EQ(login.trace, "A1 LOGIN me •••");
    const EncodedCommand bearer = encoded(client::Authenticate{"XOAUTH2", SecretText{"dG9rZW4="}});
    EXPECT_EQ(bearer.chunks.at(0).bytes, "A1 AUTHENTICATE XOAUTH2 dG9rZW4=\r\n");
    EXPECT_EQ(bearer.trace, "A1 AUTHENTICATE XOAUTH2 •••");
    const EncodedCommand literal = encoded(client::Login{"me", SecretText{"gr\xc3\xbc\xc3\x9f"}});
    EXPECT_EQ(literal.trace, "A1 LOGIN me •••");
}

TEST(WriteCommand, WaitsBeforeASynchronisingLiteral) {
    const EncodedCommand written = encoded(search_for(SearchOp::subject, "gr\xc3\xbc\xc3\x9f"));

    ASSERT_EQ(written.chunks.size(), 2U);
    EXPECT_EQ(written.chunks[0].bytes, "A1 UID SEARCH CHARSET UTF-8 SUBJECT {6}\r\n");
    EXPECT_TRUE(written.chunks[0].wait);
    EXPECT_EQ(written.chunks[1].bytes, "gr\xc3\xbc\xc3\x9f\r\n");
    EXPECT_FALSE(written.chunks[1].wait);
}

TEST(WriteCommand, SendsAShortLiteralAtOnceWithLiteralMinus) {
    const auto search = search_for(SearchOp::subject, "\xc3\xbc");
    const auto large = search_for(SearchOp::subject, std::string(5'000, '\xc3'));

    EXPECT_EQ(
        line(search, {.free_literal = literal_minus_octets}),
        "A1 UID SEARCH CHARSET UTF-8 SUBJECT {2+}\r\n\xc3\xbc\r\n"
    );
    EXPECT_EQ(encoded(large, {.free_literal = literal_minus_octets}).chunks.size(), 2U);
}

TEST(WriteCommand, QuotesUtf8AndLeavesOutTheCharsetOnceItIsEnabled) {
    const auto search = search_for(SearchOp::gm_raw, "\xc3\xbc");

    EXPECT_EQ(line(search, {.utf8 = true}), "A1 UID SEARCH X-GM-RAW \"\xc3\xbc\"\r\n");
}

TEST(WriteCommand, FetchesContentByPeekOnly) {
    const client::UidFetch fetch{
        SequenceSet::of({1, 2, 3, 9}),
        {{FetchItem::Name::flags, {}, {}},
         {FetchItem::Name::gm_labels, {}, {}},
         {FetchItem::Name::content, {{}, SectionText::header_fields, {"From", "List-Id"}}, {}},
         {FetchItem::Name::content,
          {{1, 2}, SectionText::whole, {}},
          std::pair<std::uint64_t, std::uint64_t>{0, 8192}}},
        77
    };

    EXPECT_EQ(
        line(fetch),
        "A1 UID FETCH 1:3,9 (UID FLAGS X-GM-LABELS BODY.PEEK[HEADER.FIELDS (From List-Id)] "
        "BODY.PEEK[1.2]<0.8192>) (CHANGEDSINCE 77)\r\n"
    );
}

TEST(WriteCommand, StoresLabelsAsDeltas) {
    EXPECT_EQ(
        line(client::StoreLabels{
            SequenceSet::of({5}), Change::add, {"\\Inbox", "a b", "foo", "&AUE-abel"}, true, 9
        }),
        "A1 UID STORE 5 (UNCHANGEDSINCE 9) +X-GM-LABELS.SILENT (\\Inbox \"a b\" foo &AUE-abel)\r\n"
    );
    EXPECT_EQ(
        line(client::StoreLabels{SequenceSet::of({5}), Change::remove, {"foo"}, false, {}}),
        "A1 UID STORE 5 -X-GM-LABELS (foo)\r\n"
    );
    EXPECT_EQ(
        line(
            client::StoreFlags{SequenceSet::of({5}), Change::add, {"\\flagged", "$Work"}, false, {}}
        ),
        "A1 UID STORE 5 +FLAGS (\\Flagged $Work)\r\n"
    );
}

TEST(WriteCommand, HasNoWayToThrowAMessageAway) {
    for (const char* label :
         {"\\Trash",
          "\\trash",
          "\\Spam",
          "\\Junk",
          "\\Deleted",
          "[Gmail]/Trash",
          "[Google Mail]/Bin",
          "",
          "a\r\nb",
          "\\"}) {
        EXPECT_TRUE(
            is_refused(client::StoreLabels{SequenceSet::of({1}), Change::add, {label}, false, {}})
        ) << label;
    }
    for (const char* flag : {"\\Deleted", "\\Seen", "\\Answered", "\\Draft", "\\*", "a b", ""}) {
        EXPECT_TRUE(
            is_refused(client::StoreFlags{SequenceSet::of({1}), Change::add, {flag}, false, {}})
        ) << flag;
    }
}

TEST(WriteCommand, MovesOnlyToMailboxesThatKeepMail) {
    const List archive = listed("Archive", {"\\Archive"});

    const auto destination = client::Destination::from(archive);
    ASSERT_TRUE(destination);
    EXPECT_EQ(
        line(client::UidMove{SequenceSet::of({4}), *destination}), "A1 UID MOVE 4 Archive\r\n"
    );
    for (const char* attribute : {"\\Trash", "\\Junk", "\\Spam", "\\Noselect"}) {
        EXPECT_FALSE(client::Destination::from(listed("x", {attribute}))) << attribute;
    }
    for (const char* name : {"Trash", "INBOX/Deleted Items", "spam", "INBOX/Junk"}) {
        EXPECT_FALSE(client::Destination::from(listed(name))) << name;
    }
}

TEST(WriteCommand, RefusesWhatHasNoForm) {
    EXPECT_TRUE(is_refused(client::Examine{"a\r\nA2 DELETE x"}));
    EXPECT_TRUE(is_refused(client::Examine{std::string{"a\0b", 3}}));
    EXPECT_TRUE(is_refused(client::Examine{"gr\xc3\xbc\xc3\x9f"}));
    EXPECT_FALSE(is_refused(client::Examine{"gr\xc3\xbc\xc3\x9f"}, {.utf8 = true}));
    EXPECT_TRUE(is_refused(client::UidFetch{{}, {}, {}}));
    EXPECT_TRUE(is_refused(client::UidFetch{
        SequenceSet::of({1}),
        {{FetchItem::Name::content, {{}, SectionText::header_fields, {"a: b"}}, {}}},
        {}
    }));
    EXPECT_TRUE(is_refused(client::Authenticate{"PLAIN", SecretText{"a b"}}));
    EXPECT_TRUE(is_refused(client::Enable{{"A B"}}));
    EXPECT_TRUE(is_refused(client::UidSearch{key_of(SearchOp::subject, "\xc3\xbc"), {}, false}));
    EXPECT_TRUE(is_refused(client::UidSearch{key_of(SearchOp::keyword, {}, "a b"), {}, false}));
    EXPECT_FALSE(write_command("A 1", client::Plain{}));
    EXPECT_FALSE(write_command("", client::Plain{}));
}

TEST(WriteCommand, WritesSearchesThatAServerReadsBack) {
    SearchReturn all_of_them;
    all_of_them.all = true;
    SearchKey uids = key_of(SearchOp::uid);
    uids.set = SequenceSet{{5, star}};
    SearchKey since = key_of(SearchOp::since);
    since.date = {2020, 2, 1};
    const SearchKey key = keys_of(
        SearchOp::conjunction,
        {uids,
         keys_of(SearchOp::negation, {key_of(SearchOp::gm_label, "\\Inbox")}),
         keys_of(SearchOp::either, {since, key_of(SearchOp::header, "<a b>", "Message-ID")}),
         number_key(SearchOp::gm_msgid, 18446744073709551615U),
         keys_of(SearchOp::conjunction, {key_of(SearchOp::unseen), number_key(SearchOp::modseq, 7)})
        }
    );

    std::string text = line(client::UidSearch{key, all_of_them});
    EXPECT_EQ(
        text,
        "A1 UID SEARCH RETURN (ALL) UID 5:* NOT X-GM-LABELS \\Inbox OR SINCE 1-Feb-2020 HEADER "
        "Message-ID \"<a b>\" "
        "X-GM-MSGID 18446744073709551615 (UNSEEN MODSEQ 7)\r\n"
    );
    text.resize(text.size() - 2);
    const auto read = read_command(text);
    EXPECT_EQ(std::get<command::Search>(std::get<command::Command>(read).body).key, key);
}

TEST(WriteCommand, IsReadBackByTheServersReader) {
    const auto destination = client::Destination::from(listed("Archive 2020"));
    const std::vector<client::ClientCommand> commands{
        client::Plain{client::Verb::capability},
        client::Plain{client::Verb::idle},
        client::Id{{{"name", "x"}}},
        client::Login{"a b", SecretText{"\xc3\xbc"}},
        client::Authenticate{"OAUTHBEARER", {}},
        client::Authenticate{"EXTERNAL", SecretText{""}},
        client::List{"", "*", true, false},
        client::List{"", "%", false, true},
        client::Status{"a b", {"MESSAGES"}},
        client::CloseExamined{client::Examine{"x"}},
        client::Create{"a/b"},
        client::StoreLabels{SequenceSet::of({1, 2}), Change::add, {"a b"}, false, {}},
        client::UidMove{SequenceSet::of({1}), *destination},
        client::GetQuotaRoot{"INBOX"},
    };
    for (const client::ClientCommand& command : commands) {
        std::string bytes;
        for (const CommandChunk& chunk : encoded(command).chunks) {
            bytes += chunk.bytes;
        }
        bytes.resize(bytes.size() - 2);
        const auto read = read_command(bytes);
        ASSERT_TRUE(std::holds_alternative<command::Command>(read)) << bytes;
        const std::string name = command::name_of(std::get<command::Command>(read).body);
        EXPECT_TRUE(name_of(command).starts_with(name)) << bytes;
    }
}

} // namespace
} // namespace imap::wire
