#include "domain/suggest/conditions.hpp"
#include "tests/domain/builders.hpp"
#include "tests/domain/generator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace domain::suggest {
namespace {

using ::testing::Contains;
using ::testing::IsSupersetOf;
using ::testing::Not;
using namespace testing_support; // NOLINT(google-build-using-namespace): the builders' words.

std::vector<std::string> asked_of(const Message& message) {
    std::vector<std::string> texts;
    for (const auto& term : conditions_of(message, context())) {
        texts.push_back(rules::print(term));
    }
    return texts;
}

TEST(Conditions, AskAboutSenderRecipientSubjectAndAttachment) {
    EXPECT_THAT(
        asked_of(receipt()),
        IsSupersetOf(
            {"from:desk@mail.shop.example",
             "from:mail.shop.example",
             "from:shop.example",
             "to:ann@work.example",
             "deliveredto:you+shop@gmail.com",
             "subject:receipt",
             "subject:\"your receipt\"",
             "has:attachment",
             "filename:pdf"}
        )
    );
}

TEST(Conditions, NeverAskForTheUser) {
    EXPECT_THAT(asked_of(receipt()), Not(Contains("to:you@gmail.com")));
}

TEST(Conditions, LeaveOutNumbersAndWordsThatSayNothing) {
    auto message = receipt();
    message.headers->subject = "Re: A receipt of 2026";

    const auto asked = asked_of(message);

    EXPECT_THAT(asked, Not(Contains("subject:2026")));
    EXPECT_THAT(asked, Not(Contains("subject:of")));
    EXPECT_THAT(asked, Contains("subject:receipt"));
}

TEST(Conditions, AskForAListByItsWholeName) {
    auto message = receipt();
    message.headers->list_id = "builds.ci.example";

    EXPECT_THAT(asked_of(message), Contains("list:builds.ci.example"));
}

TEST(Conditions, AskNothingOfAMessageOfWhichOnlyTheLabelsAreKnown) {
    Message message;
    message.labels = label_set({"Receipts"});

    EXPECT_TRUE(asked_of(message).empty());
}

TEST(Conditions, LeaveOutWhatAQueryCannotSay) {
    auto message = receipt();
    message.headers->list_id = "a\"b.example";
    message.headers->from = {{"", "a\"b", "shop.example"}};

    for (const auto& text : asked_of(message)) {
        EXPECT_FALSE(text.find("a\"b") != std::string::npos) << text;
    }
}

TEST(Conditions, AreTrueOfTheirMessageAndReadBackAsThemselves) {
    for_each_seed(200, [](Generator& random) {
        const auto message = random.message();
        for (const auto& term : conditions_of(message, context())) {
            const auto text = rules::print(term);
            EXPECT_EQ(rules::evaluate(query(text), message, context()), rules::Truth::yes) << text;
            EXPECT_EQ(rules::print(query(text)), text);
        }
    });
}

} // namespace
} // namespace domain::suggest
