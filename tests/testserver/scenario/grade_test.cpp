#include "tests/testserver/scenario/stage.hpp"
#include "testserver/scenario/grade.hpp"

#include <gmock/gmock.h>

namespace testserver {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

auto finding(Grade grade, const std::string& words) {
    return AllOf(Field(&Finding::grade, grade), Field(&Finding::sentence, HasSubstr(words)));
}

/// A client that a test plays, and what a report says of it.
class Graded : public ::testing::Test {
protected:
    void meets(std::string_view scenario) {
        stage = std::make_unique<ScenarioStage>(scenario);
        stage->log_in(1);
    }

    void ended(ClientEnd::How how, int number) { stage->engine.client_ended({how, number}); }

    std::vector<Finding> findings(Milliseconds end = Milliseconds{60'000}) const {
        return graded(stage->engine.record(), end);
    }

    std::unique_ptr<ScenarioStage> stage;
};

constexpr std::string_view cut = R"(
[[rule]]
name = "cut"
on = { cmd = "UID COPY" }
do = [{ close = "fin" }]
)";

TEST_F(Graded, NothingIsSaidOfACalmRun) {
    meets("");
    stage->ask(1, "c LOGOUT\r\n");
    ended(ClientEnd::How::exited, 0);

    EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Graded, ComingBackIsAPass) {
    meets(cut);
    stage->ask(1, "c UID COPY 1 Travel\r\n");
    stage->now += Milliseconds{700};
    stage->log_in(2);

    EXPECT_THAT(
        findings(),
        ElementsAre(finding(Grade::pass, "cut: goes on on another connection after 700 ms"))
    );
}

TEST_F(Graded, GivingUpIsTolerated) {
    meets(cut);
    stage->ask(1, "c UID COPY 1 Travel\r\n");
    ended(ClientEnd::How::exited, 3);

    EXPECT_THAT(findings(), Contains(finding(Grade::tolerated, "does not come back: exit code 3")));
    EXPECT_EQ(worst_of(findings()), Grade::tolerated);
}

TEST_F(Graded, ASilentClientHangsOnceOurPatienceIsOver) {
    meets(cut);
    stage->ask(1, "c UID COPY 1 Travel\r\n");

    EXPECT_EQ(worst_of(findings(Milliseconds{5'000})), Grade::tolerated);
    EXPECT_EQ(worst_of(findings(patience)), Grade::hang);
}

TEST_F(Graded, AClientWhoseTimeIsOverHangsWhereTheFaultFoundIt) {
    meets("[[rule]]\nname = \"silence\"\non = { cmd = \"NOOP\" }\ndo = [{ swallow = true }]\n");
    stage->ask(1, "c NOOP\r\n");
    ended(ClientEnd::How::timed_out, 0);

    EXPECT_THAT(findings(), Contains(finding(Grade::hang, "silence: does not come back")));
}

TEST_F(Graded, ASignalIsACrash) {
    meets("");
    ended(ClientEnd::How::signalled, 11);

    EXPECT_THAT(findings(), ElementsAre(finding(Grade::crash, "killed by signal 11")));
}

TEST_F(Graded, DeletingWhatWasNotCopiedIsDataLoss) {
    meets(R"(
[[rule]]
on = { cmd = "UID COPY" }
do = [{ reply = "NO System Error" }]
)");
    stage->ask(1, "c UID COPY 1:2 Travel\r\nd UID STORE 1:2 +FLAGS (\\Deleted)\r\n");

    EXPECT_THAT(findings(), Contains(finding(Grade::data_loss, "deletes 1:2")));
}

TEST_F(Graded, DeletingAfterASecondCopyIsNone) {
    meets(R"(
[[rule]]
on = { cmd = "UID COPY" }
do = [{ reply = "NO System Error" }]
)");
    stage->ask(
        1, "c UID COPY 1:2 INBOX\r\nd UID COPY 1:2 INBOX\r\ne UID STORE 1:2 +FLAGS (\\Deleted)\r\n"
    );

    EXPECT_THAT(findings(), Each(Field(&Finding::grade, Grade::pass)));
}

constexpr std::string_view lost_answer = R"(
[[rule]]
name = "lost"
on = { cmd = "UID COPY" }
do = [{ apply_then = "nothing" }, { close = "fin" }]
)";

TEST_F(Graded, RepeatingACopyUnseenIsDataLoss) {
    meets(lost_answer);
    stage->ask(1, "c UID COPY 1 Travel\r\n");
    stage->log_in(2);
    stage->ask(2, "c UID COPY 1 Travel\r\n");

    EXPECT_THAT(findings(), Contains(finding(Grade::data_loss, "repeats COPY without looking")));
}

TEST_F(Graded, RepeatingItAfterALookIsNone) {
    meets(lost_answer);
    stage->ask(1, "c UID COPY 1 Travel\r\n");
    stage->log_in(2);
    stage->ask(2, "c UID SEARCH ALL\r\nd UID COPY 1 Travel\r\n");

    EXPECT_THAT(findings(), Each(Field(&Finding::grade, Grade::pass)));
}

TEST_F(Graded, HammeringIsSeen) {
    meets("");
    for (std::uint64_t connection = 2; connection < 20; ++connection) {
        stage->log_in(connection);
    }

    EXPECT_THAT(findings(), Contains(finding(Grade::tolerated, "no backoff")));
}

TEST_F(Graded, SpeakingToAServerThatCannotBeVerifiedIsUnsafe) {
    meets(R"(
[[rule]]
on = { conn = 2, phase = "accept" }
do = [{ tls = { certificate = "expired" } }]
)");
    stage->log_in(2);

    EXPECT_EQ(worst_of(findings()), Grade::unsafe);
}

} // namespace
} // namespace testserver
