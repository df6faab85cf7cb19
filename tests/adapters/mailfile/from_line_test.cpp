#include "adapters/mailfile/from_line.hpp"

#include <gtest/gtest.h>

namespace mailfile {
namespace {

/// Seconds since 1970, or -1 when the line begins no message.
long long received(std::string_view line) {
    const auto parsed = parse_from_line(line);
    return parsed && parsed->received ? parsed->received->time_since_epoch().count() : -1;
}

TEST(FromLine, ReadsTheDatesThatMailersWrite) {
    EXPECT_EQ(received("From a@x.example Thu Jan  1 00:00:10 1970"), 10);
    EXPECT_EQ(received("From a@x.example Sun Sep  9 01:46:40 2001\r\n"), 1'000'000'000);
    EXPECT_EQ(received("From - Sun Sep 09 01:46:40 2001\n"), 1'000'000'000);
    EXPECT_EQ(received("From 1612@xxx Sun Sep 09 01:46:40 +0000 2001"), 1'000'000'000);
    EXPECT_EQ(received("From a@x Sun Sep  9 03:46:40 2001 +0200"), 1'000'000'000);
    EXPECT_EQ(received("From a@x Sun Sep  9 01:46:40 PST 2001"), 1'000'000'000);
    EXPECT_EQ(received("From \"a b\"@x Sun Sep  9 01:46 2001"), 1'000'000'000 - 40);
}

TEST(FromLine, IsNotFoundInASentence) {
    EXPECT_EQ(received("From here on it is all downhill."), -1);
    EXPECT_EQ(received("From May 1 at 10:00 we open"), -1);
    EXPECT_EQ(received("From: a@x.example Thu Jan  1 00:00:10 1970"), -1);
    EXPECT_EQ(received("From a@x Thu Feb 31 00:00:10 1970"), -1);
    EXPECT_EQ(received("From "), -1);
}

TEST(FromLine, IsTakenOffAMessage) {
    EXPECT_EQ(without_from_line("From a@x whenever\nSubject: s\n"), "Subject: s\n");
    EXPECT_EQ(without_from_line("Subject: s\n"), "Subject: s\n");
    EXPECT_EQ(without_from_line("From alone"), "");
    EXPECT_EQ(without_from_line(""), "");
}

} // namespace
} // namespace mailfile
