#include "adapters/imap/wire/date.hpp"
#include "adapters/imap/wire/mutf7.hpp"
#include "adapters/imap/wire/sasl.hpp"
#include "adapters/imap/wire/sequence_set.hpp"
#include "adapters/imap/wire/utf8.hpp"

#include <gtest/gtest.h>

namespace imap::wire {
namespace {

using Numbers = std::vector<std::uint32_t>;

TEST(SequenceSets, JoinNeighboursToRanges) {
    EXPECT_EQ(SequenceSet::of({1, 2, 3, 7, 9, 10}).text(), "1:3,7,9:10");
    EXPECT_EQ(SequenceSet::of({3, 2, 1}).text(), "3,2,1");
    EXPECT_EQ(SequenceSet::all().text(), "1:*");
    EXPECT_EQ(SequenceSet::saved().text(), "$");
    EXPECT_TRUE(SequenceSet{}.empty());
}

TEST(SequenceSets, KeepTheDirectionOfARange) {
    const SequenceSet set{{5, 3}, {9, 9}};

    EXPECT_EQ(set.numbers(10), (Numbers{5, 4, 3, 9}));
    EXPECT_EQ(set.size(), 4U);
    EXPECT_TRUE(set.contains(4));
    EXPECT_FALSE(set.contains(6));
}

TEST(SequenceSets, ExpandOnlyAsFarAsAsked) {
    EXPECT_EQ(SequenceSet::all().numbers(3), (Numbers{1, 2, 3}));
    EXPECT_EQ((SequenceSet{{star, 1}}).numbers(1).size(), 1U);
}

TEST(SequenceSets, FallApartIntoPiecesThatFitALine) {
    SequenceSet set;
    for (std::uint32_t uid = 1; uid < 20'000; uid += 2) {
        set.add(uid);
    }

    std::uint64_t total = 0;
    for (const SequenceSet& piece : set.pieces(8'000)) {
        EXPECT_LE(piece.text().size(), 8'000U);
        total += piece.size();
    }
    EXPECT_EQ(total, 10'000U);
}

TEST(SequenceSets, OfContiguousUidsAreOneRange) {
    Numbers uids(5'000);
    for (std::uint32_t i = 0; i < uids.size(); ++i) {
        uids[i] = 1'000 + i;
    }

    EXPECT_EQ(SequenceSet::of(uids).text(), "1000:5999");
}

TEST(Dates, AreReadAndWrittenAsTheGrammarHasThem) {
    bool relaxed = false;
    const auto time = read_date_time(" 1-Feb-2020 23:59:60 -0730", relaxed);

    ASSERT_TRUE(time);
    EXPECT_FALSE(relaxed);
    EXPECT_EQ(text_of(*time), " 1-Feb-2020 23:59:60 -0730");
    EXPECT_EQ(read_date("1-feb-1994"), (Date{1994, 2, 1}));
    EXPECT_EQ(text_of(Date{1994, 2, 1}), "1-Feb-1994");
}

TEST(Dates, MapToSecondsAndBack) {
    bool relaxed = false;
    EXPECT_EQ(unix_seconds(*read_date_time("17-Jul-1996 02:44:25 -0700", relaxed)), 837596665);
    for (const std::int64_t at : {std::int64_t{0}, std::int64_t{1'700'000'000}, std::int64_t{-1}}) {
        EXPECT_EQ(unix_seconds(date_time_at(at, 90)), at);
    }
}

TEST(Dates, RefuseWhatIsNoDate) {
    bool relaxed = false;
    for (const char* text :
         {"",
          "32-Jan-2020 00:00:00 +0000",
          "30-Feb-2020 00:00:00 +0000",
          "01-Foo-2020 00:00:00 +0000",
          "01-Jan-2020 24:00:00 +0000",
          "01-Jan-2020 00:60:00 +0000",
          "01-Jan-2020 00:00:00 +2400",
          "01-Jan-2020 00:00:00 +000",
          "01-Jan-2020",
          "01-Jan-2020 00:00:00 +0000x"}) {
        EXPECT_FALSE(read_date_time(text, relaxed)) << text;
    }
    for (const char* text :
         {"", "1-Jan", "Jan-1-2020", " 1-Jan-2020", "1-Jan-2020 ", "0-Jan-2020", "1-Jan-20"}) {
        EXPECT_FALSE(read_date(text)) << text;
    }
}

TEST(ModifiedUtf7, FollowsTheRfcsExample) {
    const std::string name =
        "~peter/mail/\xe5\x8f\xb0\xe5\x8c\x97/\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e";

    EXPECT_EQ(to_mutf7(name), "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
    EXPECT_EQ(from_mutf7("~peter/mail/&U,BTFw-/&ZeVnLIqe-"), name);
}

TEST(ModifiedUtf7, MapsAmpersandsLabelsAndSurrogates) {
    EXPECT_EQ(to_mutf7("A & B"), "A &- B");
    EXPECT_EQ(
        from_mutf7("&AUE-abel"),
        "\xc5\x81"
        "abel"
    );
    EXPECT_EQ(to_mutf7("\xf0\x9f\x98\x80"), "&2D3eAA-");
    EXPECT_EQ(from_mutf7("&2D3eAA-"), "\xf0\x9f\x98\x80");
    EXPECT_EQ(to_mutf7("tab\there"), "tab&AAk-here");
}

TEST(ModifiedUtf7, RefusesWhatHasAnotherForm) {
    for (const char* text :
         {"&", "&AUE", "&A-", "&AUF-x&", "&AGE-", "&2D0-", "&3gA-", "&AU!-", "\xc3\xbc"}) {
        EXPECT_FALSE(from_mutf7(text)) << text;
    }
    EXPECT_EQ(readable_mailbox("AT&T"), "AT&T");
}

TEST(Utf8, RefusesOverlongFormsSurrogatesAndCuts) {
    EXPECT_TRUE(is_utf8("gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80"));
    for (const char* text :
         {"\xc0\x80",
          "\xe0\x80\x80",
          "\xed\xa0\x80",
          "\xf4\x90\x80\x80",
          "\xff",
          "\xc3",
          "\xe2\x82",
          "\x80"}) {
        EXPECT_FALSE(is_utf8(text)) << text;
    }
}

TEST(Base64, FollowsRfc4648) {
    for (const auto& [plain, coded] :
         {std::pair{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}
         }) {
        EXPECT_EQ(base64(plain), coded);
        EXPECT_EQ(from_base64(coded), plain);
    }
    for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9=", "Z===", "Zm9v!", "====", "Zg==Zg=="}) {
        EXPECT_FALSE(from_base64(text)) << text;
    }
}

TEST(Sasl, BuildsGooglesXoauth2Example) {
    const auto response =
        sasl_xoauth2("someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg");

    ASSERT_TRUE(response);
    EXPECT_EQ(
        response->reveal(),
        "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSF"
        "JoZG1semRHRXVZMjl0Q2cBAQ=="
    );
}

TEST(Sasl, BuildsWhatItReads) {
    const auto plain = read_sasl_plain(*from_base64(sasl_plain("a@b", "pw")->reveal()));
    const auto xoauth2 = read_sasl_xoauth2(*from_base64(sasl_xoauth2("a@b", "tok")->reveal()));
    const auto bearer =
        read_sasl_oauthbearer(*from_base64(sasl_oauthbearer("a=,@b", "host", 993, "tok")->reveal())
        );

    EXPECT_EQ(plain->user, "a@b");
    EXPECT_EQ(plain->secret.reveal(), "pw");
    EXPECT_EQ(xoauth2->secret.reveal(), "tok");
    EXPECT_EQ(bearer->user, "a=,@b");
    EXPECT_EQ(bearer->secret.reveal(), "tok");
}

TEST(Sasl, RefusesNamesThatWouldForgeAField) {
    EXPECT_FALSE(sasl_plain(std::string_view{"a\0b", 3}, "x"));
    EXPECT_FALSE(sasl_xoauth2(
        "a\x01"
        "auth=Bearer x",
        "y"
    ));
    EXPECT_FALSE(sasl_oauthbearer("a", "h\x01", 1, "y"));
    EXPECT_FALSE(sasl_xoauth2("a", "y\x01"));
}

TEST(Sasl, RefusesBrokenResponses) {
    for (const char* text :
         {"",
          "user=a",
          "user=a\x01",
          "user=a\x01\x01",
          "user=a\x01"
          "auth=Basic x\x01\x01",
          "auth=Bearer x\x01\x01"}) {
        EXPECT_FALSE(read_sasl_xoauth2(text)) << text;
    }
    for (const char* text :
         {"",
          "n,a=b",
          "n,a=b\x01",
          "x,a=b,\x01"
          "auth=Bearer t\x01\x01",
          "n,a=b,\x01host=x\x01\x01"}) {
        EXPECT_FALSE(read_sasl_oauthbearer(text)) << text;
    }
    EXPECT_FALSE(read_sasl_plain("user"));
    EXPECT_FALSE(read_sasl_plain(std::string_view{"\0a\0b\0c", 6}));
}

} // namespace
} // namespace imap::wire
