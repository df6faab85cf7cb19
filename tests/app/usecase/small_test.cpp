#include "app/usecase/caps.hpp"
#include "app/usecase/label_writer.hpp"
#include "app/usecase/reasons.hpp"
#include "app/usecase/replay.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace usecase {
namespace {

using ::testing::ElementsAre;

TEST(Caps, RefuseAPlanThatIsLargerThanTheUserIsKnownToExpect) {
    const auto allowed = allowed_changes({.planned = 812, .pending = 812});

    ASSERT_FALSE(allowed);
    EXPECT_EQ(allowed.error().kind, ports::FailureKind::usage);
}

TEST(Caps, LetTheUserTypeTheSizeOfThePlan) {
    EXPECT_EQ(*allowed_changes({.planned = 812, .pending = 800, .confirmed = 812}), 800U);
    EXPECT_FALSE(allowed_changes({.planned = 812, .pending = 812, .confirmed = 811}));
}

TEST(Caps, LetTheUserAskForAPart) {
    EXPECT_EQ(*allowed_changes({.planned = 812, .pending = 812, .max_actions = 50}), 50U);
    EXPECT_EQ(
        *allowed_changes({.planned = 812, .pending = 812, .first_ever = true, .max_actions = 50}),
        50U
    );
}

TEST(Caps, CountWhatAKilledFirstRunHadDone) {
    EXPECT_EQ(*allowed_changes({.planned = 100, .pending = 85, .first_ever = true}), 5U);
    EXPECT_EQ(*allowed_changes({.planned = 100, .pending = 70, .first_ever = true}), 0U);
}

TEST(Reasons, SurviveTheJournal) {
    const std::vector<std::string> reasons{"rule build noise", "model Work/Acme 0.994"};

    const auto text = joined_reasons(reasons);

    EXPECT_EQ(split_reasons(text), reasons);
    EXPECT_TRUE(names_rule(text, "build noise"));
    EXPECT_FALSE(names_rule(text, "build"));
    EXPECT_TRUE(names_model(text, {"Work/Acme"}));
    EXPECT_FALSE(names_model(text, {"Work"}));
}

TEST(Effect, IsWhatOfAnIntentCanBeSeenAfterwards) {
    const ports::Intent intent{
        {},
        {},
        {"gm:1"},
        all_mail,
        {1},
        labels({"A", "B"}),
        labels({"\\Inbox"}),
        labels({"\\Inbox", "B"}),
        {}
    };

    const auto half_way = effect(intent, labels({"A", "B", "\\Inbox"}));

    EXPECT_EQ(half_way.edit.add, labels({"A"}));
    EXPECT_TRUE(half_way.edit.remove.empty());
}

MailSource letters(unsigned pairs) {
    return [pairs](const MailSink& sink) {
        for (unsigned i = 0; i < 2 * pairs; ++i) {
            LabelledMail mail;
            mail.message.headers = domain::Headers{};
            mail.message.headers->subject = i % 2 == 0 ? "cheap pills" : "minutes of the meeting";
            mail.labels = i % 2 == 0 ? labels({"spam"}) : labels({"ham"});
            if (auto taken = sink(std::move(mail)); !taken) {
                return taken;
            }
        }
        return ports::Result<void>{};
    };
}

TEST(Replay, PredictsEachMessageBeforeItLearnsIt) {
    const memory::ManualClock clock;

    const auto report = replay(letters(100), nullptr, clock, {});

    ASSERT_TRUE(report);
    EXPECT_EQ(report->messages, 200U);
    EXPECT_EQ(report->scorecard.messages, 100U);
    EXPECT_EQ(report->scorecard.accuracy, 1.0);
    EXPECT_TRUE(report->scorecard.one_minus_roca);
}

TEST(Replay, PredictsAllOfAMailboxAfterTrainingOnAnother) {
    const memory::ManualClock clock;
    const auto train = letters(50);

    const auto report = replay(letters(30), &train, clock, {});

    ASSERT_TRUE(report);
    EXPECT_EQ(report->scorecard.messages, 60U);
    EXPECT_EQ(report->scorecard.accuracy, 1.0);
}

TEST(Replay, RefusesToTrainOnMailWithoutALabel) {
    const memory::ManualClock clock;
    const MailSource bare = [](const MailSink& sink) { return sink({}); };

    const auto report = replay(letters(30), &bare, clock, {});

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::bad_input);
    EXPECT_FALSE(report.error().hint.empty());
}

TEST(Replay, ScoresNoMailWithoutALabel) {
    const memory::ManualClock clock;
    const MailSource bare = [](const MailSink& sink) { return sink({}); };
    const auto train = letters(30);

    for (const MailSource* before : {static_cast<const MailSource*>(nullptr), &train}) {
        const auto report = replay(bare, before, clock, {});

        ASSERT_FALSE(report);
        EXPECT_EQ(report.error().kind, ports::FailureKind::bad_input);
        EXPECT_FALSE(report.error().hint.empty());
    }
}

TEST(Replay, ReportsAnEmptyMailboxAsNoMessages) {
    const memory::ManualClock clock;
    const MailSource empty = [](const MailSink& /*sink*/) { return ports::Result<void>{}; };

    const auto report = replay(empty, nullptr, clock, {});

    ASSERT_TRUE(report);
    EXPECT_EQ(report->messages, 0U);
}

TEST(Replay, EndsWithTheFailureOfItsSource) {
    const memory::ManualClock clock;
    const MailSource broken = [](const MailSink& /*sink*/) {
        return ports::Result<void>{ports::fail(ports::FailureKind::bad_input, "Not a mailbox")};
    };

    const auto report = replay(broken, nullptr, clock, {});

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ports::FailureKind::bad_input);
}

} // namespace
} // namespace usecase
