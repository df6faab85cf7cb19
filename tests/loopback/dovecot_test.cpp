#include "tests/loopback/dovecot_account.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace loopback {
namespace {

// A server that is not Gmail cannot archive, so these rules only label.
constexpr std::string_view label_rules = R"toml(
[learn]
min_examples = 10
target_precision = 0.5

[[rule]]
name = "receipts"
when = "subject:(receipt OR order OR invoice)"
do   = { label = ["Receipts"], star = true }
)toml";

int number(const Ran& ran, std::string_view key) {
    return ran.json().at(key).to_number<int>();
}

class OnDovecot : public ::testing::Test {
protected:
    void SetUp() override {
        if (!support::Dovecot::available()) {
            GTEST_SKIP() << support::Dovecot::how_to_install;
        }
    }
};

TEST_F(OnDovecot, TheWholeJobEndsAsPlannedAndUndoRestoresIt) {
    const DovecotAccount account{400};
    account.configure(label_rules);
    const auto before = account.look();

    for (const auto* verb : {"sync", "learn", "eval"}) {
        const auto ran = account.run({verb});
        ASSERT_EQ(ran.code, 0) << verb << ": " << ran.err;
    }
    const auto plan = account.run({"plan", "--json"});
    ASSERT_EQ(plan.code, 0) << plan.err;
    ASSERT_EQ(account.run({"show"}).code, 0);
    ASSERT_EQ(account.run({"explain", before.begin()->first}).code, 0);
    EXPECT_EQ(account.look(), before);

    ASSERT_GT(number(plan, "messages"), 20);
    const auto predicted = account.predicted(before);
    const auto applied = account.run({"apply", "--max-actions=1000", "--json"});
    ASSERT_EQ(applied.code, 0) << applied.err << applied.out;
    EXPECT_EQ(account.look(), predicted);

    const auto undone = account.run({"undo", "--json"});
    ASSERT_EQ(undone.code, 0) << undone.err << undone.out;
    EXPECT_EQ(account.look(), before);
}

TEST_F(OnDovecot, TheSecondSyncFetchesNothing) {
    const DovecotAccount account{100};
    ASSERT_EQ(account.run({"sync"}).code, 0);

    const auto second = account.run({"sync", "--json"});

    ASSERT_EQ(second.code, 0) << second.err;
    EXPECT_EQ(second.json().at("folders").at(0).at("new").to_number<int>(), 0);
    EXPECT_EQ(second.json().at("folders").at(0).at("changed").to_number<int>(), 0);
}

TEST_F(OnDovecot, FoldersTeachWhatTheInboxGetsAsLabels) {
    const DovecotAccount account{400, true};
    account.configure("[learn]\nmin_examples = 10\ntarget_precision = 0.5\n");
    const auto before = account.look();
    ASSERT_EQ(account.run({"sync"}).code, 0);
    ASSERT_EQ(account.run({"learn"}).code, 0);
    const auto plan = account.run({"plan", "--json"});
    ASSERT_EQ(plan.code, 0) << plan.err;
    ASSERT_GT(number(plan, "messages"), 5);
    const auto predicted = account.predicted(before);

    const auto applied = account.run({"apply", "--max-actions=1000"});

    ASSERT_EQ(applied.code, 0) << applied.err << applied.out;
    EXPECT_EQ(account.look(), predicted);
}

} // namespace
} // namespace loopback
