#include "tests/testserver/scenario/stage.hpp"
#include "testserver/scenario/shrink.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace testserver {
namespace {

/// Rules r1 to rN; each does something that reads the same everywhere.
std::string rules(int count) {
    std::string text = "seed = 7\nprofile = \"gmail\"\n";
    for (int i = 1; i <= count; ++i) {
        text += "[[rule]]\nname = \"r" + std::to_string(i) +
                "\"\non = { conn = " + std::to_string(i) +
                ", event = 3 }\ndo = [{ close = \"rst\" }]\n";
    }
    return text + "[[expect]]\nlogins = { max = 3 }\n";
}

std::set<std::string> names_of(const Scenario& scenario) {
    std::set<std::string> names;
    for (const auto& rule : scenario.rules) {
        names.insert(rule.name);
    }
    return names;
}

/// Fails while all of these are there.
Fails needs(std::set<std::string> wanted) {
    return [wanted = std::move(wanted)](const Scenario& scenario) {
        return std::ranges::includes(names_of(scenario), wanted);
    };
}

constexpr std::size_t plenty = 1000;

TEST(Shrink, LeavesTheRulesThatTheFailureNeeds) {
    const auto shrunk = shrink(rules(20), needs({"r13", "r4"}), plenty);

    EXPECT_EQ(shrunk.why, Shrunk::Why::smallest);
    EXPECT_EQ(names_of(scenario_of(shrunk.text)), (std::set<std::string>{"r13", "r4"}));
    EXPECT_EQ(shrunk.rules, 2U);
    EXPECT_EQ(shrunk.rules_before, 20U);
    EXPECT_LT(shrunk.tries, 60U);
}

TEST(Shrink, KeepsTheWorldAndTheExpectations) {
    const auto shrunk = shrink(rules(3), needs({"r2"}), plenty);

    const auto scenario = scenario_of(shrunk.text);
    EXPECT_EQ(scenario.seed, 7U);
    EXPECT_EQ(scenario.profile, "gmail");
    ASSERT_EQ(scenario.expectations.size(), 1U);
    EXPECT_EQ(scenario.expectations[0].logins->most, 3U);
    EXPECT_EQ(scenario.rules.at(0).on.event, 3U);
}

TEST(Shrink, DoesTheSameEachTime) {
    std::vector<std::string> runs;
    for (int i = 0; i < 2; ++i) {
        runs.push_back(shrink(rules(30), needs({"r1", "r30", "r15"}), plenty).text);
    }

    EXPECT_EQ(runs[0], runs[1]);
}

TEST(Shrink, SaysWhenNothingFails) {
    EXPECT_EQ(shrink(rules(3), needs({"r9"}), plenty).why, Shrunk::Why::does_not_fail);
}

TEST(Shrink, NeedsNoRuleForAClientThatFailsAnyway) {
    const auto shrunk = shrink(rules(8), needs({}), plenty);

    EXPECT_EQ(shrunk.rules, 0U);
    EXPECT_EQ(shrunk.tries, 2U);
}

TEST(Shrink, EndsWhenItsTriesAreSpent) {
    const auto shrunk = shrink(rules(20), needs({"r13", "r4"}), 5);

    EXPECT_EQ(shrunk.why, Shrunk::Why::out_of_tries);
    EXPECT_EQ(shrunk.tries, 5U);
    EXPECT_TRUE(needs({"r13", "r4"})(scenario_of(shrunk.text)).value()) << "the best so far fails";
}

TEST(Shrink, EndsWhereARunCannotBeTold) {
    int runs = 0;
    const Fails fails = [&runs](const Scenario&) {
        return ++runs < 3 ? std::optional{runs == 1} : std::nullopt;
    };

    EXPECT_EQ(shrink(rules(4), fails, plenty).why, Shrunk::Why::stopped);
    EXPECT_EQ(runs, 3);
}

TEST(Shrink, TakesNoRuleThatAnotherSpeaksOf) {
    const auto text = std::string{R"(
[[rule]]
name = "first"
on = { cmd = "NOOP" }
do = [{ swallow = true }]
[[rule]]
name = "second"
on = { cmd = "NOOP", after = "first" }
do = [{ close = "rst" }]
)"};

    const auto shrunk = shrink(text, needs({"second"}), plenty);

    EXPECT_EQ(names_of(scenario_of(shrunk.text)), (std::set<std::string>{"first", "second"}));
}

TEST(Shrink, AsksForNoRuleToFire) {
    const Fails fails = [](const Scenario& scenario) {
        return std::ranges::none_of(scenario.rules, &Rule::required);
    };

    EXPECT_EQ(shrink(rules(2), fails, plenty).why, Shrunk::Why::smallest);
}

TEST(Shrink, ReducesADecisionLogThatStillFails) {
    ScenarioStage stage{R"(
seed = 4
[[rule]]
name = "slow"
on = { cmd = "*", p = 0.7 }
do = [{ delay = "1s" }]
times = "any"
[[rule]]
name = "lost"
on = { cmd = "UID STORE" }
do = [{ apply_then = "nothing" }, { close = "fin" }]
[[expect]]
next_after = "lost"
sees = ["UID FETCH"]
before = "UID STORE"
)"};
    const auto hasty = [](ScenarioStage& on) {
        on.log_in(1);
        on.ask(1, "c NOOP\r\nd UID STORE 1 +X-GM-LABELS (a)\r\n");
        on.log_in(2);
        on.ask(2, "c UID STORE 1 +X-GM-LABELS (a)\r\n");
    };
    hasty(stage);
    const auto decisions = stage.engine.decisions();
    ASSERT_GT(scenario_of(decisions).rules.size(), 2U) << decisions;

    const auto shrunk = shrink(
        decisions,
        [&](const Scenario& candidate) {
            ScenarioStage again{""};
            Engine engine{candidate, again.others, again.now};
            again.watching = &engine;
            hasty(again);
            return !engine.problems(again.now).empty();
        },
        plenty
    );

    EXPECT_EQ(names_of(scenario_of(shrunk.text)), std::set<std::string>{"lost #1"});
}

} // namespace
} // namespace testserver
