#include "domain/rules/reason.hpp"
#include "tests/domain/builders.hpp"

#include <gtest/gtest.h>

#include <string>

namespace domain::rules {
namespace {

using testing_support::context;
using testing_support::query;
using testing_support::receipt;

std::string why(std::string_view text, const Message& message = receipt()) {
    return reason(query(text), MessageView{message}, context());
}

TEST(Reason, NamesTheFirstClauseThatFails) {
    EXPECT_EQ(why("from:shop.example subject:travel in:trash"), "subject has no travel");
    EXPECT_EQ(why("subject:(trip OR flight)"), "subject has none of (trip, flight)");
    EXPECT_EQ(why("from:(ann OR bob)"), "from is none of (ann, bob)");
    EXPECT_EQ(why("-subject:receipt"), "subject has receipt");
    EXPECT_EQ(why("list:ci.example"), "list-id absent");
    EXPECT_EQ(why("list:(a OR b)"), "list-id absent");
    EXPECT_EQ(why("larger:1M"), "size is not larger than 1M");
    EXPECT_EQ(why("is:read"), "message is not read");
    EXPECT_EQ(why("before:2026/01/01"), "received 2026-03-02, not before 2026/01/01");
}

TEST(Reason, NamesEveryChoiceThatFails) {
    EXPECT_EQ(why("is:read OR from:bob"), "message is not read, from is not bob");
    EXPECT_EQ(
        why("is:read OR from:bob OR in:sent OR in:spam OR has:nouserlabels -in:inbox"),
        "message is in inbox"
    );
}

TEST(Reason, NamesWhatMatches) {
    EXPECT_EQ(
        why("from:shop.example subject:receipt"), "from is shop.example, subject has receipt"
    );
    EXPECT_EQ(why("to:bob OR to:me"), "to is me");
    EXPECT_EQ(why("a OR in:inbox"), "message is in inbox");
    EXPECT_EQ(why(""), "matches every message");
    EXPECT_EQ(
        why("in:inbox is:unread from:desk to:me"),
        "message is in inbox, message is unread, from is desk, and 1 more"
    );
}

TEST(Reason, NamesTheEvidenceThatIsMissing) {
    Message message = receipt();
    message.text.reset();
    EXPECT_EQ(why("in:inbox refund", message), "needs the text to know refund");
    message.text = Text{"", {}, false};
    EXPECT_EQ(why("refund", message), "needs the whole text to know refund");
    message.headers.reset();
    EXPECT_EQ(why("from:(a OR b)", message), "needs the headers to know from:a");
}

} // namespace
} // namespace domain::rules
