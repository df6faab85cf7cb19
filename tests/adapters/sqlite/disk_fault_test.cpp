#include "tests/adapters/sqlite/state_folder.hpp"
#include "tests/support/state_life.hpp"
#include "tests/support/watched_disk.hpp"

#include <gmock/gmock.h>
#include <sqlite3.h>

namespace sqlite {
namespace {

using ports::FailureKind;
using support::DiskOperation;
using Kind = support::DiskOperation::Kind;
using ::testing::HasSubstr;

class DiskFaultTest : public StateFolder {
protected:
    /// What a new state has written after opening, at the least: fewer operations would mean that
    /// the disk is not watched.
    static constexpr unsigned few_operations = 20;

    struct Life {
        unsigned operations = 0;
        support::Told told;
        std::vector<ports::Failure> failures;
    };

    /// Opens the state on a disk that fails where `fails` says, lives, and closes.
    Life live(const std::function<int(unsigned operation)>& fails) const {
        Life life;
        const support::WatchedDisk disk{[&](const DiskOperation&) {
            return fails(life.operations++);
        }};
        auto store = open();
        if (store) {
            life.failures = support::live(**store, life.told);
        } else {
            life.failures.push_back(store.error());
        }
        return life;
    }

    void begin_anew() const {
        for (const auto& entry : std::filesystem::directory_iterator{place.path()}) {
            std::filesystem::remove(entry);
        }
        ASSERT_TRUE(open());
    }

    /// Lives once for each disk operation; that one fails, or all from that one on.
    void sweep(int code, bool for_good) const {
        unsigned failing = 0;
        for (bool reached = true; reached && !HasFailure(); ++failing) {
            SCOPED_TRACE("disk operation " + std::to_string(failing) + " fails");
            begin_anew();
            const auto life = live([&](unsigned now) {
                return now == failing || (for_good && now > failing) ? code : SQLITE_OK;
            });
            reached = life.operations > failing;
            for (const auto& failure : life.failures) {
                EXPECT_EQ(failure.kind, FailureKind::local_io) << failure.sentence;
            }
            auto store = open();
            ASSERT_TRUE(store) << store.error().sentence;
            support::expect_consistent(**store, life.told);
        }
        EXPECT_GT(failing, few_operations);
    }
};

TEST_F(DiskFaultTest, LosesNothingWhenOneOperationFails) {
    sweep(SQLITE_IOERR_WRITE, false);
}

TEST_F(DiskFaultTest, LosesNothingWhenTheDiskIsFullOnce) {
    sweep(SQLITE_FULL, false);
}

/// After a failed fsync nobody knows what of the writes before it is on disk.
TEST_F(DiskFaultTest, LosesNothingWhenOneSyncFails) {
    sweep(SQLITE_IOERR_FSYNC, false);
}

TEST_F(DiskFaultTest, LosesNothingWhenNothingCanBeWrittenAnyMore) {
    sweep(SQLITE_IOERR_WRITE, true);
}

TEST_F(DiskFaultTest, LosesNothingWhenTheDiskStaysFull) {
    sweep(SQLITE_FULL, true);
}

TEST_F(DiskFaultTest, LosesNothingWhenTheDiskIsGone) {
    sweep(SQLITE_IOERR_FSYNC, true);
}

TEST_F(DiskFaultTest, SaysThatTheDiskIsFull) {
    ASSERT_TRUE(open());
    const support::WatchedDisk disk{[](const DiskOperation& operation) {
        return operation.kind == Kind::write ? SQLITE_FULL : SQLITE_OK;
    }};
    auto store = open();
    ASSERT_TRUE(store);

    const auto begun = (*store)->journal().begin(ports::RunKind::apply, "p-2", {});

    ASSERT_FALSE(begun);
    EXPECT_EQ(begun.error().kind, FailureKind::local_io);
    EXPECT_THAT(begun.error().sentence, HasSubstr("No space left on device"));
    EXPECT_THAT(begun.error().hint, HasSubstr("Free some space"));
}

TEST_F(DiskFaultTest, LeavesNoHalfMadeStateOnAFullDisk) {
    {
        const support::WatchedDisk disk{[](const DiskOperation& operation) {
            return operation.kind == Kind::write && operation.offset > 8192 ? SQLITE_FULL
                                                                            : SQLITE_OK;
        }};
        EXPECT_EQ(refusal().kind, FailureKind::local_io);
    }

    EXPECT_FALSE(std::filesystem::exists(file));
    EXPECT_TRUE(open());
}

TEST_F(DiskFaultTest, SyncsEachWriteOfTheJournal) {
    std::vector<Kind> operations;
    const support::WatchedDisk disk{[&operations](const DiskOperation& operation) {
        operations.push_back(operation.kind);
        return SQLITE_OK;
    }};
    auto store = open().value();
    auto& journal = store->journal();
    const auto run = journal.begin(ports::RunKind::apply, "p-2", {}).value();

    const auto synced = [&](const auto& call) {
        operations.clear();
        EXPECT_TRUE(call());
        return !operations.empty() && operations.back() == Kind::sync;
    };

    std::vector<ports::Intent> intents(1);
    intents[0].run = run;
    EXPECT_TRUE(synced([&] { return journal.intend(intents); }));
    EXPECT_FALSE(synced([&] { return store->bytes().add({}, {{1}, {1}}); }));
    const std::vector outcomes{ports::Outcome{intents[0].id, {}, {}, {}}};
    EXPECT_TRUE(synced([&] { return journal.settle(outcomes); })) << "also after a relaxed write";
    EXPECT_TRUE(synced([&] { return journal.end(run, {}); }));
}

} // namespace
} // namespace sqlite
