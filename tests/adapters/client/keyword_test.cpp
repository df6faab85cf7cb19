#include "adapters/imap/client/keyword.hpp"

#include <gtest/gtest.h>

#include <string>

namespace imap::client {
namespace {

struct Pair {
    std::string label;
    std::string keyword;
};

class Keywords : public testing::TestWithParam<Pair> {};

TEST_P(Keywords, StandForLabelsBothWays) {
    EXPECT_EQ(keyword_from_label(GetParam().label), GetParam().keyword);
    EXPECT_EQ(label_from_keyword(GetParam().keyword), GetParam().label);
}

INSTANTIATE_TEST_SUITE_P(
    Label,
    Keywords,
    testing::Values(
        Pair{"Work", "Work"},
        Pair{"work_items-2", "work_items-2"},
        Pair{"Lists/C++", "Lists/C++"},
        Pair{"To do", "To=20do"},
        Pair{"Über", "=C3=9Cber"},
        Pair{"50%", "50=25"},
        Pair{"a=b", "a=b"},
        Pair{"a=41", "a=3D41"},
        Pair{"==20", "==3D20"},
        Pair{"[x] \"(y)\" {z} \\*", "[x=5D=20=22=28y=29=22=20=7Bz}=20=5C=2A"}
    )
);

TEST(Keywords, OfOtherProgramsThatNoLabelBecomesAreTheirOwnLabel) {
    EXPECT_EQ(label_from_keyword("a=41"), "a=41");
    EXPECT_EQ(label_from_keyword("a=zz"), "a=zz");
    EXPECT_EQ(label_from_keyword("=c3"), "=c3");
}

TEST(Keywords, EveryByteSurvives) {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) {
        all += static_cast<char>(byte);
    }

    EXPECT_EQ(label_from_keyword(keyword_from_label(all)), all);
}

TEST(Keywords, OfProgramsAreTold) {
    EXPECT_TRUE(is_registered_keyword("$mdnsent"));
    EXPECT_TRUE(is_registered_keyword("NonJunk"));
    EXPECT_FALSE(is_registered_keyword("Work"));
}

} // namespace
} // namespace imap::client
