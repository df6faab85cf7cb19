#include "domain/plan/undo.hpp"
#include "tests/domain/builders.hpp"

#include <gtest/gtest.h>

namespace domain::plan {
namespace {

using testing_support::label_set;

const Change done{{"gm:1"}, {label_set({"Travel"}), label_set({"\\Inbox", "Todo"})}};

TEST(PlanUndo, TakesBackWhatIsStillSo) {
    const UndoStep step = plan_undo(done, label_set({"Travel", "Mine"}));

    EXPECT_EQ(step.change, inverse(done));
    EXPECT_TRUE(step.kept.empty());
}

TEST(PlanUndo, LetsLaterEditsByHandWin) {
    const UndoStep step = plan_undo(done, label_set({"\\Inbox"}));

    EXPECT_EQ(step.change.edit, (LabelEdit{label_set({"Todo"}), {}}));
    EXPECT_EQ(step.kept, (LabelEdit{label_set({"\\Inbox"}), label_set({"Travel"})}));
}

TEST(PlanUndo, DoesNothingToWhatWasThrownAway) {
    const UndoStep step = plan_undo(done, label_set({"Travel", "\\Trash"}));

    EXPECT_TRUE(step.change.edit.empty());
    EXPECT_EQ(step.out_of_reach, "Trash");
}

TEST(PlanUndo, IsEmptyTheSecondTime) {
    const LabelSet before = label_set({"\\Inbox", "Todo"});

    const UndoStep again = plan_undo(done, before);

    EXPECT_TRUE(again.change.edit.empty());
}

} // namespace
} // namespace domain::plan
