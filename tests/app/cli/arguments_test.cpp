#include "app/cli/arguments.hpp"
#include "app/cli/run.hpp"
#include "app/cli/setting_flags.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

namespace cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

ports::Result<Arguments> parsed(std::vector<std::string> words) {
    return parse_arguments(words, setting_flags());
}

ports::Failure refused(std::vector<std::string> words) {
    const auto arguments = parsed(std::move(words));
    EXPECT_FALSE(arguments);
    return arguments ? ports::Failure{} : arguments.error();
}

TEST(Arguments, FindTheVerbAfterFlagsThatEveryVerbUnderstands) {
    const auto arguments = parsed({"--json", "-u", "me@mail.example", "sync", "--limit", "5"});

    ASSERT_TRUE(arguments) << arguments.error().sentence;
    EXPECT_EQ(arguments->verb->name, "sync");
    EXPECT_EQ(arguments->settings.at("user"), "me@mail.example");
    EXPECT_TRUE(arguments->has("json"));
    EXPECT_EQ(*arguments->number("limit"), 5U);
}

TEST(Run, PlaysNoScenarioForAVerbThatLooksAtTheRealWorld) {
    for (const std::vector<std::string>& verb :
         {std::vector<std::string>{"doctor"}, {"auth", "login"}, {"auth", "logout"}}) {
        std::vector<std::string> words{"--simulate=T5"};
        words.insert(words.end(), verb.begin(), verb.end());
        std::ostringstream out;
        std::ostringstream err;

        EXPECT_EQ(run(words, {out, err}, Interruption{}), 64) << verb.front();

        EXPECT_THAT(err.str(), HasSubstr("--simulate cannot play it"));
    }
}

TEST(Run, RefusesBlocksOfLabelsThatWouldChangeNothing) {
    for (const std::vector<std::string>& flags :
         {std::vector<std::string>{"--every=5"},
          {"--online", "--every=0"},
          {"--online", "--train=y", "--every=5"}}) {
        std::vector<std::string> words{"replay", "x"};
        words.insert(words.end(), flags.begin(), flags.end());
        std::ostringstream out;
        std::ostringstream err;

        EXPECT_EQ(run(words, {out, err}, Interruption{}), 64) << flags.back();

        EXPECT_THAT(err.str(), HasSubstr("--every"));
    }
}

TEST(Run, RefusesAColourThatIsNone) {
    std::ostringstream out;
    std::ostringstream err;
    const std::vector<std::string> words{"version", "--color", "blue"};

    EXPECT_EQ(run(words, {out, err}, Interruption{}), 64);

    EXPECT_THAT(err.str(), HasSubstr("auto, always, never"));
}

TEST(Arguments, ReadAVerbOfTwoWords) {
    const auto arguments = parsed({"rules", "check", "--json"});

    ASSERT_TRUE(arguments);
    EXPECT_EQ(arguments->verb->name, "rules check");
    EXPECT_TRUE(arguments->operands.empty());
}

TEST(Arguments, TakeAValueAfterABlankOrAnEqualsSign) {
    EXPECT_EQ(parsed({"replay", "x", "--every=100"})->value("every"), "100");
    EXPECT_EQ(parsed({"replay", "x", "--every", "100"})->value("every"), "100");
    EXPECT_EQ(parsed({"plan", "-ofile"})->value("output"), "file");
}

TEST(Arguments, KeepOperandsInOrder) {
    const auto arguments = parsed({"help", "rules", "check"});

    ASSERT_TRUE(arguments);
    EXPECT_THAT(arguments->operands, ElementsAre("rules", "check"));
}

TEST(Arguments, TakeWhatFollowsTwoDashesForAnOperand) {
    const auto arguments = parsed({"replay", "--", "--odd-name"});

    ASSERT_TRUE(arguments) << arguments.error().sentence;
    EXPECT_THAT(arguments->operands, ElementsAre("--odd-name"));
}

