#include "domain/rules/implication.hpp"
#include "tests/domain/builders.hpp"

#include <gtest/gtest.h>

namespace domain::rules {
namespace {

bool implied(std::string_view narrow, std::string_view wide) {
    return implies(testing_support::query(narrow).root(), testing_support::query(wide).root());
}

bool impossible(std::string_view text) {
    return is_impossible(testing_support::query(text).root());
}

TEST(Implies, HoldsWhenClausesAreOnlyAdded) {
    EXPECT_TRUE(implied("from:a subject:b", "from:a"));
    EXPECT_TRUE(implied("from:a", "from:(a OR b)"));
    EXPECT_TRUE(implied("from:(a OR b) x", "from:(c OR a OR b)"));
    EXPECT_TRUE(implied("-from:(a OR b)", "-from:a"));
    EXPECT_TRUE(implied("x", ""));
}

TEST(Implies, FailsWhenClausesAreMissing) {
    EXPECT_FALSE(implied("from:a", "from:a subject:b"));
    EXPECT_FALSE(implied("from:(a OR b)", "from:a"));
    EXPECT_FALSE(implied("-from:a", "-from:(a OR b)"));
}

TEST(IsImpossible, SeesContradictions) {
    for (const char* text :
         {"is:read is:unread",
          "from:a -from:a",
          "larger:2M smaller:1M",
          "a (is:unread OR b) -a",
          "after:2026/02/01 before:2026/01/01",
          "has:nouserlabels has:userlabels",
          "in:inbox in:archive",
          "(is:read is:unread) OR (a -a)",
          "-from:(a OR b) from:a"}) {
        EXPECT_TRUE(impossible(text)) << text;
    }
    for (const char* text :
         {"is:read OR is:unread", "larger:1M smaller:2M", "from:a from:b", "a -b"}) {
        EXPECT_FALSE(impossible(text)) << text;
    }
}

} // namespace
} // namespace domain::rules
