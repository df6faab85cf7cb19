#include "domain/rules/parser.hpp"
#include "domain/rules/printer.hpp"
#include "tests/domain/builders.hpp"

#include <gtest/gtest.h>

#include <string>

namespace domain::rules {
namespace {

/// A query in its canonical spelling, or its first diagnostic as "column: message".
std::string read(std::string_view text) {
    const ParsedQuery parsed = parse_query(text);
    if (parsed.query) {
        return print(*parsed.query);
    }
    const Diagnostic& first = parsed.diagnostics.front();
    return std::to_string(column(text, first.span.offset)) + ": " + first.message;
}

std::string hint(std::string_view text) {
    const ParsedQuery parsed = parse_query(text);
    return parsed.diagnostics.empty() ? "" : parsed.diagnostics.front().hint;
}

TEST(Parser, ReadsNothingAsEveryMessage) {
    ASSERT_TRUE(parse_query("  ").query);
    EXPECT_TRUE(parse_query("  ").query->matches_everything());
}

TEST(Parser, JoinsNeighboursWithAnd) {
    EXPECT_EQ(read("from:ann  report"), "from:ann report");
    EXPECT_EQ(read("from:ann AND report"), "from:ann report");
}

TEST(Parser, LetsOrBindTighterThanAnd) {
    EXPECT_EQ(read("a b OR c d"), "a (b OR c) d");
    EXPECT_EQ(testing_support::query("a b OR c"), testing_support::query("a (b OR c)"));
}

TEST(Parser, WarnsWhereOrStandsBesideOtherClauses) {
    const ParsedQuery parsed = parse_query("a b OR c");

    ASSERT_TRUE(parsed.query);
    ASSERT_EQ(parsed.diagnostics.size(), 1U);
    EXPECT_EQ(parsed.diagnostics[0].severity, Severity::warning);
    EXPECT_EQ(parsed.diagnostics[0].span.offset, 4U);
    EXPECT_EQ(parsed.diagnostics[0].hint, "with parentheses it reads: a (b OR c)");
}

TEST(Parser, DoesNotWarnWherePurposeIsPlain) {
    EXPECT_TRUE(parse_query("a (b OR c)").diagnostics.empty());
    EXPECT_TRUE(parse_query("is:starred OR is:important").diagnostics.empty());
}

TEST(Parser, TakesBracesForAnyOf) {
    EXPECT_EQ(read("{from:ann from:bob} x"), "from:(ann OR bob) x");
    EXPECT_EQ(read("{a OR b}"), "a OR b");
}

TEST(Parser, GivesAFieldToEachValueOfItsGroup) {
    EXPECT_EQ(read("from:(ann OR bob)"), "from:(ann OR bob)");
    EXPECT_EQ(read("from:ann OR from:bob"), "from:(ann OR bob)");
    EXPECT_EQ(read("subject:(receipt invoice)"), "subject:receipt subject:invoice");
    EXPECT_EQ(read("from:{ann bob}"), "from:(ann OR bob)");
    EXPECT_EQ(read("subject:(a -b)"), "subject:a -subject:b");
}

TEST(Parser, NegatesWithMinusAndNot) {
    EXPECT_EQ(read("-in:chats"), "-in:chats");
    EXPECT_EQ(read("NOT from:ann"), "-from:ann");
    EXPECT_EQ(read("-(a b)"), "-(a b)");
    EXPECT_EQ(read("-{a b}"), "-(a OR b)");
    EXPECT_EQ(read("-from:(a OR b)"), "-from:(a OR b)");
    EXPECT_EQ(read("NOT -a"), "a");
    EXPECT_EQ(read("twenty-one"), "twenty-one");
}

TEST(Parser, KeepsPhrasesTogether) {
    EXPECT_EQ(read("\"flight to Oslo\""), "\"flight to Oslo\"");
    EXPECT_EQ(read("subject:\"OR\""), "subject:\"OR\"");
    EXPECT_EQ(read("\"from:ann\""), "\"from:ann\"");
    EXPECT_EQ(read("\"-off\" subject:-off"), "\"-off\" subject:\"-off\"");
    EXPECT_EQ(read("\"plain\""), "plain");
}

TEST(Parser, TakesOperatorsOnlyInCapitals) {
    EXPECT_EQ(read("a or b"), "a or b");
    EXPECT_EQ(read("not a"), "not a");
}

TEST(Parser, FlattensGroups) {
    EXPECT_EQ(read("((a (b c)))"), "a b c");
    EXPECT_EQ(read("(a OR (b OR c))"), "a OR b OR c");
}

TEST(Parser, KnowsOtherSpellingsOfFields) {
    EXPECT_EQ(
        read("size:1M older:2026/01/31 newer:2025-01-01 l:work"),
        "larger:1M before:2026/01/31 after:2025/01/01 label:work"
    );
    EXPECT_EQ(read("FROM:ann"), "from:ann");
}

TEST(Parser, TakesAnAddressOnTheWebForAWord) {
    EXPECT_EQ(read("https://shop.example/x"), "\"https://shop.example/x\"");
    EXPECT_EQ(read("12:30"), "\"12:30\"");
}

TEST(Parser, PrintsAValueThatLooksLikeTheRestOfAWebAddressInQuotes) {
    EXPECT_EQ(read("subject:(//shop)"), R"(subject:"//shop")");
    EXPECT_EQ(read(R"(subject:"//shop")"), R"(subject:"//shop")");
}

TEST(Parser, SuggestsTheFieldThatWasMeant) {
    EXPECT_EQ(read("form:ann"), "1: there is no search word form:");
    EXPECT_EQ(hint("form:ann"), "did you mean from:?");
    EXPECT_EQ(hint("sbject:x"), "did you mean subject:?");
    EXPECT_EQ(hint("Re:x"), "put the text in quotes to search for it");
}

TEST(Parser, SaysWhyAFieldCannotBeDecided) {
    EXPECT_EQ(read("a category:promotions"), "3: category: cannot be decided here");
    EXPECT_EQ(
        hint("category:promotions"),
        "Gmail does not show its categories over IMAP; write from: or list: instead"
    );
}

TEST(Parser, PointsAtAFieldWithoutAValue) {
    EXPECT_EQ(read("x from:"), "3: from: needs a value");
    EXPECT_EQ(hint("from: ann"), "write it without a blank behind the colon");
    EXPECT_EQ(read("from:)"), "1: from: needs a value");
}

TEST(Parser, PointsAtBrokenParentheses) {
    EXPECT_EQ(read("a (b"), "3: this is never closed");
    EXPECT_EQ(read("a {b)"), "5: between braces any one of the clauses is enough");
    EXPECT_EQ(read("a)"), "2: nothing is open that this could close");
    EXPECT_EQ(read("()"), "1: there is nothing inside");
    EXPECT_EQ(read("from:()"), "6: there is nothing inside");
    EXPECT_EQ(read("(a}"), "3: nothing is open that this could close");
}

TEST(Parser, PointsAtOperatorsWithoutOperands) {
    EXPECT_EQ(read("OR a"), "1: OR needs something on both sides");
    EXPECT_EQ(read("a OR"), "3: something is missing here");
    EXPECT_EQ(read("a AND"), "3: AND needs something on both sides");
    EXPECT_EQ(read("AND a"), "1: AND needs something on both sides");
    EXPECT_EQ(read("a -"), "3: nothing follows that it could negate");
    EXPECT_EQ(read("{a AND b}"), "4: between braces any one of the clauses is enough");
}

TEST(Parser, PointsAtAnOpenQuote) {
    EXPECT_EQ(read("caf\u00e9 \"x"), "6: the quote is never closed");
}

TEST(Parser, RefusesAFieldInsideTheGroupOfAnother) {
    EXPECT_EQ(read("from:(ann subject:x)"), "11: from:(\u2026) holds values only");
}

TEST(Parser, SaysEverythingThatIsWrongAtOnce) {
    EXPECT_EQ(parse_query("form:a is:unraed (b").diagnostics.size(), 3U);
}

TEST(Parser, StopsAtDeepNesting) {
    EXPECT_TRUE(parse_query(std::string(50, '(') + "a" + std::string(50, ')')).query);
    const ParsedQuery parsed = parse_query(std::string(8'000, '('));
    EXPECT_FALSE(parsed.query);
    EXPECT_EQ(parsed.diagnostics.size(), 1U);
}

TEST(Parser, RefusesEndlessText) {
    EXPECT_EQ(
        read(std::string(max_query_bytes + 1, 'a')), "1: the query is longer than 16384 bytes"
    );
}

TEST(Parser, ReadsTheQueriesOfTheConfigExample) {
    EXPECT_EQ(
        read("from:(shop.example OR pay.example) subject:(receipt OR invoice)"),
        "from:(shop.example OR pay.example) subject:(receipt OR invoice)"
    );
    EXPECT_EQ(read("to:me OR subject:failed"), "to:me OR subject:failed");
    EXPECT_EQ(read("newer_than:2y -in:chats"), "newer_than:2y -in:chats");
}

} // namespace
} // namespace domain::rules
