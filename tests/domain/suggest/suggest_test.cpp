#include "domain/suggest/suggest.hpp"
#include "tests/domain/builders.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace domain::suggest {
namespace {

using namespace testing_support; // NOLINT(google-build-using-namespace): the builders' words.

const Label travel{"Travel"};

/// Mail as a test describes it, oldest first: whose it is, and what it says about the label.
class Mail {
public:
    void put(const char* from, std::string subject, Bearing bearing, std::string list = {}) {
        Message message;
        message.id = {"gm:" + std::to_string(messages_.size())};
        message.headers.emplace();
        message.headers->from = {address(from)};
        message.headers->subject = std::move(subject);
        message.headers->list_id = std::move(list);
        messages_.push_back(std::move(message));
        bearings_.push_back(bearing);
    }

    [[nodiscard]] LabelRules
    suggest(double floor = 0.97, double older = 0.7, const Label& label = travel) const {
        const Collection collection{messages_, older, context()};
        return suggest_rules(collection, label, bearings_, {floor});
    }

private:
    std::vector<Message> messages_;
    std::vector<Bearing> bearings_;
};

std::vector<std::string> queries(const LabelRules& rules) {
    std::vector<std::string> texts;
    for (const auto& rule : rules.rules) {
        texts.push_back(rules::print(rule.when));
    }
    return texts;
}

using Texts = std::vector<std::string>;

TEST(SuggestRules, FindsTheSenderThatTellsTheLabel) {
    Mail mail;
    for (int i = 0; i < 50; ++i) {
        mail.put("desk@air.example", "Gate change", Bearing::carries);
        mail.put("ann@work.example", "Gate review", Bearing::lacks);
    }

    const auto found = mail.suggest();

    EXPECT_EQ(queries(found), Texts{"from:desk@air.example"});
    EXPECT_EQ(found.rules[0].name, "Travel by sender");
}

TEST(SuggestRules, MeasuresOnTheNewerMailOnly) {
    Mail mail;
    for (int i = 0; i < 70; ++i) {
        mail.put("desk@air.example", "Gate", Bearing::carries);
    }
    for (int i = 0; i < 10; ++i) {
        mail.put("desk@air.example", "Survey", Bearing::lacks);
        mail.put("desk@air.example", "Gate", Bearing::carries);
        mail.put("fly@sky.example", "Gate change", Bearing::carries);
    }

    const auto found = mail.suggest();

    ASSERT_EQ(found.rules.size(), 1U);
    EXPECT_EQ(found.rules[0].found.hits, 70U);
    EXPECT_EQ(found.rules[0].found.precision(), 1.0);
    EXPECT_EQ(found.measured.hits, 20U);
    EXPECT_EQ(found.measured.right, 10U);
    EXPECT_EQ(found.measured.carriers, 20U);
    EXPECT_DOUBLE_EQ(found.measured.precision(), 0.5);
    EXPECT_DOUBLE_EQ(found.measured.coverage(), 0.5);
}

TEST(SuggestRules, PutsTheSendersOfALabelIntoOneRule) {
    Mail mail;
    for (int i = 0; i < 40; ++i) {
        mail.put("desk@air.example", "Gate " + std::to_string(i), Bearing::carries);
        mail.put("book@rail.example", "Seat " + std::to_string(i), Bearing::carries);
        mail.put("ann@work.example", "Seat and gate", Bearing::lacks);
    }

    const auto found = mail.suggest();

    EXPECT_EQ(queries(found), Texts{"from:(desk@air.example OR book@rail.example)"});
    EXPECT_EQ(found.measured.coverage(), 1.0);
}

TEST(SuggestRules, JoinsTwoConditionsWhereNoneIsEnough) {
    Mail mail;
    for (int i = 0; i < 40; ++i) {
        mail.put("bot@air.example", "Boarding pass", Bearing::carries);
        mail.put("bot@air.example", "Weekly offers", Bearing::lacks);
        mail.put("ann@work.example", "Boarding pass of the team", Bearing::lacks);
    }

    EXPECT_EQ(mail.suggest().rules.size(), 1U);
    EXPECT_EQ(mail.suggest().measured.precision(), 1.0);
    EXPECT_EQ(mail.suggest().rules[0].name, "Travel by sender and subject");
}

TEST(SuggestRules, MakesAnExceptionWhereThatIsEnough) {
    Mail mail;
    for (int i = 0; i < 60; ++i) {
        // No word is common to all of it but the sender.
        const auto word = std::string{"trip"} + static_cast<char>('a' + i % 20);
        mail.put("bot@air.example", word, Bearing::carries);
        if (i % 3 == 0) {
            mail.put("bot@air.example", "Survey " + std::to_string(i), Bearing::lacks);
        }
    }

    EXPECT_EQ(queries(mail.suggest()), Texts{"from:bot@air.example -subject:survey"});
}

TEST(SuggestRules, PrefersTheListToItsSender) {
    Mail mail;
    for (int i = 0; i < 40; ++i) {
        mail.put("bot@air.example", "Fares", Bearing::carries, "fares.air.example");
        mail.put("ann@work.example", "Lunch", Bearing::lacks);
    }

    EXPECT_EQ(queries(mail.suggest()), Texts{"list:fares.air.example"});
}

TEST(SuggestRules, SuggestsNothingWhereNothingHolds) {
    Mail mail;
    for (int i = 0; i < 60; ++i) {
        mail.put("ann@work.example", "Lunch", i % 2 == 0 ? Bearing::carries : Bearing::lacks);
    }

    EXPECT_TRUE(mail.suggest().rules.empty());
    EXPECT_EQ(mail.suggest().measured.coverage(), 0);
}

TEST(SuggestRules, TakesMailThatNobodyDecidedForNeitherRightNorWrong) {
    Mail mail;
    for (int i = 0; i < 60; ++i) {
        mail.put("desk@air.example", "Gate", i % 3 == 0 ? Bearing::carries : Bearing::unsaid);
        mail.put("ann@work.example", "Lunch", Bearing::lacks);
    }

    const auto found = mail.suggest();

    ASSERT_EQ(found.rules.size(), 1U);
    EXPECT_EQ(found.measured.precision(), 1.0);
    EXPECT_EQ(found.measured.unsaid + found.measured.right, found.measured.hits);
    EXPECT_GT(found.measured.unsaid, 0U);
}

TEST(SuggestRules, NamesRulesSoThatARulesFileTakesThem) {
    Mail mail;
    for (int i = 0; i < 40; ++i) {
        mail.put("desk@air.example", "Gate", Bearing::carries);
        mail.put("ann@work.example", "Lunch", Bearing::lacks);
    }
    std::string deep = "Kunden";
    while (deep.size() < 200) {
        deep += "/M\u00fcller";
    }
    std::vector<LabelRules> labels{
        mail.suggest(0.97, 0.7, {deep}), mail.suggest(0.97, 0.7, {deep})
    };

    tell_names_apart(labels);

    std::vector<rules::RuleText> texts;
    for (const auto& of_label : labels) {
        ASSERT_EQ(of_label.rules.size(), 1U);
        texts.push_back(rule(of_label.rules[0].name, "from:a", {"A"}));
    }
    EXPECT_EQ(rule_set(texts).rules.size(), 2U);
    EXPECT_NE(labels[0].rules[0].name, labels[1].rules[0].name);
}

TEST(SuggestRules, NeedsNoMailAtAll) {
    const auto found = Mail{}.suggest();

    EXPECT_TRUE(found.rules.empty());
    EXPECT_EQ(found.measured.precision_interval.lower, 0);
    EXPECT_EQ(found.measured.precision_interval.upper, 1);
}

} // namespace
} // namespace domain::suggest
