#include "adapters/mailfile/mbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailfile {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// What a splitter gave, and what it left out.
struct Split {
    std::vector<std::string> ids;
    std::vector<std::string> bodies;
    std::vector<std::optional<domain::Timestamp>> times;
    std::vector<std::string> skipped;
};

Split split(std::string_view mbox, std::size_t piece, std::size_t limit = max_message_bytes) {
    Split result;
    const RawMailSink sink = [&](RawMail mail) {
        result.ids.push_back(mail.id);
        result.bodies.push_back(mail.bytes);
        result.times.push_back(mail.received);
        return ports::Result<void>{};
    };
    const SkippedSink skipped = [&](const Skipped& one) { result.skipped.push_back(one.place); };
    MboxSplitter splitter{"in.mbox", limit, sink, skipped};
    for (; !mbox.empty(); mbox.remove_prefix(std::min(piece, mbox.size()))) {
        EXPECT_TRUE(splitter.feed(mbox.substr(0, piece)));
    }
    EXPECT_TRUE(splitter.finish());
    return result;
}

Split split(std::string_view mbox) {
    return split(mbox, mbox.size() + 1);
}

const std::string two = "From a@x Thu Jan  1 00:00:10 1970\n"
                        "Subject: one\n"
                        "\n"
                        "From here on it is text.\n"
                        ">From a line that was quoted\n"
                        ">>From one that was quoted twice\n"
                        "\n"
                        "From b@x Thu Jan  1 00:00:20 1970\n"
                        "Subject: two\n"
                        "\n"
                        "end\n";

TEST(Mbox, SplitsAtFromLinesAndUnquotes) {
    const Split result = split(two);

    EXPECT_THAT(result.ids, ElementsAre("in.mbox:1", "in.mbox:2"));
    EXPECT_THAT(
        result.bodies,
        ElementsAre(
            "Subject: one\n\nFrom here on it is text.\nFrom a line that was quoted\n"
            ">From one that was quoted twice\n",
            "Subject: two\n\nend\n"
        )
    );
    EXPECT_EQ(result.times[1]->time_since_epoch().count(), 20);
}

TEST(Mbox, SplitsTheSameInPiecesOfAnySize) {
    const Split whole = split(two);
    for (std::size_t piece = 1; piece < two.size(); ++piece) {
        EXPECT_EQ(split(two, piece).bodies, whole.bodies) << "in pieces of " << piece;
    }
}

TEST(Mbox, ReadsCrlf) {
    const Split result = split("From a@x Thu Jan  1 00:00:10 1970\r\nA: 1\r\n\r\nx\r\n\r\n"
                               "From b@x Thu Jan  1 00:00:20 1970\r\nB: 2\r\n");

    EXPECT_THAT(result.bodies, ElementsAre("A: 1\r\n\r\nx\r\n", "B: 2\r\n"));
}

TEST(Mbox, SplitsOnlyBehindAnEmptyLine) {
    EXPECT_THAT(
        split("From a@x Thu Jan  1 00:00:10 1970\nA: 1\nFrom b@x Thu Jan  1 00:00:20 1970\n")
            .bodies,
        ElementsAre("A: 1\nFrom b@x Thu Jan  1 00:00:20 1970\n")
    );
}

TEST(Mbox, TakesAnyFromLineForTheFirst) {
    EXPECT_THAT(split("From nobody\nA: 1\n").bodies, ElementsAre("A: 1\n"));
}

TEST(Mbox, LeavesOutAMessageThatIsTooLongAndSaysWhereItBegins) {
    const std::string mbox = "From a@x Thu Jan  1 00:00:10 1970\nA: 1\n\n" + std::string(200, 'x') +
                             "\n\nFrom b@x Thu Jan  1 00:00:20 1970\nB: 2\n\nFrom c@x Thu Jan  1 "
                             "00:00:20 1970\nC: 3\n";

    const Split result = split(mbox, 10, 100);

    EXPECT_THAT(result.ids, ElementsAre("in.mbox:2", "in.mbox:3"));
    EXPECT_THAT(result.skipped, ElementsAre("in.mbox:1"));
}

TEST(Mbox, HoldsNoLineThatNeverEnds) {
    const std::string line(300'000, 'x');
    const Split result = split("From a@x Thu Jan  1 00:00:10 1970\nA: " + line + "\nB: 2\n", 1000);

    EXPECT_THAT(result.bodies, ElementsAre("A: " + line + "\nB: 2\n"));
}

TEST(Mbox, HoldsNothingInAnEmptyFile) {
    EXPECT_THAT(split("").bodies, IsEmpty());
    EXPECT_THAT(split("\n\n\n").bodies, IsEmpty());
}

TEST(Mbox, StopsWhenItsSinkFails) {
    const RawMailSink sink = [](const RawMail&) -> ports::Result<void> {
        return ports::fail(ports::FailureKind::interrupted, "enough");
    };
    const SkippedSink skipped = [](const Skipped&) {};
    MboxSplitter splitter{"in.mbox", max_message_bytes, sink, skipped};

    EXPECT_EQ(splitter.feed(two).error().sentence, "enough");
}

} // namespace
} // namespace mailfile
