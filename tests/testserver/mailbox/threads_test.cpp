#include "testserver/mailbox/threads.hpp"

#include <gtest/gtest.h>

namespace testserver {
namespace {

TEST(Threads, JoinsAReplyByItsReferences) {
    Threads threads;

    threads.assign("Message-ID: <1@x>\r\nSubject: Plans\r\n\r\n", 100);

    EXPECT_EQ(threads.assign("References: <0@x> <1@x>\r\nSubject: other\r\n\r\n", 200), 100U);
}

TEST(Threads, JoinsByTheParentThatNobodyHasSeen) {
    Threads threads;

    threads.assign("Message-ID: <2@x>\r\nIn-Reply-To: <1@x>\r\n\r\n", 100);

    EXPECT_EQ(threads.assign("Message-ID: <3@x>\r\nIn-Reply-To: <1@x>\r\n\r\n", 200), 100U);
}

TEST(Threads, JoinsByTheSubjectOfAnAnswer) {
    Threads threads;

    threads.assign("Message-ID: <1@x>\r\nSubject: Plans\r\n\r\n", 100);

    EXPECT_EQ(threads.assign("Subject: Re: Fwd: plans\r\n\r\n", 200), 100U);
}

TEST(Threads, KeepsEqualSubjectsApartThatAnswerNothing) {
    Threads threads;

    threads.assign("Message-ID: <1@x>\r\nSubject: Your receipt\r\n\r\n", 100);

    EXPECT_EQ(threads.assign("Message-ID: <2@x>\r\nSubject: Your receipt\r\n\r\n", 200), 200U);
}

} // namespace
} // namespace testserver
