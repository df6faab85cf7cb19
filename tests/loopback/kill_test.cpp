#include "adapters/memory/recording_reporter.hpp"
#include "app/compose/options.hpp"
#include "app/compose/production.hpp"
#include "app/usecase/apply.hpp"
#include "tests/loopback/served_account.hpp"
#include "tests/support/doomed_process.hpp"

#include <gtest/gtest.h>

namespace loopback {
namespace {

using support::Fate;

/// `apply` of the last plan in a process of its own that is killed at the given step of the state.
Fate apply_killed_at(const FakeAccount& account, unsigned step) {
    return support::run_apart([&account, step] {
        unsigned passed = 0;
        const auto loaded = account.settings();
        compose::Production outside;
        memory::RecordingReporter reporter;
        const auto die = [&passed, step](std::string_view) {
            if (passed++ == step) {
                support::die_now();
            }
        };
        const auto opened =
            compose::Account::open(loaded, {outside, reporter, {}, die}, compose::StateUse::write);
        if (!opened) {
            ::_exit(1);
        }
        const auto world = (*opened)->world();
        const auto plan = usecase::PlanFile::load(world.state.plans(), "");
        auto options = compose::apply_options(loaded);
        options.confirmed = plan->entries();
        if (!usecase::apply(**(*opened)->mail(), world, *plan, options)) {
            ::_exit(1);
        }
    });
}

TEST(Kill, AtEachStepOfTheJournalIsMendedByTheNextApply) {
    const FakeAccount account{60};
    const auto before = account.look();
    ASSERT_EQ(account.run({"sync"}).code, 0);
    unsigned step = 0;
    for (Fate fate = Fate::killed; fate == Fate::killed && !HasFailure(); ++step) {
        SCOPED_TRACE("killed at step " + std::to_string(step));
        ASSERT_EQ(account.run({"plan"}).code, 0);
        const auto predicted = account.predicted(before);
        ASSERT_NE(predicted, before);

        fate = apply_killed_at(account, step);
        ASSERT_NE(fate, Fate::crashed);
        const auto next = account.run({"apply", "--max-actions=1000", "--json"});

        ASSERT_EQ(next.code, 0) << next.err;
        ASSERT_EQ(account.look(), predicted);
        account.undo_all();
        ASSERT_EQ(account.look(), before);
    }
    EXPECT_GT(step, 5U);
}

} // namespace
} // namespace loopback
