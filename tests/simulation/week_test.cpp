// A week of `watch --apply` on the simulated clock: tokens that live an hour, sessions that live a
// day, a router that forgets after 12 idle minutes, connections that are cut, a machine that is
// suspended each night, and a thousand mails.

#include "adapters/config/load.hpp"
#include "app/compose/account.hpp"
#include "app/compose/fault_injection.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/watch.hpp"
#include "tests/support/temporary_folder.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace simulation {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view week = R"toml(
seed = 11
limits = { token_life = "1h", session = "24h", nat_idle = "12m" }
[[rule]]
name = "mail"
on = { every = "8m" }
do = [{ mailbox = { name = "INBOX", deliver = 1 } }]
times = "any"
[[rule]]
name = "cut"
on = { every = "7h" }
do = [{ close_all = "rst" }]
times = "any"
[[expect]]
open_at_once = 1
logins = { min = 2, max = 300 }
attempts_per_hour = { max = 6 }
)toml";

constexpr std::string_view label_all = R"toml(
[limits]
actions_per_minute = 1000
[[rule]]
name = "seen"
when = "larger:1"
do   = { label = ["Seen by watch"] }
)toml";

/// Suspends the machine for eight hours of each simulated day, at the first thing that happens in
/// it.
class Nights final : public ports::Reporter {
public:
    explicit Nights(compose::FaultInjection& outside)
        : outside_(outside), next_(outside.clock().wall() + 20h) {}

    void report(const ports::Event& event) override {
        if (const auto* const connection = std::get_if<ports::ConnectionEvent>(&event)) {
            losses_ += connection->what == ports::ConnectionEvent::What::lost ? 1 : 0;
        }
        if (outside_.clock().wall() >= next_) {
            next_ += 24h;
            ++nights_;
            outside_.suspend(8h);
        }
    }

    [[nodiscard]] int nights() const { return nights_; }

    [[nodiscard]] int losses() const { return losses_; }

private:
    compose::FaultInjection& outside_;
    domain::Timestamp next_;
    int nights_ = 0;
    int losses_ = 0;
};

class Week : public ::testing::Test {
protected:
    Week() {
        std::ofstream{folder_.path() / "config.toml"} << label_all;
        config::Given given;
        given.flags = outside.flags();
        given.flags["config"] = (folder_.path() / "config.toml").string();
        given.flags["state-dir"] = (folder_.path() / "state").string();
        loaded = config::load(given);
        account = compose::Account::open(
                      loaded,
                      {outside, reporter, {}, {}, imap::supervise::watch_policy()},
                      compose::StateUse::write
        )
                      .value();
    }

    std::set<std::uint64_t> messages() {
        std::set<std::uint64_t> ids;
        const auto all = outside.account().special(testserver::SpecialUse::all);
        for (const auto& entry : all->entries()) {
            ids.insert(entry.message->id);
        }
        return ids;
    }

    /// How often each message was given the label.
    std::map<std::string, int> given() {
        std::map<std::string, int> times;
        auto& journal = account->world().state.journal();
        const auto runs = journal.runs().value();
        for (const auto& run : runs) {
            EXPECT_TRUE(journal.entries(run.id, [&times](const auto& entry) {
                times[entry.intent.message.value] += entry.intent.add.empty() ? 0 : 1;
                return ports::Result<void>{};
            }));
        }
        return times;
    }

    usecase::WatchReport watch(std::chrono::seconds length) {
        auto options = compose::watch_options(loaded);
        options.act = true;
        options.length = length;
        options.sleep = outside.sleep();
        const auto report = usecase::watch(
            *account->mail().value(), account->world(), options, [](const auto& /*news*/) {}
        );
        EXPECT_TRUE(report) << report.error().sentence;
        return report.value_or(usecase::WatchReport{});
    }

    support::TemporaryFolder folder_;
    compose::FaultInjection outside{testserver::read_scenario(week, "week").scenario, 50};
    Nights reporter{outside};
    config::Loaded loaded;
    std::unique_ptr<compose::Account> account;
};

/// Two days for each commit; a week with WHOLE_WEEK=1.
int days() {
    return std::getenv("WHOLE_WEEK") == nullptr ? 2 : 7;
}

TEST_F(Week, MissesNoMailAndLabelsNoneTwice) {
    watch(1s);
    const auto before = messages();

    // Of the monotonic clock, which stands still by night.
    const auto report = watch(days() * 16h);
    ASSERT_TRUE(account->mail().value()->close());

    auto now = messages();
    std::erase_if(now, [&before](auto id) { return before.contains(id); });
    EXPECT_GE(std::ssize(now), days() * 143) << "a thousand mails a week";
    EXPECT_EQ(report.applied, now.size());
    std::map<std::string, int> once;
    for (const auto id : now) {
        once.emplace("gm:" + std::to_string(id), 1);
    }
    EXPECT_EQ(given(), once);
    EXPECT_GE(reporter.nights(), days() - 1);
    EXPECT_GE(reporter.losses(), days());
    EXPECT_THAT(outside.problems(), ::testing::IsEmpty());
}

} // namespace
} // namespace simulation
