#include "domain/classify/classify.hpp"
#include "tests/domain/builders.hpp"
#include "tests/domain/generator.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace domain::classify {
namespace {

using testing_support::context;
using testing_support::for_each_seed;
using testing_support::Generator;
using testing_support::label_set;
using testing_support::receipt;
using testing_support::rule;
using testing_support::rule_set;
using testing_support::source;

Opinion opinion(std::vector<Suggestion> ranked) {
    return {"m14", std::move(ranked), std::nullopt};
}

Verdict judge(
    const rules::RuleSet& rules,
    const Opinion& model,
    const Message& message = receipt(),
    const Policy& policy = {}
) {
    const auto run = rules::run_rules(rules, message, context());
    return classify(message, run, model, policy, context().now);
}

/// "+Receipts rule receipts" for each action.
std::vector<std::string> actions(const Verdict& verdict) {
    std::vector<std::string> all;
    for (const Action& action : verdict.actions) {
        all.push_back((action.adds ? "+" : "-") + action.label.name + ' ' + action.why());
    }
    return all;
}

using Actions = std::vector<std::string>;

rules::RuleText archiving(std::string name, std::string when, std::string label) {
    auto text = rule(std::move(name), std::move(when), {std::move(label)});
    text.archive = true;
    return text;
}

TEST(Classify, SaysWhichRuleWantsWhat) {
    const Verdict verdict =
        judge(rule_set({archiving("receipts", "subject:receipt", "Receipts")}), {});

    EXPECT_EQ(actions(verdict), (Actions{"+Receipts rule receipts", "-\\Inbox rule receipts"}));
    EXPECT_EQ(verdict.edit(), (LabelEdit{label_set({"Receipts"}), label_set({"\\Inbox"})}));
    EXPECT_FALSE(verdict.undecided);
}

TEST(Classify, LetsTheModelActWhereItsLabelMay) {
    const Verdict verdict = judge({}, opinion({{Label{"Travel"}, 0.9949, GateState::acts}}));

    EXPECT_EQ(actions(verdict), Actions{"+Travel model Travel 0.994"});
}

TEST(Classify, OnlySuggestsBehindAClosedGate) {
    const Verdict verdict = judge({}, opinion({{Label{"Travel"}, 0.99, GateState::suggests}}));

    EXPECT_TRUE(verdict.actions.empty());
    ASSERT_EQ(verdict.suggest_only.size(), 1U);
    EXPECT_FALSE(verdict.unsure);
}

TEST(Classify, SaysNothingOfALabelThatIsStillLearning) {
    const Verdict verdict = judge({}, opinion({{Label{"Travel"}, 0.99, GateState::learning}}));

    EXPECT_TRUE(verdict.actions.empty());
    EXPECT_TRUE(verdict.suggest_only.empty());
}

TEST(Classify, IsUnsureBelowTheConfidenceToAct) {
    const Verdict verdict = judge(
        {},
        opinion({{Label{"Travel"}, 0.7, GateState::acts}, {Label{"Work"}, 0.2, GateState::acts}})
    );

    EXPECT_TRUE(verdict.actions.empty());
    EXPECT_TRUE(verdict.unsure);
    EXPECT_EQ(verdict.suggest_only.size(), 1U);
}

TEST(Classify, LetsTheModelAddWhatNoRuleSpokeOf) {
    const Verdict verdict = judge(
        rule_set({rule("receipts", "subject:receipt", {"Receipts"})}),
        opinion(
            {{Label{"Travel"}, 0.95, GateState::acts}, {Label{"receipts"}, 0.99, GateState::acts}}
        )
    );

    EXPECT_EQ(actions(verdict), (Actions{"+Receipts rule receipts", "+Travel model Travel 0.950"}));
}

TEST(Classify, KeepsTheModelFromWhatARuleRemoved) {
    auto text = rule("no travel", "subject:receipt", {"Receipts"});
    text.unlabel = {source("Travel")};

    const Verdict verdict =
        judge(rule_set({text}), opinion({{Label{"Travel"}, 0.99, GateState::acts}}));

    EXPECT_EQ(actions(verdict), Actions{"+Receipts rule no travel"});
}

TEST(Classify, KeepsTheModelOutBehindAStop) {
    auto text = rule("receipts", "subject:receipt", {"Receipts"});
    text.stop = true;

    const Verdict verdict =
        judge(rule_set({text}), opinion({{Label{"Travel"}, 0.99, GateState::acts}}));

    EXPECT_EQ(actions(verdict), Actions{"+Receipts rule receipts"});
    EXPECT_TRUE(verdict.suggest_only.empty());
}

TEST(Classify, OnlySuggestsWhileAStopIsUndecided) {
    auto text = rule("refunds", "refund", {"Refunds"});
    text.stop = true;
    Message message = receipt();
    message.text.reset();

    const Verdict verdict =
        judge(rule_set({text}), opinion({{Label{"Travel"}, 0.99, GateState::acts}}), message);

    EXPECT_TRUE(verdict.actions.empty());
    EXPECT_TRUE(verdict.undecided);
    EXPECT_EQ(verdict.needed, Evidence::text);
    EXPECT_EQ(verdict.suggest_only.size(), 1U);
}

TEST(Classify, NeverLetsTheModelTouchASystemLabel) {
    const Verdict verdict =
        judge({}, opinion({{trash, 0.99, GateState::acts}, {inbox, 0.99, GateState::acts}}));

    EXPECT_TRUE(verdict.actions.empty());
    EXPECT_TRUE(verdict.suggest_only.empty());
}

TEST(Classify, OnlySuggestsALabelThatNoPlanMayGive) {
    const Verdict verdict = judge({}, opinion({{Label{"spam"}, 0.999, GateState::acts}}));

    EXPECT_TRUE(verdict.actions.empty());
    ASSERT_EQ(verdict.suggest_only.size(), 1);
    EXPECT_EQ(verdict.suggest_only[0].label.name, "spam");
}

TEST(Classify, WantsWhatTheModelWantsOnlyWhileItDoesNotAct) {
    Opinion model = opinion({{Label{"Travel"}, 0.7, GateState::acts}});
    model.needed = Evidence::text;
    EXPECT_EQ(judge({}, model).needed, Evidence::text);

    model.ranked[0].confidence = 0.99;
    EXPECT_EQ(judge({}, model).needed, std::nullopt);
}

TEST(Classify, ReportsWhatHeldARuleBack) {
    auto held = rule("held", "in:inbox", {"A"});
    held.unless = source("to:me");
    auto late = rule("late", "in:inbox", {"B"});
    late.after = source("30d");
    const auto rules =
        rule_set({held, late, archiving("kept", "in:inbox", "C")}, {{source("shop.example")}, {}});

    const Verdict verdict = judge(rules, {});

    EXPECT_EQ(verdict.held_back_by_unless, std::vector<std::string>{"held"});
    EXPECT_EQ(verdict.due, receipt().received + std::chrono::hours{24 * 30});
    EXPECT_EQ(verdict.protected_by, "shop.example");
    EXPECT_EQ(actions(verdict), Actions{"+C rule kept"});
}

TEST(Classify, LeavesYoungMailAlone) {
    const Policy policy{0.9, 0.5, std::chrono::hours{24 * 30}};

    const Verdict verdict = judge(rule_set({rule("r", "in:inbox", {"A"})}), {}, receipt(), policy);

    EXPECT_TRUE(verdict.actions.empty());
    EXPECT_EQ(verdict.due, receipt().received + policy.settle);
}

TEST(Classify, DoesNothingOutsideItsScope) {
    for (const Label& place : {spam, trash, draft, sent}) {
        Message message = receipt();
        message.labels.insert(place);

        const Verdict verdict = judge(
            rule_set({rule("r", "in:anywhere", {"A"})}),
            opinion({{Label{"Travel"}, 0.99, GateState::acts}}),
            message
        );

        EXPECT_TRUE(verdict.out_of_scope);
        EXPECT_TRUE(verdict.edit().empty());
    }
}

TEST(ClassifyProperty, EveryVerdictIsAnAllowedChangeWithReasons) {
    for_each_seed(500, [](Generator& random) {
        const auto rules = random.rules();
        const Message message = random.less_known(random.message());
        const Opinion model = opinion({{random.label(), 0.95, GateState::acts}});

        const Verdict verdict = judge(rules, model, message);

        EXPECT_EQ(edit_problem(verdict.edit()), std::nullopt);
        for (const Action& action : verdict.actions) {
            EXPECT_FALSE(action.reason.name.empty()) << action.label.name;
            EXPECT_NE(has_label(message.labels, action.label), action.adds);
        }
        EXPECT_TRUE(verdict.undecided || !verdict.needed);
    });
}

} // namespace
} // namespace domain::classify
