#include "domain/plan/plan.hpp"
#include "tests/domain/plan/plans.hpp"

#include <gtest/gtest.h>

namespace domain::plan {
namespace {

using testing_support::entry;
using testing_support::label_set;

TEST(Mismatch, NamesWhatChangedSinceThePlan) {
    const Basis planned{"you@gmail.com", 7, 1, 2};

    EXPECT_EQ(mismatch(planned, planned), std::nullopt);
    EXPECT_EQ(
        mismatch(planned, {"ann@gmail.com", 7, 1, 2}),
        "the plan was made for you@gmail.com, not for ann@gmail.com"
    );
    EXPECT_NE(
        mismatch(planned, {"you@gmail.com", 8, 1, 2}).value().find("UIDVALIDITY"), std::string::npos
    );
    EXPECT_EQ(
        mismatch(planned, {"you@gmail.com", 7, 9, 2}), "the rules changed since the plan was made"
    );
    EXPECT_EQ(
        mismatch(planned, {"you@gmail.com", 7, 1, 9}), "the model changed since the plan was made"
    );
}

TEST(EntryProblem, IsNothingForASmallestChange) {
    EXPECT_EQ(entry_problem(entry()), std::nullopt);
}

TEST(EntryProblem, RefusesWhatIsNeverPlanned) {
    Entry wrong = entry();
    wrong.change.edit.add = label_set({"\\Trash"});
    EXPECT_EQ(entry_problem(wrong), "the label \\Trash may not be changed");

    wrong = entry();
    wrong.before.insert(spam);
    EXPECT_EQ(entry_problem(wrong), "the message is in Spam, which is never touched");
}

TEST(EntryProblem, RefusesWhatIsNotTheSmallestChange) {
    Entry wrong = entry();
    wrong.change.edit = {};
    EXPECT_EQ(entry_problem(wrong), "it changes nothing");

    wrong = entry();
    wrong.before.insert(Label{"receipts"});
    EXPECT_EQ(entry_problem(wrong), "it adds \"Receipts\", which is there already");

    wrong = entry();
    wrong.before.erase(inbox);
    EXPECT_EQ(entry_problem(wrong), "it removes \"\\Inbox\", which is not there");

    wrong = entry();
    wrong.change.id.value.clear();
    EXPECT_EQ(entry_problem(wrong), "it names no message");
}

} // namespace
} // namespace domain::plan
