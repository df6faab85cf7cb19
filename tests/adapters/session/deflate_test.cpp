#include "adapters/imap/session/deflate.hpp"
#include "tests/adapters/session/transcript.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace imap::session {
namespace {

using session_test::plain;
using session_test::Talker;
using testing::ElementsAre;
using wire::client::Verb;

std::string inflate_all(Inflater& inflater) {
    std::string all;
    while (const auto plain = inflater.step()) {
        if (plain->empty()) {
            break;
        }
        all += *plain;
    }
    return all;
}

TEST(Deflate, BringsBackWhatWentInAfterEachFlush) {
    Deflater deflater;
    Inflater inflater;

    for (const std::string& said : {std::string{"* OK hello\r\n"}, std::string(200'000, 'x')}) {
        inflater.receive(deflater.deflate(said));
        EXPECT_EQ(inflate_all(inflater), said);
    }
}

TEST(Deflate, TellsDamage) {
    Inflater inflater;

    inflater.receive("\xff\xff\xff\xff\xff");

    EXPECT_EQ(inflater.step(), std::nullopt);
}

TEST(Deflate, ABombComesInSmallSteps) {
    Deflater deflater;
    Inflater inflater;

    inflater.receive(deflater.deflate(std::string(10'000'000, '\0')));

    EXPECT_LE(inflater.step()->size(), Inflater::step_octets);
}

/// A session that has just turned compression on; `follows` comes in the same segment as the OK.
class Compressed : public testing::Test {
protected:
    void turn_on(const std::string& follows) {
        talker_.hear("* PREAUTH ready\r\n");
        talker_.submit(plain(Verb::compress));
        EXPECT_EQ(talker_.say(), "A1 COMPRESS DEFLATE\r\n");
        talker_.hear("A1 OK Success\r\n" + follows);
    }

    Talker talker_;
    Deflater server_says_;
    Inflater server_hears_;
};

TEST_F(Compressed, BytesBehindTheOkAreInflated) {
    turn_on(server_says_.deflate("* 3 EXISTS\r\n"));

    EXPECT_THAT(talker_.events(), ElementsAre("greeted: ready", "A1 completed OK", "data EXISTS"));
}

TEST_F(Compressed, CommandsAreDeflated) {
    turn_on("");
    talker_.submit(plain(Verb::noop));

    server_hears_.receive(talker_.say());

    EXPECT_EQ(inflate_all(server_hears_), "A2 NOOP\r\n");
}

TEST_F(Compressed, CommandsBehindItWaitAndAreDeflatedToo) {
    talker_.hear("* PREAUTH ready\r\n");
    talker_.submit(plain(Verb::compress));
    talker_.submit(plain(Verb::noop));
    EXPECT_EQ(talker_.say(), "A1 COMPRESS DEFLATE\r\n");

    talker_.hear("A1 OK Success\r\n");
    server_hears_.receive(talker_.say());

    EXPECT_EQ(inflate_all(server_hears_), "A2 NOOP\r\n");
}

TEST_F(Compressed, ARefusalLeavesBothSidesPlain) {
    talker_.hear("* PREAUTH ready\r\n");
    talker_.submit(plain(Verb::compress));
    talker_.say();
    talker_.hear("A1 NO [COMPRESSIONACTIVE] no\r\n");
    talker_.submit(plain(Verb::noop));

    EXPECT_EQ(talker_.say(), "A2 NOOP\r\n");
}

TEST_F(Compressed, DamageEndsTheTrust) {
    turn_on("\xff\xff\xff\xff\xff");

    EXPECT_THAT(talker_.events(), ElementsAre("greeted: ready", "A1 completed OK", "fatal"));
}

} // namespace
} // namespace imap::session
