#include "adapters/imap/client/watermarks.hpp"

#include <gtest/gtest.h>

namespace imap::client {
namespace {

const ports::FolderState before{"INBOX", 11, {66}, {22748}, 3};

TEST(Watermarks, ProveThatNothingCame) {
    EXPECT_EQ(
        compared(before, before),
        "nothing came, nothing changed (UIDNEXT 66 as before, EXISTS 3 as before, HIGHESTMODSEQ "
        "22748 as before)"
    );
}

TEST(Watermarks, CountWhatCameEvenIfItIsGoneAgain) {
    auto now = before;
    now.uid_next = {68};
    now.highest_modseq = {22750};

    EXPECT_EQ(
        compared(before, now),
        "2 messages came (UIDNEXT 66 became 68, EXISTS 3 as before, HIGHESTMODSEQ 22748 became "
        "22750)"
    );
    now.uid_next = {67};
    EXPECT_TRUE(compared(before, now).starts_with("one message came ("));
}

TEST(Watermarks, TellAChangeFromAnArrival) {
    auto now = before;
    now.highest_modseq = {22749};

    EXPECT_TRUE(compared(before, now).starts_with("nothing came (")) << compared(before, now);
}

TEST(Watermarks, LeaveOutWhatTheServerDoesNotHave) {
    auto plain = before;
    plain.highest_modseq = {};

    EXPECT_EQ(compared(plain, plain), "nothing came (UIDNEXT 66 as before, EXISTS 3 as before)");
}

TEST(Watermarks, DistrustANumberThatWentBack) {
    auto now = before;
    now.uid_next = {60};

    EXPECT_TRUE(compared(before, now).starts_with("UIDNEXT went back"));
}

TEST(Watermarks, CompareNothingAcrossNumberings) {
    auto now = before;
    now.uid_validity = 12;

    EXPECT_EQ(compared(before, now), "the folder is numbered anew (UIDVALIDITY 11 became 12)");
}

} // namespace
} // namespace imap::client
