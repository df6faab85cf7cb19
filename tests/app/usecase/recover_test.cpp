// A run that was killed in a folder that the server has numbered anew before the next run: what was
// done is known by who the messages are, whatever their UIDs are now.

#include "app/usecase/undo.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace usecase {
namespace {

/// Three travel mails behind one that is no part of the plan. The answer to the third label that is
/// written gets lost with the connection, as in a killed run.
class RecoverTest : public ::testing::Test {
protected:
    RecoverTest() {
        first_ = bench.put({.from = "ann@people.example", .labels = labels({"\\Inbox"})});
        for (int i = 0; i < 3; ++i) {
            bench.put({.labels = labels({"\\Inbox"})});
        }
        bench.sync_now();
        before_ = by_id();
        plan_ = bench.plan_now(Bench::with_rule("from:air.example", "Travel", true));
        bench.mail.plan({.call = memory::Call::change, .lost_answer = true});
        EXPECT_FALSE(bench.apply_now(plan_));
    }

    /// The first mail goes, and everything behind it takes the UID of its neighbour.
    void renumber() {
        bench.mail.remove(all_mail, first_);
        before_.erase("gm:1001");
        bench.mail.renumber(all_mail, 8);
    }

    [[nodiscard]] std::map<std::string, domain::LabelSet> by_id() const {
        std::map<std::string, domain::LabelSet> all;
        for (std::uint32_t uid = 1; uid <= 4; ++uid) {
            if (const auto* message = bench.mail.message(all_mail, {uid})) {
                all[message->id.value] = message->labels;
            }
        }
        return all;
    }

    [[nodiscard]] std::vector<std::string> labelled() const {
        std::vector<std::string> ids;
        for (const auto& [id, held] : by_id()) {
            if (held.contains({"Travel"})) {
                ids.push_back(id);
            }
        }
        return ids;
    }

    std::vector<ports::JournalEntry> entries() {
        std::vector<ports::JournalEntry> all;
        const auto runs = bench.state.journal().runs();
        for (const auto& run : *runs) {
            EXPECT_TRUE(bench.state.journal().entries(run.id, [&all](const auto& entry) {
                all.push_back(entry);
                return ports::Result<void>{};
            }));
        }
        return all;
    }

    Bench bench;
    ports::Uid first_;
    PlanReport plan_;
    std::map<std::string, domain::LabelSet> before_;
};

TEST_F(RecoverTest, SettlesByWhoAMessageIsAndNotByItsOldUid) {
    ASSERT_EQ(labelled().size(), 1U);
    const auto done = labelled().front();
    renumber();
    bench.sync_now();

    const auto undone = undo(bench.mail, bench.world(), {});

    ASSERT_TRUE(undone) << undone.error().sentence;
    EXPECT_EQ(undone->recovered.done, 1U);
    EXPECT_EQ(undone->recovered.not_sent, 2U);
    EXPECT_EQ(by_id(), before_) << "what was done was not taken back";
    for (const auto& entry : entries()) {
        ASSERT_TRUE(entry.outcome);
        EXPECT_NE(entry.outcome->cause, "the message is no longer in the folder");
    }
}

TEST_F(RecoverTest, LooksForThemOnTheServerWhereTheCacheIsOfTheOldNumbering) {
    ASSERT_EQ(labelled().size(), 1U);
    renumber();

    const auto undone = undo(bench.mail, bench.world(), {});

    ASSERT_TRUE(undone) << undone.error().sentence;
    EXPECT_EQ(undone->recovered.done, 1U);
    EXPECT_EQ(by_id(), before_);
}

TEST_F(RecoverTest, TellsTheCacheOfNobodyElse) {
    renumber();
    bench.mail.relabel(all_mail, {1}, {labels({"Mine"}), {}}); // gm:1002, which was UID 2.
    const auto cached_before = *bench.state.messages().find({"gm:1001"});
    ASSERT_TRUE(cached_before);

    ASSERT_TRUE(undo(bench.mail, bench.world(), {}));

    // In the cache's numbering UID 1 is still the first mail, and each row is its own message's.
    EXPECT_EQ(
        (*bench.state.messages().find({"gm:1001"}))->message.labels, cached_before->message.labels
    );
    for (const auto* const id : {"gm:1003", "gm:1004"}) {
        EXPECT_EQ((*bench.state.messages().find({id}))->message.labels, before_.at(id)) << id;
    }
}

TEST_F(RecoverTest, LeavesOpenWhatIsOfAnotherFolder) {
    ports::Intent elsewhere;
    elsewhere.run = bench.state.journal().runs()->front().id;
    elsewhere.message = {"gm:1003"};
    elsewhere.folder = "INBOX";
    elsewhere.uid = {3};
    elsewhere.add = labels({"Other"});
    ASSERT_TRUE(bench.state.journal().intend({&elsewhere, 1}));

    ASSERT_TRUE(bench.apply_now(plan_));

    const auto all = entries();
    const auto found = std::ranges::find_if(all, [&](const auto& entry) {
        return entry.intent.id == elsewhere.id;
    });
    ASSERT_NE(found, all.end());
    EXPECT_FALSE(found->outcome);
}

} // namespace
} // namespace usecase
