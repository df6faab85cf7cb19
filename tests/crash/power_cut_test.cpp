#include "tests/adapters/sqlite/state_folder.hpp"
#include "tests/support/disk_recording.hpp"
#include "tests/support/state_life.hpp"

#include <algorithm>
#include <random>

namespace sqlite {
namespace {

using support::Told;

/// Records one life of a state, and makes what a disk may hold after each moment of it.
class PowerCutTest : public StateFolder {
protected:
    PowerCutTest() {
        EXPECT_TRUE(open());
        beginning = content(file);
        const support::WatchedDisk disk{[this, record = recording.hook()](const auto& operation) {
            told_before.push_back(told);
            return record(operation);
        }};
        auto store = open();
        EXPECT_TRUE(support::live(**store, told).empty());
        store->reset();
        told_before.push_back(told);
    }

    /// The state as it was before the recording, as a killed run leaves it.
    void begin_anew() const {
        for (const auto& entry : std::filesystem::directory_iterator{place.path()}) {
            std::filesystem::remove(entry);
        }
        overwrite(file, beginning);
        overwrite(beside(".lock"), "4242\n");
    }

    void expect_consistent(std::size_t operations) const {
        auto store = open();
        ASSERT_TRUE(store) << store.error().sentence;
        support::expect_consistent(**store, told_before[operations]);
    }

    std::string beginning;
    Told told;
    std::vector<Told> told_before; ///< Each operation, and the end.
    support::DiskRecording recording;
};

TEST_F(PowerCutTest, RecordsALifeThatIsWorthCutting) {
    EXPECT_GT(recording.size(), 40U);
    EXPECT_EQ(told.intents, 6U);
    EXPECT_EQ(told.outcomes, 5U);
}

TEST_F(PowerCutTest, LosesNothingWhenTheProcessEndsInsideAWrite) {
    for (std::size_t last = 0; last < recording.size() && !HasFailure(); ++last) {
        const auto size = recording.written_by(last);
        for (const auto torn : {std::size_t{0}, size / 2, size - std::min<std::size_t>(size, 1)}) {
            SCOPED_TRACE(std::to_string(torn) + " bytes of disk operation " + std::to_string(last));
            begin_anew();
            recording.replay_kill(place.path(), last + 1, torn);
            expect_consistent(last);
        }
    }
}

TEST_F(PowerCutTest, LosesNothingThatWasAcknowledgedWhenThePowerGoes) {
    constexpr unsigned seeds = 4;
    for (std::size_t count = 0; count <= recording.size() && !HasFailure(); ++count) {
        for (unsigned seed = 0; seed < seeds; ++seed) {
            SCOPED_TRACE(
                "after disk operation " + std::to_string(count) + ", seed " + std::to_string(seed)
            );
            begin_anew();
            std::mt19937 chance{seed};
            recording.replay_power_cut(place.path(), count, chance);
            expect_consistent(count);
        }
    }
}

} // namespace
} // namespace sqlite
