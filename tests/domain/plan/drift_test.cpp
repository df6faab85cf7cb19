#include "domain/plan/drift.hpp"
#include "tests/domain/plan/plans.hpp"

#include <gtest/gtest.h>

namespace domain::plan {
namespace {

using testing_support::entry;
using testing_support::label_set;
using Kind = Drift::Kind;

TEST(CheckDrift, AppliesWhatIsAsItWas) {
    const Drift drift = check_drift(entry(), entry().before);

    EXPECT_EQ(drift.kind, Kind::apply);
    EXPECT_EQ(drift.remaining, entry().change);
}

TEST(CheckDrift, SeesThatItIsDone) {
    EXPECT_EQ(check_drift(entry(), label_set({"receipts"})).kind, Kind::already_done);
    EXPECT_EQ(check_drift(entry(), label_set({"Receipts", "Mine"})).kind, Kind::already_done);
}

TEST(CheckDrift, GoesOnWhereAKilledRunStopped) {
    const Drift drift = check_drift(entry(), label_set({"\\Inbox", "Receipts"}));

    EXPECT_EQ(drift.kind, Kind::apply);
    EXPECT_EQ(drift.remaining.edit, (LabelEdit{{}, label_set({"\\Inbox"})}));
}

TEST(CheckDrift, LeavesWhatSomeoneElseChanged) {
    EXPECT_EQ(check_drift(entry(), label_set({"\\Inbox", "Travel"})).why, "Travel was added since");
    EXPECT_EQ(check_drift(entry(), label_set({"\\Inbox", "\\Starred"})).kind, Kind::changed);
    Entry labelled = entry();
    labelled.before.insert(Label{"Work"});
    EXPECT_EQ(check_drift(labelled, label_set({"\\Inbox"})).why, "Work was removed since");
}

TEST(CheckDrift, LeavesWhatWasThrownAway) {
    const Drift drift = check_drift(entry(), label_set({"\\Trash"}));

    EXPECT_EQ(drift.kind, Kind::changed);
    EXPECT_EQ(drift.why, "it is in Trash now");
}

TEST(CheckDrift, DoesNotMindWhatGmailChangesItself) {
    EXPECT_EQ(check_drift(entry(), label_set({"\\Inbox", "\\Muted"})).kind, Kind::apply);
}

} // namespace
} // namespace domain::plan
