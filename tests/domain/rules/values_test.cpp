#include "domain/rules/parser.hpp"
#include "domain/rules/printer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace domain::rules {
namespace {

std::string complaint(std::string_view text) {
    const ParsedQuery parsed = parse_query(text);
    if (parsed.query) {
        return "reads as " + print(*parsed.query);
    }
    const Diagnostic& first = parsed.diagnostics.front();
    return first.message + (first.hint.empty() ? "" : "; " + first.hint);
}

TEST(Values, OfIsAreNamedWhenTheyAreMistyped) {
    EXPECT_EQ(complaint("is:unraed"), "is: does not know 'unraed'; did you mean is:unread?");
    EXPECT_EQ(
        complaint("has:atachment"), "has: does not know 'atachment'; did you mean has:attachment?"
    );
}

TEST(Values, OfInAreListedWhenNothingIsNear) {
    EXPECT_EQ(
        complaint("in:receipts"),
        "in: does not know 'receipts'; it knows inbox, archive, anywhere, sent, drafts, trash, "
        "spam, "
        "chats, starred, important, muted, unread, read; for a label write label:receipts"
    );
}

TEST(Values, ThatGmailDoesNotShowAreRefusedWithTheReason) {
    EXPECT_EQ(
        complaint("has:yellow-star"),
        "has:yellow-star cannot be decided here; IMAP shows that there is a star, not which; "
        "is:starred "
        "finds them all"
    );
    EXPECT_EQ(
        complaint("is:snoozed"),
        "is:snoozed cannot be decided here; Gmail does not show this over IMAP"
    );
    EXPECT_NE(complaint("has:drive").find("cannot be decided here"), std::string::npos);
    EXPECT_NE(complaint("dinner AROUND movie").find("distance between words"), std::string::npos);
}

TEST(Values, OfSizesHaveUnits) {
    EXPECT_EQ(complaint("larger:10mb"), "reads as larger:10M");
    EXPECT_EQ(complaint("larger:ten"), "larger: cannot read 'ten'; write bytes, or 100K, 10M, 1G");
    EXPECT_EQ(
        complaint("smaller:1.5M"), "smaller: cannot read '1.5M'; write bytes, or 100K, 10M, 1G"
    );
}

TEST(Values, OfAgesHaveUnits) {
    EXPECT_EQ(
        complaint("older_than:2w"),
        "older_than: cannot read '2w'; write hours, days, months or years: 12h, 30d, 6m, 1y"
    );
}

TEST(Values, OfDatesAreWholeDays) {
    EXPECT_EQ(complaint("before:01/31/2026"), "reads as before:2026/01/31");
    EXPECT_EQ(
        complaint("after:2026/02/30"), "after: cannot read '2026/02/30'; write a date as 2026/01/31"
    );
}

TEST(Values, OfLabelsMayEndInStars) {
    EXPECT_EQ(complaint("label:Lists/**"), "reads as label:Lists/**");
    EXPECT_EQ(complaint("label:\"My Lists/*\""), "reads as label:\"My Lists/*\"");
    EXPECT_EQ(
        complaint("label:Li*ts"),
        "* in a label stands only at its end; Lists/* for the children, Lists/** for all below"
    );
    EXPECT_EQ(complaint("label:^t"), "labels that start with ^ are Gmail's internal ones");
    EXPECT_EQ(complaint("label:\" \""), "a label needs a name");
}

TEST(Values, OfWordsHoldAWord) {
    EXPECT_EQ(
        complaint("subject:&&"),
        "there is no word in '&&'; mail is searched by whole words of letters and digits"
    );
    EXPECT_NE(complaint("\"\"").find("there is no word"), std::string::npos);
    EXPECT_EQ(
        complaint("invoic*"),
        "words are matched whole, without *; leave the * out, or put the text in quotes to search "
        "for "
        "its words"
    );
    EXPECT_EQ(complaint("\"*** SALE ***\""), "reads as \"*** SALE ***\"");
}

TEST(Values, OfPeopleTakeAStarOnlyForTheWholeName) {
    EXPECT_EQ(complaint("from:*@shop.example"), "reads as from:*@shop.example");
    EXPECT_EQ(
        complaint("from:*.shop.example"),
        "* stands only for a whole name, as in *@shop.example; shop.example alone matches "
        "everything "
        "below it too"
    );
    EXPECT_NE(complaint("from:@").find("there is no word"), std::string::npos);
}

TEST(Values, OfMessageIdsLoseTheirBrackets) {
    EXPECT_EQ(complaint("rfc822msgid:<a.b@c>"), "reads as rfc822msgid:a.b@c");
    EXPECT_EQ(complaint("rfc822msgid:<>"), "rfc822msgid: needs a Message-ID");
}

} // namespace
} // namespace domain::rules
