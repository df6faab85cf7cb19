#include "adapters/mailfile/label_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailfile {
namespace {

using domain::Label;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(LabelIndex, ReadsFileTimeAndLabels) {
    const auto row = parse_index_line("a/1.eml\t1000\tWork|Travel/Oslo\tnote\tmore").row;

    ASSERT_TRUE(row);
    EXPECT_EQ(row->file, "a/1.eml");
    EXPECT_EQ(row->received->time_since_epoch().count(), 1000);
    EXPECT_THAT(row->labels, ElementsAre(Label{"Travel/Oslo"}, Label{"Work"}));
}

TEST(LabelIndex, ToleratesWhatIsMissing) {
    const auto row = parse_index_line("1.eml\t0\r").row;

    ASSERT_TRUE(row);
    EXPECT_FALSE(row->received);
    EXPECT_THAT(row->labels, IsEmpty());
}

TEST(LabelIndex, TakesNoLineEndOfAnotherSystemForAPartOfALabel) {
    const auto row = parse_index_line("1.eml\t1\tWork|Travel\r").row;

    ASSERT_TRUE(row);
    EXPECT_THAT(row->labels, ElementsAre(Label{"Travel"}, Label{"Work"}));
}

TEST(LabelIndex, RefusesAPathThatLeavesTheFolder) {
    for (const auto* path : {"/etc/passwd", "../1.eml", "a/../../1.eml", "a/.."}) {
        const auto line = parse_index_line(std::string{path} + "\t1\tWork");
        EXPECT_FALSE(line.row) << path;
        EXPECT_THAT(line.problem, HasSubstr("leaves the folder")) << path;
    }
    EXPECT_TRUE(parse_index_line("a/..b/c..eml\t1\tWork").row);
}

TEST(LabelIndex, SaysWhatIsWrong) {
    EXPECT_THAT(parse_index_line("1.eml").problem, HasSubstr("second column"));
    EXPECT_THAT(parse_index_line("1.eml\tyesterday\tWork").problem, HasSubstr("second column"));
    EXPECT_THAT(parse_index_line("1.eml\t99999999999999\tx").problem, HasSubstr("second column"));
    EXPECT_THAT(parse_index_line("\t1\tWork").problem, HasSubstr("first column"));
}

} // namespace
} // namespace mailfile
