#include "domain/plan/summary.hpp"
#include "tests/domain/plan/plans.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

namespace domain::plan {

static void PrintTo(const Group& group, std::ostream* out) {
    *out << group.name << ' ' << group.messages << ' ' << group.archived;
}

namespace {

using testing_support::entry;
using testing_support::label_set;

std::vector<Entry> entries() {
    std::vector<Entry> all{entry(), entry(), entry()};
    all[1].sender = "bot@shop.example";
    all[2].sender.clear();
    all[2].change.edit = {label_set({"Work Stuff"}), {}};
    all[2].reasons = {"model Work Stuff 0.991"};
    return all;
}

Summary summary(GroupBy by) {
    Summary counted{by};
    for (const Entry& one : entries()) {
        counted.add(one);
    }
    return counted;
}

TEST(Summary, CountsEachMessageOnce) {
    const Summary counted = summary(GroupBy::reason);

    EXPECT_EQ(counted.messages(), 3U);
    EXPECT_EQ(counted.label_edits(), 5U);
    EXPECT_EQ(counted.archived(), 2U);
}

TEST(Summary, GroupsByRuleOrModelLabel) {
    const std::vector<Group> expected{
        {"rule receipts", 2, 2, label_set({"Receipts"}), label_set({"\\Inbox"})},
        {"model Work Stuff", 1, 0, label_set({"Work Stuff"}), {}},
    };
    EXPECT_EQ(summary(GroupBy::reason).groups(), expected);
}

TEST(Summary, GroupsByTheSendersHost) {
    const auto groups = summary(GroupBy::sender).groups();

    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0].name, "shop.example");
    EXPECT_EQ(groups[1].name, "(no sender)");
}

TEST(Summary, GroupsByLabel) {
    const auto groups = summary(GroupBy::label).groups();

    ASSERT_EQ(groups.size(), 3U);
    EXPECT_EQ(groups[2].name, "Work Stuff");
}

} // namespace
} // namespace domain::plan
