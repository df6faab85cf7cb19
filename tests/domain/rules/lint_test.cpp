#include "domain/rules/lint.hpp"
#include "tests/domain/builders.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace domain::rules {
namespace {

using testing_support::rule;
using testing_support::rule_set;
using testing_support::source;

using Findings = std::vector<std::string>;

Findings findings(const std::vector<RuleText>& texts) {
    Findings all;
    for (const RuleDiagnostic& found : lint(rule_set(texts))) {
        all.push_back(found.rule + ": " + found.diagnostic.message);
    }
    return all;
}

TEST(Lint, FindsNothingInSoundRules) {
    RuleText noise = rule("noise", "list:ci.example", {"Lists/CI"});
    noise.unless = source("to:me OR subject:failed");
    RuleText receipts = rule("receipts", "from:(shop.example OR pay.example)", {"Receipts"});
    receipts.stop = true;

    EXPECT_EQ(findings({receipts, noise}), Findings{});
}

TEST(Lint, FindsARuleThatCanNeverBeTrue) {
    EXPECT_EQ(
        findings({rule("r", "is:read is:unread", {"A"})}), Findings{"r: when can never be true"}
    );
}

TEST(Lint, FindsAnUnlessThatHoldsBackEverything) {
    RuleText text = rule("r", "from:a subject:b", {"A"});
    text.unless = source("from:a OR from:c");

    EXPECT_EQ(findings({text}), Findings{"r: unless holds back everything that when matches"});
}

TEST(Lint, FindsARuleForMailThatIsNeverTouched) {
    EXPECT_EQ(
        findings({rule("r", "in:spam from:a", {"A"})}),
        Findings{"r: the rule asks for mail that is never touched"}
    );
}

TEST(Lint, FindsARuleWithoutEffect) {
    EXPECT_EQ(findings({rule("r", "from:a", {})}), Findings{"r: the rule does nothing"});
}

TEST(Lint, FindsARuleBehindAStopThatTakesItsMail) {
    RuleText first = rule("all of a", "from:(a OR b)", {"A"});
    first.stop = true;

    EXPECT_EQ(
        findings({first, rule("later", "from:a subject:x", {"B"})}),
        Findings{"later: the rule is never reached: \"all of a\" stops on all that it matches"}
    );
    first.unless = source("to:me");
    EXPECT_EQ(findings({first, rule("later", "from:a subject:x", {"B"})}), Findings{});
}

TEST(Lint, FindsARuleThatTakesBackAnother) {
    RuleText second = rule("second", "from:(a OR b)", {});
    second.unlabel = {source("A")};

    EXPECT_EQ(
        findings({rule("first", "from:a", {"A"}), second}),
        Findings{"second: the rule takes back what \"first\" does"}
    );
}

TEST(Lint, CountsWhatAGmailFilterCanHold) {
    std::string many = "from:(a0.example";
    for (int i = 1; i < 120; ++i) {
        many += " OR a" + std::to_string(i) + ".example";
    }

    const auto found = lint(rule_set({rule("r", many + ")", {"A"})}));

    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].diagnostic.severity, Severity::note);
}

TEST(Lint, SaysWhenThereAreMoreRulesThanFilters) {
    std::vector<RuleText> many;
    for (int i = 0; i < 1'001; ++i) {
        const std::string name = "r" + std::to_string(i);
        many.push_back(rule(name, "from:" + name + ".example", {"A"}));
    }

    EXPECT_EQ(
        findings(many), Findings{": Gmail keeps at most 1000 filters: not all can be exported"}
    );
}

} // namespace
} // namespace domain::rules