TEST(Arguments, AddUpAListAndReplaceAnythingElse) {
    const auto arguments =
        parsed({"learn", "--learn-labels=A", "--learn-labels", "B", "--port=1", "--port=2"});

    ASSERT_TRUE(arguments);
    EXPECT_EQ(arguments->settings.at("learn-labels"), "A,B");
    EXPECT_EQ(arguments->settings.at("port"), "2");
}

TEST(Arguments, SuggestTheVerbThatWasMeant) {
    const auto failure = refused({"snyc"});

    EXPECT_EQ(failure.kind, ports::FailureKind::usage);
    EXPECT_THAT(failure.hint, HasSubstr("gmail-classifier sync"));
}

TEST(Arguments, SuggestTheFlagThatWasMeant) {
    EXPECT_THAT(refused({"plan", "--ofline"}).hint, HasSubstr("--offline"));
    EXPECT_THAT(refused({"sync", "--hots", "x"}).hint, HasSubstr("--host"));
}

TEST(Arguments, DoNotGuessAnAbbreviatedFlag) {
    EXPECT_EQ(refused({"plan", "--off"}).kind, ports::FailureKind::usage);
}

TEST(Arguments, NameAllSecondWordsOfAGroup) {
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"rules"}, {"rules", "--json"}, {"rules", "mine"}}) {
        EXPECT_THAT(refused(words).hint, HasSubstr("rules check, rules suggest"));
    }
}

TEST(Arguments, SuggestTheSecondWordThatWasMeant) {
    const auto failure = refused({"rules", "chek"});

    EXPECT_EQ(failure.sentence, "There is no verb rules chek");
    EXPECT_EQ(failure.hint, "Did you mean: gmail-classifier rules check");
}

TEST(Arguments, RefuseAFlagOfAnotherVerb) {
    EXPECT_EQ(refused({"sync", "--confirm", "5"}).kind, ports::FailureKind::usage);
}

TEST(Arguments, RefuseAnOperandTooManyOrTooFew) {
    EXPECT_THAT(refused({"sync", "now"}).sentence, HasSubstr("now"));
    EXPECT_THAT(refused({"replay"}).sentence, HasSubstr("PATH"));
}

TEST(Arguments, RefuseAFlagWithoutItsValue) {
    EXPECT_EQ(refused({"replay", "x", "--every"}).kind, ports::FailureKind::usage);
}

TEST(Arguments, RefuseWhatIsNoNumber) {
    for (const auto* word : {"", "x", "-1", "5x", "99999999999999999999999"}) {
        const auto arguments = parsed({"sync", std::string{"--limit="} + word});
        EXPECT_FALSE(arguments && arguments->number("limit")) << word;
    }
}

TEST(Arguments, AskForNoOperandWhenHelpIsWanted) {
    const auto arguments = parsed({"replay", "--help"});

    ASSERT_TRUE(arguments);
    EXPECT_TRUE(arguments->help);
}

TEST(Arguments, HaveNoVerbWhenNoneIsGiven) {
    const auto arguments = parsed({});

    ASSERT_TRUE(arguments);
    EXPECT_EQ(arguments->verb, nullptr);
}

TEST(VerbTable, NamesEachVerbAndEachOfItsFlagsOnce) {
    std::set<std::string_view> names;
    for (const auto& verb : verbs()) {
        EXPECT_TRUE(names.insert(verb.name).second) << verb.name;
        EXPECT_NE(verb.run, nullptr) << verb.name;
        EXPECT_FALSE(verb.summary.empty()) << verb.name;
        std::set<std::string_view> flags;
        const auto take = [&](std::span<const Flag> some) {
            for (const auto& flag : some) {
                EXPECT_TRUE(flags.insert(flag.name).second) << verb.name << " --" << flag.name;
            }
        };
        take(verb.flags);
        take(common_flags());
        take(setting_flags());
    }
}

TEST(VerbTable, LetsOnlyApplyUndoAndWatchChangeTheMailbox) {
    const std::set<std::string_view> mutating{"apply", "undo", "watch"};
    for (const auto& verb : verbs()) {
        EXPECT_EQ(verb.mutates, mutating.contains(verb.name)) << verb.name;
    }
}

} // namespace
} // namespace cli
