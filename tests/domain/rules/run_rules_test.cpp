#include "domain/rules/run_rules.hpp"
#include "tests/domain/builders.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace domain::rules {
namespace {

using testing_support::context;
using testing_support::label_set;
using testing_support::receipt;
using testing_support::rule;
using testing_support::rule_set;
using testing_support::source;

RuleText archiving(std::string name, std::string when, std::string label) {
    RuleText text = rule(std::move(name), std::move(when), {std::move(label)});
    text.archive = true;
    return text;
}

RuleText stopping(RuleText text) {
    text.stop = true;
    return text;
}

RuleRun run(const RuleSet& rules, const Message& message = receipt()) {
    return run_rules(rules, message, context(), Detail::explained);
}

Message without_text() {
    Message message = receipt();
    message.text.reset();
    return message;
}

TEST(RunRules, CollectsWhatFires) {
    const RuleRun result =
        run(rule_set({archiving("a", "subject:receipt", "Receipts"), rule("b", "x", {"X"})}));

    EXPECT_EQ(result.edit, (LabelEdit{label_set({"Receipts"}), label_set({"\\Inbox"})}));
    EXPECT_EQ(result.steps[0].status, RuleStatus::fired);
    EXPECT_EQ(result.steps[0].why, "subject has receipt");
    EXPECT_EQ(result.steps[1].status, RuleStatus::no_match);
    EXPECT_EQ(result.steps[1].why, "message has no x");
    EXPECT_EQ(result.needed, std::nullopt);
}

TEST(RunRules, LetsLaterRulesSeeWhatEarlierOnesDid) {
    const RuleRun result = run(rule_set(
        {archiving("a", "in:inbox", "Later"),
         rule("b", "label:later", {"Seen"}),
         rule("c", "in:inbox", {"Still here"})}
    ));

    EXPECT_EQ(result.edit.add, label_set({"Later", "Seen"}));
    EXPECT_EQ(result.steps[2].status, RuleStatus::no_match);
}

TEST(RunRules, DropsWhatIsThereAlready) {
    Message message = receipt();
    message.labels = label_set({"receipts"});

    const RuleRun result = run(rule_set({archiving("a", "in:anywhere", "Receipts")}), message);

    EXPECT_EQ(result.steps[0].status, RuleStatus::fired);
    EXPECT_TRUE(result.edit.empty());
}

TEST(RunRules, StopsWhereARuleSaysSo) {
    const RuleRun result =
        run(rule_set({stopping(rule("a", "in:inbox", {"A"})), rule("b", "in:inbox", {"B"})}));

    EXPECT_EQ(result.edit.add, label_set({"A"}));
    EXPECT_EQ(result.steps[1].status, RuleStatus::not_reached);
    EXPECT_EQ(result.stopped, Truth::yes);
}

TEST(RunRules, IsHeldBackByUnless) {
    RuleText text = rule("a", "in:inbox", {"A"});
    text.unless = source("to:me OR subject:failed");

    const RuleRun result = run(rule_set({text}));

    EXPECT_EQ(result.steps[0].status, RuleStatus::held_back);
    EXPECT_EQ(result.steps[0].why, "to is me");
    EXPECT_TRUE(result.edit.empty());
}

TEST(RunRules, WaitsUntilTheMessageIsOldEnough) {
    RuleText text = stopping(rule("a", "in:inbox", {"A"}));
    text.after = source("9d");

    const RuleRun result = run(rule_set({text, rule("b", "in:inbox", {"B"})}));

    EXPECT_EQ(result.steps[0].status, RuleStatus::waiting);
    EXPECT_EQ(result.steps[0].due, receipt().received + std::chrono::hours{24 * 9});
    EXPECT_EQ(result.steps[1].status, RuleStatus::not_reached)
        << "else b would act first and a later";
    EXPECT_TRUE(result.edit.empty());
}

TEST(RunRules, KeepsGuardedMailInTheInboxAndLabelsIt) {
    const RuleSet rules =
        rule_set({archiving("a", "in:inbox", "A")}, {{source("shop.example")}, {}});

    const RuleRun result = run(rules);

    EXPECT_EQ(result.edit, (LabelEdit{label_set({"A"}), {}}));
    EXPECT_EQ(result.steps[0].kept_by, "shop.example");
}

TEST(RunRules, GuardsWhatARuleOfTheSameRunStarred) {
    RuleText star = rule("star", "subject:receipt", {"A"});
    star.star = true;

    const RuleRun result =
        run(rule_set({star, archiving("archive", "in:inbox", "B")}, {{}, source("is:starred")}));

    EXPECT_TRUE(result.edit.remove.empty());
}

TEST(RunRules, GuardsWhatWasStarredThoughARuleTookTheStar) {
    RuleText unstar = rule("unstar", "subject:receipt", {"A"});
    unstar.star = false;
    Message message = receipt();
    message.labels.insert(starred);

    const RuleRun result =
        run(rule_set({unstar, archiving("archive", "in:inbox", "B")}, {{}, source("is:starred")}),
            message);

    EXPECT_EQ(result.edit.remove, label_set({"\\Starred"}));
}

TEST(RunRules, LeavesTheInboxOpenWhileAGuardIsUndecided) {
    const RuleSet rules = rule_set({archiving("a", "in:inbox", "A")}, {{}, source("confidential")});

    const RuleRun result = run(rules, without_text());

    EXPECT_EQ(result.edit, (LabelEdit{label_set({"A"}), {}}));
    EXPECT_EQ(result.uncertain, label_set({"\\Inbox"}));
    EXPECT_EQ(result.needed, Evidence::text);
}

TEST(RunRules, NamesTheEvidenceOfAnUndecidedRule) {
    const RuleRun result = run(rule_set({archiving("a", "refund", "Refunds")}), without_text());

    EXPECT_EQ(result.steps[0].status, RuleStatus::undecided);
    EXPECT_EQ(result.steps[0].why, "needs the text to know refund");
    EXPECT_EQ(result.uncertain, label_set({"Refunds", "\\Inbox"}));
    EXPECT_TRUE(result.edit.empty());
    EXPECT_EQ(result.needed, Evidence::text);
}

TEST(RunRules, ActsOnWhatIsCertainBesideAnUndecidedRule) {
    const RuleRun result =
        run(rule_set(
                {rule("a", "refund", {"Refunds"}),
                 rule("b", "subject:receipt", {"Receipts"}),
                 rule("c", "label:refunds", {"Money"})}
            ),
            without_text());

    EXPECT_EQ(result.edit.add, label_set({"Receipts"}));
    EXPECT_EQ(result.steps[2].status, RuleStatus::undecided);
    EXPECT_EQ(result.steps[2].why, "an undecided rule may change it: label:refunds");
}

TEST(RunRules, IsUndecidedBehindAStopThatIs) {
    const RuleRun result =
        run(rule_set(
                {stopping(rule("a", "refund", {"A"})),
                 stopping(rule("b", "in:inbox", {"B"})),
                 rule("c", "in:inbox", {"C"})}
            ),
            without_text());

    EXPECT_EQ(result.steps[1].status, RuleStatus::undecided);
    EXPECT_EQ(result.steps[2].status, RuleStatus::not_reached) << "a or b stops";
    EXPECT_TRUE(result.edit.empty());
}

TEST(RunRules, DecidesALabelAgainWhenALaterRuleSetsIt) {
    const RuleRun result =
        run(rule_set({rule("a", "refund", {"Money"}), rule("b", "in:inbox", {"Money"})}),
            without_text());

    EXPECT_EQ(result.edit.add, label_set({"Money"}));
    EXPECT_TRUE(result.uncertain.empty());
}

TEST(RunRules, RemembersWhatRulesWantGone) {
    RuleText text = rule("a", "in:inbox", {"A"});
    text.unlabel = {source("Travel")};

    EXPECT_EQ(run(rule_set({text})).refused, label_set({"Travel"}));
}

} // namespace
} // namespace domain::rules
