#include "domain/rules/header_addresses.hpp"
#include "domain/rules/words.hpp"

#include <gtest/gtest.h>

#include <string>

namespace domain::rules {
namespace {

TEST(SpacedWords, AreFoldedAndSeparatedByOneSpace) {
    EXPECT_EQ(spaced_words("Your  Receipt, #12!"), " your receipt 12 ");
    EXPECT_EQ(spaced_words("over-due foo_bar"), " over due foo_bar ");
    EXPECT_EQ(spaced_words("\u00c4RGER \u017fto\u00df"), " \u00e4rger stoss ");
}

TEST(SpacedWords, AreEmptyWithoutAWord) {
    EXPECT_EQ(spaced_words(""), "");
    EXPECT_EQ(spaced_words(" -- \u2026 "), "");
}

TEST(SpacedWords, TreatComposedAndDecomposedLettersAlike) {
    EXPECT_EQ(spaced_words("Caf\u00e9"), spaced_words("Cafe\u0301"));
}

TEST(SpacedWords, TreatFullWidthLettersAsPlainOnes) {
    EXPECT_EQ(spaced_words("\uff29\uff4e\uff56\uff4f\uff49\uff43\uff45"), " invoice ");
}

TEST(SpacedWords, ForgetSoftHyphens) {
    EXPECT_EQ(spaced_words("re\u00adceipt"), " receipt ");
}

TEST(SpacedWords, SplitScriptsWithoutSpaces) {
    EXPECT_EQ(spaced_words("\u6771\u4eac\u65c5\u884c"), " \u6771 \u4eac \u65c5 \u884c ");
}

TEST(SpacedWords, TakeAPictographForAWord) {
    EXPECT_EQ(spaced_words("Sale\U0001f389now"), " sale \U0001f389 now ");
}

TEST(SpacedWords, SeparateAtBrokenUtf8) {
    EXPECT_EQ(
        spaced_words("ab\xff"
                     "cd\xc3"),
        " ab cd "
    );
    EXPECT_EQ(spaced_words("\xed\xa0\x80x"), " x ");
}

TEST(LabelKey, JoinsBlanksAndSlashesWithDashes) {
    EXPECT_EQ(label_key("My Lists/CI"), "my-lists-ci");
}

TEST(HeaderAddresses, AreFoundAmongNamesAndBrackets) {
    const auto found = header_addresses("\"Lee, Ann\" <ann@Work.Example>, bob@x.example; nobody");

    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].text(), "ann@work.example");
    EXPECT_EQ(found[1].text(), "bob@x.example");
}

} // namespace
} // namespace domain::rules
