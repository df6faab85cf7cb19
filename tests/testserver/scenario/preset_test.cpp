#include "adapters/imap/wire/sasl.hpp"
#include "tests/testserver/scenario/stage.hpp"
#include "testserver/scenario/preset.hpp"
#include "testserver/scenario/preset_stage.hpp"

#include <gmock/gmock.h>

namespace testserver {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST(Preset, IsMeantByTheIdOfItsRowOrByAWord) {
    EXPECT_EQ(preset_word("me+p4-throttle@gmail.com"), "p4-throttle");
    EXPECT_EQ(preset_word("me@gmail.com"), std::nullopt);

    EXPECT_EQ(preset_row("p4-throttle"), find_row("P4"));
    EXPECT_EQ(preset_row("P4"), find_row("P4"));
    EXPECT_EQ(preset_row("Throttled"), find_row("P4"));
    EXPECT_EQ(preset_row("nonsense"), nullptr);
    EXPECT_EQ(nearest_preset("throtled"), "throttled");
}

TEST(Preset, CannotBeginBeforeTheNameIsKnown) {
    EXPECT_EQ(preset_row("t1"), nullptr) << "nobody can connect";
    EXPECT_EQ(preset_row("l6"), nullptr) << "a certificate";
    EXPECT_EQ(preset_row("g2"), nullptr) << "a greeting";
    EXPECT_EQ(preset_row("s1"), nullptr) << "the client's own";
    EXPECT_THAT(listed_presets(), AllOf(HasSubstr("me+throttled@"), Not(HasSubstr("(T1)"))));
}

/// The same server with and without a preset.
class PresetStageTest : public ::testing::Test {
protected:
    PresetStageTest() {
        stage.world.plus_names = true;
        stage.watching = &presets;
    }

    ScenarioStage stage{""};
    PresetStage presets{stage.engine, stage.others};
};

TEST_F(PresetStageTest, OnlyWhoAskedForAFaultMeetsIt) {
    EXPECT_THAT(
        stage.ask(1, "a LOGIN me+a1@gmail.com secret\r\n"), HasSubstr("AUTHENTICATIONFAILED")
    );
    EXPECT_THAT(stage.ask(2, "a LOGIN me@gmail.com secret\r\n"), HasSubstr("a OK"));

    ASSERT_THAT(presets.played(), SizeIs(1));
    EXPECT_EQ(presets.played().front().first, "me+a1@gmail.com");
    EXPECT_THAT(presets.played().front().second.engine.problems(stage.now), IsEmpty());
}

TEST_F(PresetStageTest, LogsInToTheSameAccount) {
    stage.ask(1, "a LOGIN me+lost-answer@gmail.com secret\r\nb SELECT INBOX\r\n");

    EXPECT_THAT(stage.ask(1, "c UID STORE 1 +X-GM-LABELS (Travel)\r\n"), Not(HasSubstr("c OK")));
    EXPECT_EQ(stage.account->find("Travel")->entries().size(), 1U);
}

TEST_F(PresetStageTest, KnowsTheNameThatAuthenticatePlainCarries) {
    const auto said = stage.ask(
        1,
        "a AUTHENTICATE PLAIN " + imap::wire::base64(std::string{"\0me+a1@gmail.com\0secret", 23}) +
            "\r\n"
    );
    EXPECT_THAT(said, HasSubstr("a NO"));
}

TEST_F(PresetStageTest, LearnsTheNameFromALaterLineToo) {
    stage.ask(1, "a AUTHENTICATE PLAIN\r\n");
    stage.ask(1, imap::wire::base64(std::string{"\0me+p8@gmail.com\0secret", 23}) + "\r\n");

    EXPECT_THAT(presets.played(), SizeIs(1));
}

TEST_F(PresetStageTest, AWrongPasswordStaysWrong) {
    EXPECT_THAT(stage.ask(1, "a LOGIN me+p4@gmail.com other\r\n"), HasSubstr("a NO"));
    EXPECT_THAT(stage.ask(2, "a LOGIN you+p4@gmail.com secret\r\n"), HasSubstr("a NO"));
}

TEST_F(PresetStageTest, SaysThatThereIsNoneOfThatName) {
    EXPECT_THAT(
        stage.ask(1, "a LOGIN me+throtled@gmail.com secret\r\n"),
        AllOf(HasSubstr("a NO"), HasSubstr("did you mean throttled?"))
    );
}

TEST_F(PresetStageTest, CountsThePresetsOwnConnections) {
    // C4 closes on a command of the first connection, whichever the server's count of it is.
    stage.ask(1, "a LOGIN me@gmail.com secret\r\n");
    stage.ask(2, "a LOGIN me+a8@gmail.com secret\r\n");

    EXPECT_EQ(presets.played().front().second.engine.open_connections(), 1U);
    EXPECT_EQ(stage.engine.open_connections(), 1U);
}

} // namespace
} // namespace testserver
