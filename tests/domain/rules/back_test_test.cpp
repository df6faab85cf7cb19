#include "domain/rules/back_test.hpp"
#include "tests/domain/generator.hpp"

#include <gtest/gtest.h>

namespace domain::rules {
namespace {

using testing_support::context;
using testing_support::for_each_seed;
using testing_support::Generator;
using testing_support::label_set;
using testing_support::receipt;
using testing_support::rule;
using testing_support::rule_set;
using testing_support::source;

const RuleSet nothing;

RuleSet receipts(bool archive = false) {
    auto text = rule("receipts", "from:shop.example", {"Receipts"});
    text.archive = archive;
    return rule_set({text});
}

Difference compared(
    const RuleSet& before,
    const RuleSet& after,
    const HandSet& hand = {},
    Message message = receipt()
) {
    const auto now = context();
    return BackTest{before, after, now}.compare(message, hand);
}

TEST(BackTest, SaysWhatANewRuleAdds) {
    const auto found = compared(nothing, receipts());

    EXPECT_EQ(found.added, label_set({"Receipts"}));
    EXPECT_TRUE(found.removed.empty());
    EXPECT_TRUE(found.contradicted.empty());
}

TEST(BackTest, SaysWhatADroppedRuleNoLongerGives) {
    EXPECT_EQ(compared(receipts(), nothing).removed, label_set({"Receipts"}));
}

TEST(BackTest, SeesNoDifferenceBetweenEqualRules) {
    EXPECT_TRUE(compared(receipts(), receipts()).empty());
}

TEST(BackTest, TakesArchivingForRemovingFromTheInbox) {
    EXPECT_EQ(compared(receipts(), receipts(true)).removed, label_set({"\\Inbox"}));
    EXPECT_EQ(compared(receipts(true), receipts()).added, label_set({"\\Inbox"}));
}

// The mail was archived and labelled since; the rules have to be played on how it came.
TEST(BackTest, PlaysOverMailAsItCame) {
    auto message = receipt();
    message.labels = label_set({"Receipts"});

    const auto found = compared(nothing, receipts(true), {}, message);

    EXPECT_EQ(found.added, label_set({"Receipts"}));
    EXPECT_EQ(found.removed, label_set({"\\Inbox"}));
}

TEST(BackTest, IsConfirmedByTheSameLabelGivenByHand) {
    const auto found = compared(nothing, receipts(), {label_set({"Receipts", "2026"}), {}});

    EXPECT_EQ(found.confirmed, label_set({"Receipts"}));
    EXPECT_TRUE(found.contradicted.empty());
}

TEST(BackTest, ContradictsAnotherLabelGivenByHand) {
    EXPECT_EQ(
        compared(nothing, receipts(), {label_set({"Travel"}), {}}).contradicted,
        label_set({"Receipts"})
    );
}

TEST(BackTest, ContradictsTheHandThatTookTheLabelOff) {
    EXPECT_EQ(
        compared(nothing, receipts(), {{}, label_set({"Receipts"})}).contradicted,
        label_set({"Receipts"})
    );
}

TEST(BackTest, ContradictsAHandSetLabelThatIsNoLongerGiven) {
    EXPECT_EQ(
        compared(receipts(), nothing, {label_set({"Receipts"}), {}}).contradicted,
        label_set({"Receipts"})
    );
}

TEST(BackTest, ContradictsAHandSetLabelThatIsTakenOff) {
    auto text = rule("tidy", "from:shop.example", {});
    text.unlabel = {source("Todo")};

    const auto found = compared(nothing, rule_set({text}), {label_set({"Todo"}), {}});

    EXPECT_EQ(found.removed, label_set({"Todo"}));
    EXPECT_EQ(found.contradicted, label_set({"Todo"}));
}

TEST(BackTest, SaysWhenTheTextWouldDecide) {
    auto message = receipt();
    message.text.reset();

    const auto found = compared(nothing, rule_set({rule("r", "euros", {"Money"})}), {}, message);

    EXPECT_TRUE(found.undecided);
    EXPECT_TRUE(found.empty());
}

TEST(BackTest, AddsWhatTheWayBackRemoves) {
    for_each_seed(300, [](Generator& random) {
        const auto before = random.rules();
        const auto after = random.rules();
        const auto message = random.message();
        const auto now = context();

        const auto forth = BackTest{before, after, now}.compare(message, {});
        const auto back = BackTest{after, before, now}.compare(message, {});

        EXPECT_EQ(forth.added, back.removed);
        EXPECT_EQ(forth.removed, back.added);
        const bool same = BackTest{before, before, now}.compare(message, {}).empty();
        EXPECT_TRUE(same);
    });
}

} // namespace
} // namespace domain::rules
