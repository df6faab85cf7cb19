#include "domain/rules/rule_reader.hpp"
#include "tests/domain/builders.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace domain::rules {
namespace {

using testing_support::label_set;
using testing_support::receipt;
using testing_support::rule;
using testing_support::rule_set;
using testing_support::source;

/// "rule @ place: message" for everything that is wrong.
std::vector<std::string>
complaints(const std::vector<RuleText>& rules, const ProtectText& protect = {}) {
    std::vector<std::string> all;
    for (const RuleDiagnostic& wrong : read_rules(rules, protect).diagnostics) {
        all.push_back(wrong.rule + " @ " + wrong.origin.text() + ": " + wrong.diagnostic.message);
    }
    return all;
}

using Complaints = std::vector<std::string>;

TEST(ReadRules, MakesEditsOfActions) {
    RuleText text = rule("receipts", "from:shop.example", {"Receipts", "receipts", "Money"});
    text.unlabel = {source("Todo")};
    text.archive = true;
    text.star = true;
    text.after = source("10m");

    const Rule read = rule_set({text}).rules.at(0);

    EXPECT_EQ(read.edit.add, label_set({"Receipts", "Money", "\\Starred"}));
    EXPECT_EQ(read.edit.remove, label_set({"Todo", "\\Inbox"}));
    EXPECT_EQ(read.after, std::chrono::minutes{10});
}

TEST(ReadRules, OrdersByPriorityThenByFile) {
    std::vector<RuleText> texts{
        rule("a", "x", {"A"}), rule("b", "x", {"A"}), rule("c", "x", {"A"})
    };
    texts[2].priority = 5;

    const RuleSet read = rule_set(texts);

    EXPECT_EQ(read.rules[0].name + read.rules[1].name + read.rules[2].name, "cab");
}

TEST(ReadRules, PointsIntoTheQuery) {
    RuleText text = rule("r", "", {"A"});
    text.when = source("from:a is:unraed", 12, 9);

    EXPECT_EQ(complaints({text}), Complaints{"r @ config.toml:12:19: is: does not know 'unraed'"});
}

TEST(ReadRules, RefusesToMarkMailAsRead) {
    RuleText text = rule("r", "x", {"A"});
    text.mark_read = true;

    EXPECT_EQ(
        complaints({text}),
        Complaints{
            "r @ config.toml:1:1: no rule marks mail as read: what you have read stays yours to say"
        }
    );
}

TEST(ReadRules, RefusesLabelsThatAreNotTheUsers) {
    const auto read =
        read_rules(std::vector{rule("r", "x", {"Inbox", "\\Trash", "Spam", "A*"})}, {});

    ASSERT_EQ(read.diagnostics.size(), 4U);
    EXPECT_EQ(
        read.diagnostics[0].diagnostic.hint, "to take mail out of the inbox write archive = true"
    );
    EXPECT_TRUE(read.rules.rules.empty());
}

TEST(ReadRules, RefusesContradictingLabels) {
    RuleText text = rule("r", "x", {"A"});
    text.unlabel = {source("a")};

    EXPECT_EQ(
        complaints({text}),
        Complaints{"r @ config.toml:1:1: the label \"A\" is both added and removed"}
    );
}

TEST(ReadRules, RefusesTheSameNameTwice) {
    EXPECT_EQ(
        complaints({rule("R", "x", {"A"}), rule("r", "y", {"B"})}),
        Complaints{"r @ config.toml:1:1: two rules are called \"r\""}
    );
}

TEST(ReadRules, RefusesRulesWithoutNameOrCondition) {
    EXPECT_EQ(
        complaints({rule("", "x", {"A"})}), Complaints{" @ config.toml:1:1: a rule needs a name"}
    );
    EXPECT_EQ(
        complaints({rule("r", "", {"A"})}), Complaints{"r @ config.toml:1:1: a rule needs a when"}
    );
    EXPECT_EQ(complaints({rule(std::string(61, 'n'), "x", {"A"})}).size(), 1U);
    RuleText text = rule("r", "x", {"A"});
    text.unless = source(" ");
    EXPECT_EQ(
        complaints({text}), Complaints{"r @ config.toml:1:1: an empty unless holds back everything"}
    );
}

TEST(ReadRules, KeepsTheGoodRulesBesideABadOne) {
    const auto read =
        read_rules(std::vector{rule("bad", "form:x", {"A"}), rule("good", "x", {"A"})}, {});

    ASSERT_EQ(read.rules.rules.size(), 1U);
    EXPECT_EQ(read.rules.rules[0].name, "good");
    EXPECT_TRUE(has_errors(read.diagnostics));
}

TEST(ReadRules, KeepsWarningsOfQueriesThatAreValid) {
    const auto read = read_rules(std::vector{rule("r", "a b OR c", {"A"})}, {});

    EXPECT_EQ(read.rules.rules.size(), 1U);
    EXPECT_EQ(read.diagnostics.size(), 1U);
    EXPECT_FALSE(has_errors(read.diagnostics));
}

TEST(ReadRules, MakesGuardsOfProtect) {
    const ProtectText protect{
        {source("*@accounts.google.com"), source("contacts"), source("people-i-replied-to")},
        source("is:starred OR is:important"),
    };

    const RuleSet read = rule_set({}, protect);

    ASSERT_EQ(read.guards.size(), 4U);
    EXPECT_EQ(read.guards[3].name, "is:starred OR is:important");
    QueryContext context = testing_support::context();
    EXPECT_EQ(evaluate(read.guards[1].query, receipt(), context), Truth::no);
    context.contacts = {"desk@mail.shop.example"};
    EXPECT_EQ(evaluate(read.guards[1].query, receipt(), context), Truth::yes);
    context.replied_to = {"desk@mail.shop.example"};
    EXPECT_EQ(evaluate(read.guards[2].query, receipt(), context), Truth::yes);
}

TEST(ReadRules, RefusesGuardsThatCannotBeRead) {
    EXPECT_EQ(complaints({}, {{source("a*b", 3, 5)}, source("is:nice", 4, 9)}).size(), 2U);
}

TEST(ParseDelay, ReadsSecondsToDays) {
    EXPECT_EQ(parse_delay("45s"), std::chrono::seconds{45});
    EXPECT_EQ(parse_delay("3D"), std::chrono::hours{72});
    for (const char* text : {"", "10", "m", "1w", "-1m", "400d", "4294967296s", "4294967295d"}) {
        EXPECT_EQ(parse_delay(text), std::nullopt) << text;
    }
}

TEST(FingerprintOfRules, ChangesWithWhatTheyDecide) {
    const auto print_of = [](const RuleText& text) { return fingerprint(rule_set({text})); };
    RuleText text = rule("r", "from:a", {"A"});
    const auto first = print_of(text);

    RuleText renamed = text;
    renamed.name.text = "s";
    EXPECT_EQ(print_of(renamed), first);
    text.stop = true;
    EXPECT_NE(print_of(text), first);
    EXPECT_NE(print_of(rule("r", "from:b", {"A"})), first);
    EXPECT_NE(print_of(rule("r", "from:a", {"B"})), first);
    EXPECT_NE(fingerprint(rule_set({}, {{source("contacts")}, {}})), fingerprint(rule_set({})));
}

} // namespace
} // namespace domain::rules
