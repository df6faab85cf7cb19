#include "adapters/mime/addresses.hpp"
#include "adapters/mime/plain_addresses.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mime {
namespace {

using domain::Address;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Address> addresses(const std::string& field) {
    std::vector<Address> found;
    append_addresses(found, field);
    return found;
}

std::vector<Address> by_gmime(const std::string& field) {
    std::vector<Address> found;
    append_any_addresses(found, field);
    return found;
}

TEST(Addresses, ReadsTheUsualSpellings) {
    EXPECT_THAT(
        addresses(R"(a@x.example, Ann Lee <Ann@X.Example>, "Lee, Bob" <bob@y.example>)"),
        ElementsAre(
            Address{"", "a", "x.example"},
            Address{"Ann Lee", "Ann", "x.example"},
            Address{"Lee, Bob", "bob", "y.example"}
        )
    );
}

TEST(Addresses, ReadsTheUsualSpellingsAsGmimeDoes) {
    for (const std::string field :
         {"a@x.example",
          "<a@x.example>",
          "Ann Lee <Ann@X.Example>",
          "John Q. Public <jqp@x.example>",
          R"("Lee, Bob" <bob@y.example>, c@z.example)",
          R"("" <bob@y.example>)",
          "o'brien+tag@x-y.example , b@x",
          "a_b@sub_domain.example"}) {
        std::vector<Address> plain;
        ASSERT_TRUE(append_plain_addresses(plain, field)) << field;
        EXPECT_EQ(plain, by_gmime(field)) << field;
    }
}

TEST(Addresses, LeavesTheUnusualToGmime) {
    for (const std::string_view field :
         {"=?utf-8?q?Ann?= <a@x>",
          "a@x (Ann)",
          "friends: a@x;",
          R"("a \" b" <a@x>)",
          "a@[127.0.0.1]",
          "ann",
          "a@x b@x",
          "a@x..example",
          "<@route:a@x>"}) {
        std::vector<Address> found{Address{"kept", "k", "x"}};
        EXPECT_FALSE(append_plain_addresses(found, field)) << field;
        EXPECT_EQ(found.size(), 1U) << field;
    }
}

TEST(Addresses, DecodesDisplayNamesAndCommentsInThem) {
    EXPECT_THAT(
        addresses("=?utf-8?q?J=C3=BCrgen_Gro=C3=9F=2C_Dr=2E?= <j@x.example>"),
        ElementsAre(Address{"Jürgen Groß, Dr.", "j", "x.example"})
    );
}

TEST(Addresses, FlattensGroups) {
    EXPECT_THAT(
        addresses("team: a@x, Bea <b@x>;, c@x, nobody:;"),
        ElementsAre(Address{"", "a", "x"}, Address{"Bea", "b", "x"}, Address{"", "c", "x"})
    );
}

TEST(Addresses, KeepsABrokenAddressWithoutAHost) {
    EXPECT_THAT(addresses("<ann>"), ElementsAre(Address{"", "ann", ""}));
}

TEST(Addresses, LeavesAnInternationalHostInUtf8) {
    EXPECT_THAT(addresses("a@bücher.example"), ElementsAre(Address{"", "a", "bücher.example"}));
}

TEST(Addresses, FindsNoneInNothing) {
    EXPECT_THAT(addresses(""), IsEmpty());
    EXPECT_THAT(addresses(" , ,"), IsEmpty());
    EXPECT_THAT(addresses("undisclosed-recipients:;"), IsEmpty());
}

} // namespace
} // namespace mime
