#include "tests/adapters/sqlite/state_folder.hpp"
#include "tests/support/doomed_process.hpp"
#include "tests/support/state_life.hpp"
#include "tests/support/watched_disk.hpp"

#include <functional>

namespace sqlite {
namespace {

using support::Fate;
using support::Told;

/// Kills a process while it uses a state, at each of many moments, and looks at what is left.
class KillTest : public StateFolder {
protected:
    static constexpr unsigned few_moments = 20;

    void begin_anew() const {
        for (const auto& entry : std::filesystem::directory_iterator{place.path()}) {
            std::filesystem::remove(entry);
        }
    }

    /// Calls `life` in a process of its own, which dies at the given moment. `now` is to be called
    /// at each moment there is.
    template <typename Life>
    void sweep(const Life& life) const {
        unsigned moment = 0;
        for (Fate fate = Fate::killed; fate == Fate::killed && !HasFailure(); ++moment) {
            SCOPED_TRACE("killed at moment " + std::to_string(moment));
            begin_anew();
            const support::SharedValue<Told> told;
            fate = support::run_apart([&] {
                unsigned passed = 0;
                const auto now = [&passed, moment] {
                    if (passed++ == moment) {
                        support::die_now();
                    }
                };
                life(now, *told);
            });
            ASSERT_NE(fate, Fate::crashed);
            auto store = open();
            ASSERT_TRUE(store) << store.error().sentence;
            support::expect_consistent(**store, *told);
        }
        EXPECT_GT(moment, few_moments);
    }
};

TEST_F(KillTest, LosesNothingAtAnyStepOfATransaction) {
    sweep([this](const std::function<void()>& now, Told& told) {
        auto store = open_state(
            {.folder = place.path(),
             .account = account,
             .fault_point = [&now](std::string_view) { now(); }}
        );
        if (store) {
            (void)support::live(**store, told);
        }
    });
}

TEST_F(KillTest, LosesNothingAtAnyDiskOperationFromTheFirst) {
    sweep([this](const std::function<void()>& now, Told& told) {
        const support::WatchedDisk disk{[&now](const support::DiskOperation&) {
            now();
            return 0;
        }};
        if (auto store = open()) {
            (void)support::live(**store, told);
        }
    });
}

} // namespace
} // namespace sqlite
