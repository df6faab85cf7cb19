// The responses of the extensions' RFCs, typed from their examples.
#include "tests/adapters/wire/reading.hpp"

#include <gmock/gmock.h>

namespace imap::wire {
namespace {

using testing::ElementsAre;
using wire_test::code_of;
using wire_test::Names;
using wire_test::Numbers;
using wire_test::read_strictly;
using wire_test::read_strictly_as;

TEST(Extensions, UidPlusCodesKeepTheOrderOfTheWire) {
    const auto append =
        code_of<AppendUidCode>(read_strictly("A003 OK [APPENDUID 38505 3955] APPEND completed"));
    EXPECT_EQ(append.uidvalidity, 38505U);
    EXPECT_EQ(append.uids.text(), "3955");

    const auto copy =
        code_of<CopyUidCode>(read_strictly("A004 OK [COPYUID 38505 304,319:320 3956:3958] Done"));
    EXPECT_EQ(copy.source.numbers(10), (Numbers{304, 319, 320}));
    EXPECT_EQ(copy.destination.numbers(10), (Numbers{3956, 3957, 3958}));
    EXPECT_EQ(
        code_of<PlainCode>(read_strictly("A1 NO [UIDNOTSTICKY] Non-persistent UIDs")).name,
        "UIDNOTSTICKY"
    );
}

/// RFC 4315 3 and 7162 3.2.10: a server names the UIDs that it gave, took or lost.
TEST(Extensions, UidSetsOfServersHaveNoStar) {
    for (const char* line :
         {"a OK [COPYUID 1 1:* 2:*] Done",
          "a OK [COPYUID 1 1:3 *] Done",
          "a OK [COPYUID 1 $ 2] Done",
          "a OK [APPENDUID 1 *] Done"}) {
        const auto response = wire_test::read(line);
        EXPECT_EQ(response.quirks, std::vector{Quirk::unreadable_code}) << line;
        EXPECT_TRUE(std::holds_alternative<OtherCode>(std::get<Status>(response.data).code));
    }
    EXPECT_FALSE(read_response("* VANISHED 1:*"));
    EXPECT_FALSE(read_response("* VANISHED (EARLIER) $"));
}

TEST(Extensions, Rfc5530CodesAreNames) {
    for (const char* name :
         {"UNAVAILABLE",
          "AUTHENTICATIONFAILED",
          "AUTHORIZATIONFAILED",
          "EXPIRED",
          "PRIVACYREQUIRED",
          "CONTACTADMIN",
          "NOPERM",
          "INUSE",
          "EXPUNGEISSUED",
          "CORRUPTION",
          "SERVERBUG",
          "CLIENTBUG",
          "CANNOT",
          "LIMIT",
          "OVERQUOTA",
          "ALREADYEXISTS",
          "NONEXISTENT",
          "HASCHILDREN",
          "NOTSAVED",
          "COMPRESSIONACTIVE",
          "USEATTR",
          "TOOBIG",
          "NOMODSEQ",
          "CLOSED",
          "UIDREQUIRED"}) {
        const std::string line = std::string{"b NO ["} + name + "] text";
        EXPECT_EQ(code_of<PlainCode>(read_strictly(line)).name, name);
    }
}

TEST(Extensions, ReadsEsearch) {
    const auto min = read_strictly_as<ESearch>("* ESEARCH (TAG \"A282\") MIN 2 COUNT 3");
    EXPECT_EQ(min.tag, "A282");
    EXPECT_FALSE(min.uid);
    EXPECT_EQ(min.min, 2U);
    EXPECT_EQ(min.count, 3U);
    EXPECT_EQ(min.all, std::nullopt);

    const auto all =
        read_strictly_as<ESearch>("* ESEARCH (TAG \"A301\") UID ALL 17,900,901 MODSEQ 917162488");
    EXPECT_TRUE(all.uid);
    EXPECT_EQ(all.all->text(), "17,900,901");
    EXPECT_EQ(all.modseq, 917162488U);
    EXPECT_EQ(read_strictly_as<ESearch>("* ESEARCH (TAG \"A284\")").tag, "A284");
    EXPECT_EQ(read_strictly_as<ESearch>("* ESEARCH UID COUNT 17 ALL 4:18,21,28").tag, std::nullopt);
    EXPECT_EQ(read_strictly_as<ESearch>("* ESEARCH").uid, false);
}

TEST(Extensions, ReadsPartialEsearchAndItsUnknownParts) {
    const auto page =
        read_strictly_as<ESearch>("* ESEARCH (TAG \"A01\") UID PARTIAL (-1:-100 200:250,252:300)");
    EXPECT_EQ(page.partial->first, -1);
    EXPECT_EQ(page.partial->last, -100);
    EXPECT_EQ(page.partial->numbers->text(), "200:250,252:300");
    EXPECT_EQ(
        read_strictly_as<ESearch>("* ESEARCH UID PARTIAL (24000:24500 NIL)").partial->numbers,
        std::nullopt
    );

    const auto folder = read_strictly_as<ESearch>(
        "* ESEARCH (TAG \"t\" MAILBOX \"f\" UIDVALIDITY 1 X-OLD a) UID ALL 5 X-NEW (1 2)"
    );
    EXPECT_EQ(folder.tag, "t");
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(folder.mailbox, "f");
    EXPECT_EQ(folder.uidvalidity, 1U);
    EXPECT_EQ(folder.correlator, (Pairs{{"X-OLD", "a"}}));
    EXPECT_EQ(folder.unknown, (Pairs{{"X-NEW", "(1 2)"}}));
}

// RFC 6203 and RFC 5267.
TEST(Extensions, ReadsScoresAndUpdatesOfASearch) {
    const auto fuzzy =
        read_strictly_as<ESearch>("* ESEARCH (TAG \"F\") ALL 2:4 RELEVANCY (7 100 1)");
    EXPECT_EQ(fuzzy.relevancy, (std::vector<std::uint64_t>{7, 100, 1}));
    EXPECT_EQ(read_strictly_as<ESearch>("* ESEARCH RELEVANCY ()").relevancy->size(), 0U);

    const auto context =
        read_strictly_as<ESearch>("* ESEARCH (TAG \"C\") UID REMOVEFROM (0 8) ADDTO (3 9:11 1 5)");
    EXPECT_EQ(
        context.updates,
        (std::vector<ContextUpdate>{
            {true, 0, {{8, 8}}}, {false, 3, {{9, 11}}}, {false, 1, {{5, 5}}}
        })
    );
    EXPECT_FALSE(read_response("* ESEARCH RELEVANCY 7"));
    EXPECT_FALSE(read_response("* ESEARCH ADDTO (1)"));
}

TEST(Extensions, ReadsAVanishedOfNothing) {
    const auto nothing = wire_test::read("* VANISHED (EARLIER)");
    EXPECT_TRUE(std::get<Vanished>(nothing.data).earlier);
    EXPECT_TRUE(std::get<Vanished>(nothing.data).uids.empty());
    EXPECT_EQ(nothing.quirks, std::vector{Quirk::missing_value});
}

TEST(Extensions, ReadsCondstore) {
    EXPECT_EQ(
        code_of<NumberCode>(read_strictly("* OK [HIGHESTMODSEQ 715194045007] Highest")),
        (NumberCode{"HIGHESTMODSEQ", 715194045007})
    );
    EXPECT_EQ(
        code_of<ModifiedCode>(read_strictly("d105 OK [MODIFIED 7,9] Conditional STORE failed"))
            .numbers.text(),
        "7,9"
    );
    const auto fetch = read_strictly_as<Fetch>("* 1 FETCH (UID 4 MODSEQ (12121231000))");
    EXPECT_EQ(fetch.modseq, 12121231000U);
    const auto search =
        read_strictly_as<Search>("* SEARCH 2 5 6 7 11 12 18 19 20 23 (MODSEQ 917162500)");
    EXPECT_EQ(search.numbers.size(), 10U);
    EXPECT_EQ(search.modseq, 917162500U);
    EXPECT_EQ(
        read_strictly_as<MailboxStatus>(
            "* STATUS blurdybloop (MESSAGES 231 HIGHESTMODSEQ 7011231777)"
        )
            .highestmodseq,
        7011231777U
    );
}

TEST(Extensions, ReadsQresync) {
    const auto earlier = read_strictly_as<Vanished>("* VANISHED (EARLIER) 41,43:116,118,120:211");
    EXPECT_TRUE(earlier.earlier);
    EXPECT_EQ(earlier.uids.text(), "41,43:116,118,120:211");
    EXPECT_FALSE(read_strictly_as<Vanished>("* VANISHED 405,407,410,425").earlier);
}

TEST(Extensions, ReadsObjectIds) {
    const auto code =
        code_of<TextCode>(read_strictly("* OK [MAILBOXID (F2212ea87-6097-4256-9d51-71338625)] Ok"));
    EXPECT_EQ(code, (TextCode{"MAILBOXID", "F2212ea87-6097-4256-9d51-71338625"}));
    const auto fetch =
        read_strictly_as<Fetch>("* 1 FETCH (EMAILID (M6d99ac3275bb4e) THREADID (T64b478a75b7ea9))");
    EXPECT_EQ(fetch.email_id, "M6d99ac3275bb4e");
    EXPECT_EQ(fetch.thread_id, NString{"T64b478a75b7ea9"});
    const auto none = read_strictly_as<Fetch>("* 3 FETCH (EMAILID (M5fdc09b49ea703) THREADID NIL)");
    ASSERT_TRUE(none.thread_id.has_value());
    EXPECT_EQ(*none.thread_id, std::nullopt);
    EXPECT_EQ(read_strictly_as<MailboxStatus>("* STATUS foo (MAILBOXID (F22))").mailbox_id, "F22");
}

TEST(Extensions, ReadsNamespace) {
    const auto plain = read_strictly_as<Namespace>("* NAMESPACE ((\"\" \"/\")) NIL NIL");
    EXPECT_EQ(plain.personal, (std::vector<NamespaceEntry>{{"", '/', {}}}));
    EXPECT_TRUE(plain.shared.empty());

    const auto full = read_strictly_as<Namespace>(
        "* NAMESPACE ((\"\" \"/\")(\"#mh/\" \"/\" \"X-PARAM\" (\"FLAG1\" \"FLAG2\"))) ((\"~\" "
        "\"/\")) ((\"#shared/\" \"/\")(\"#public/\" NIL))"
    );
    ASSERT_EQ(full.personal.size(), 2U);
    EXPECT_EQ(full.personal[1].extensions[0].second, (Names{"FLAG1", "FLAG2"}));
    EXPECT_EQ(full.shared[1].delimiter, std::nullopt);
}

TEST(Extensions, ReadsQuota) {
    const auto quota =
        read_strictly_as<Quota>("* QUOTA \"\" (STORAGE 10 512 MESSAGE 9999999999 99999999999)");
    EXPECT_EQ(quota.root, "");
    EXPECT_EQ(
        quota.resources,
        (std::vector<QuotaResource>{{"STORAGE", 10, 512}, {"MESSAGE", 9999999999, 99999999999}})
    );
    EXPECT_TRUE(read_strictly_as<Quota>("* QUOTA \"!partition/sda4\" ()").resources.empty());
    const auto root = read_strictly_as<QuotaRoot>("* QUOTAROOT INBOX \"\" \"#user/x\"");
    EXPECT_EQ(root.mailbox, "INBOX");
    EXPECT_EQ(root.roots, (Names{"", "#user/x"}));
    EXPECT_TRUE(read_strictly_as<QuotaRoot>("* QUOTAROOT comp.mail.mime").roots.empty());
    const auto status = read_strictly_as<MailboxStatus>(
        "* STATUS INBOX (DELETED 4 DELETED-STORAGE 8 SIZE 99999999999)"
    );
    EXPECT_EQ(status.deleted_storage, 8U);
    EXPECT_EQ(status.size, 99999999999U);
}

TEST(Extensions, ReadsAppendLimit) {
    EXPECT_EQ(
        read_strictly_as<MailboxStatus>("* STATUS INBOX (APPENDLIMIT 257890)").appendlimit, 257890U
    );
    EXPECT_TRUE(read_strictly_as<MailboxStatus>("* STATUS INBOX (APPENDLIMIT NIL)").appendlimit_nil
    );
}

TEST(Extensions, ReadsExtendedList) {
    const auto parent = read_strictly_as<List>(
        "* LIST (\\NonExistent \\HasChildren) \"/\" Foo (\"CHILDINFO\" (\"SUBSCRIBED\"))"
    );
    EXPECT_THAT(parent.child_info, ElementsAre("SUBSCRIBED"));
    EXPECT_TRUE(parent.has_attribute("\\nonexistent"));
    const auto renamed =
        read_strictly_as<List>("* LIST () \"/\" \"NewMailbox\" (\"OLDNAME\" (\"Old Mailbox\"))");
    EXPECT_EQ(renamed.old_name, "Old Mailbox");
    const auto other =
        read_strictly_as<List>("* LIST () \"/\" foo (X-T (1 \"a b\") \"CHILDINFO\" (\"A\" \"B\"))");
    EXPECT_EQ(other.extended.front().second, "(1 \"a b\")");
    EXPECT_THAT(other.child_info, ElementsAre("A", "B"));
}

TEST(Extensions, ReadsId) {
    const auto id = read_strictly_as<Id>("* ID (\"name\" \"Cyrus\" \"support-url\" NIL)");
    ASSERT_TRUE(id.fields);
    EXPECT_EQ(id.fields->at(0).second, "Cyrus");
    EXPECT_EQ(id.fields->at(1).second, std::nullopt);
    EXPECT_FALSE(read_strictly_as<Id>("* ID NIL").fields);
    EXPECT_TRUE(read_strictly_as<Id>("* ID ()").fields->empty());
}

TEST(Extensions, ReadsEnabled) {
    EXPECT_THAT(
        read_strictly_as<Enabled>("* ENABLED CONDSTORE X-GOOD-IDEA").capabilities,
        ElementsAre("CONDSTORE", "X-GOOD-IDEA")
    );
    EXPECT_TRUE(read_strictly_as<Enabled>("* ENABLED").capabilities.empty());
}

TEST(Extensions, ReadsBinary) {
    const auto fetch = read_strictly_as<Fetch>(
        std::string_view{"* 1 FETCH (BINARY[1]<0> ~{3}\r\n\0\r\n BINARY.SIZE[2.1] 99)", 54}
    );
    ASSERT_EQ(fetch.contents.size(), 1U);
    EXPECT_EQ(fetch.contents[0].source, ContentSource::binary);
    EXPECT_EQ(fetch.contents[0].bytes->size(), 3U);
    EXPECT_EQ(fetch.binary_sizes, (std::vector<BinarySize>{{"2.1", 99}}));
}

TEST(Extensions, ReadsPreviewAndSaveDate) {
    EXPECT_EQ(
        read_strictly_as<Fetch>("* 1 FETCH (PREVIEW \"Hello there\")").preview,
        NString{"Hello there"}
    );
    EXPECT_EQ(*read_strictly_as<Fetch>("* 1 FETCH (PREVIEW NIL)").preview, std::nullopt);
    EXPECT_TRUE(
        read_strictly_as<Fetch>("* 1 FETCH (SAVEDATE \"04-Sep-2015 01:02:03 +0000\")").save_date
    );
    EXPECT_FALSE(read_strictly_as<Fetch>("* 1 FETCH (SAVEDATE NIL)").save_date);
}

TEST(Extensions, ReadsSortAndThread) {
    const auto sort = read_strictly_as<Search>("* SORT 5 3 4 1 2 (MODSEQ 5)");
    EXPECT_TRUE(sort.sorted);
    EXPECT_EQ(sort.numbers, (Numbers{5, 3, 4, 1, 2}));
    const auto thread = read_strictly_as<Thread>("* THREAD (2)(3 6 (4 23)(44 7 96))((3)(5))");
    ASSERT_EQ(thread.threads.size(), 3U);
    EXPECT_EQ(thread.threads[1].numbers, (Numbers{3, 6}));
    EXPECT_EQ(thread.threads[1].branches[1].numbers, (Numbers{44, 7, 96}));
    EXPECT_TRUE(thread.threads[2].numbers.empty());
    EXPECT_TRUE(read_strictly_as<Thread>("* THREAD").threads.empty());
}

TEST(Extensions, ReadsUidFetch) {
    const auto fetch = read_strictly_as<Fetch>("* 25997 UIDFETCH (FLAGS (\\Flagged \\Answered))");
    EXPECT_TRUE(fetch.uid_only);
    EXPECT_EQ(fetch.uid, 25997U);
    EXPECT_EQ(fetch.number, 0U);
}

TEST(Extensions, ReadsAccessRights) {
    const auto acl = read_strictly_as<Acl>("* ACL INBOX Fred rwipslda \"-Fred\" \"\"");
    EXPECT_EQ(acl.rights.size(), 2U);
    const auto list =
        read_strictly_as<ListRights>("* LISTRIGHTS ~/Mail/saved smith la r swicdkxte");
    EXPECT_EQ(list.required, "la");
    EXPECT_EQ(list.optional, (Names{"r", "swicdkxte"}));
    EXPECT_EQ(read_strictly_as<MyRights>("* MYRIGHTS INBOX rwiptsldaex").rights, "rwiptsldaex");
}

TEST(Extensions, ReadsMetadata) {
    const auto values = read_strictly_as<Metadata>(
        "* METADATA \"INBOX\" (/shared/comment \"Shared\" /private/comment NIL)"
    );
    EXPECT_EQ(values.entries.size(), 2U);
    EXPECT_EQ(values.entries[1].second, std::nullopt);
    EXPECT_THAT(
        read_strictly_as<Metadata>("* METADATA \"\" /shared/comment /shared/admin").changed,
        ElementsAre("/shared/comment", "/shared/admin")
    );
    EXPECT_EQ(
        code_of<OtherCode>(read_strictly("a OK [METADATA LONGENTRIES 2199] done")).arguments,
        "LONGENTRIES 2199"
    );
}

TEST(Extensions, ReadsLanguageAndComparator) {
    EXPECT_THAT(
        read_strictly_as<Language>("* LANGUAGE (\"DE\" \"EN\")").languages, ElementsAre("DE", "EN")
    );
    EXPECT_EQ(
        read_strictly_as<Comparator>("* COMPARATOR i;unicode-casemap (i;octet)").active,
        "i;unicode-casemap"
    );
}

TEST(Extensions, ReadsInProgressAndReferral) {
    const auto progress =
        code_of<InProgressCode>(read_strictly("* OK [INPROGRESS (\"A001\" 454 1000)] Processed"));
    EXPECT_EQ(progress, (InProgressCode{"A001", 454, 1000}));
    EXPECT_EQ(
        code_of<InProgressCode>(read_strictly("* OK [INPROGRESS (\"A001\" 454 NIL)] x")).goal,
        std::nullopt
    );
    EXPECT_EQ(code_of<InProgressCode>(read_strictly("* OK [INPROGRESS] x")), InProgressCode{});
    EXPECT_EQ(
        code_of<TextCode>(read_strictly("A NO [REFERRAL imap://user@server/] elsewhere")),
        (TextCode{"REFERRAL", "imap://user@server/"})
    );
    EXPECT_EQ(code_of<TextCode>(read_strictly("* NO [NOUPDATE \"B02\"] x")).text, "B02");
}

TEST(Extensions, TakesUtf8InQuotedStringsOnceItIsEnabled) {
    const std::string_view line = "* LIST () \"/\" \"Entw\xc3\xbcrfe\"";

    EXPECT_FALSE(read_response(line, {Tolerance::nothing()}));
    const auto list = read_response(line, {.tolerance = Tolerance::nothing(), .utf8 = true});
    ASSERT_TRUE(list);
    EXPECT_EQ(std::get<List>(list->data).mailbox, "Entw\xc3\xbcrfe");
}

} // namespace
} // namespace imap::wire
