// The examples of scenarios, played to our client in memory: what they expect of a mail program is
// true of it. The one that sweeps and speaks of the token endpoint is played here without the
// latter, at each edge of an answer.

#include "adapters/config/load.hpp"
#include "adapters/memory/recording_reporter.hpp"
#include "app/compose/account.hpp"
#include "app/compose/fault_injection.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/apply.hpp"
#include "app/usecase/observe.hpp"
#include "app/usecase/plan.hpp"
#include "app/usecase/sync.hpp"
#include "app/usecase/watch.hpp"
#include "tests/support/temporary_folder.hpp"
#include "testserver/scenario/named_scenario.hpp"
#include "testserver/scenario/sweep.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

namespace simulation {
namespace {

using namespace std::chrono_literals;
using ::testing::IsEmpty;

constexpr std::string_view label_all = R"toml(
[limits]
actions_per_minute = 1000
[[rule]]
name = "all"
when = "larger:1"
do   = { label = ["Read by us"] }
)toml";

testserver::Scenario example(const std::string& name) {
    auto read = testserver::named_scenario(
        SCENARIO_EXAMPLES "/" + name + ".toml", testserver::Sweeping::allowed
    );
    EXPECT_EQ(testserver::text_of(read.problems), "");
    return std::move(read.scenario);
}

/// Our client at work under a scenario: sync, plan, apply, then it watches.
class Client {
public:
    explicit Client(testserver::Scenario scenario, std::size_t messages = 30)
        : outside{std::move(scenario), messages} {
        std::ofstream{folder_.path() / "config.toml"} << label_all;
        config::Given given;
        given.flags = outside.flags();
        given.flags["config"] = (folder_.path() / "config.toml").string();
        given.flags["state-dir"] = (folder_.path() / "state").string();
        loaded_ = config::load(given);
        account_ = compose::Account::open(
                       loaded_,
                       {outside, reporter_, {}, {}, imap::supervise::watch_policy()},
                       compose::StateUse::write
        )
                       .value();
    }

    /// Each verb again after ten minutes, as a user would, while its failure passes.
    void label_all_mail() {
        auto& mail = *account_->mail().value();
        const auto world = account_->world();
        again([&] { return usecase::sync(mail, world, compose::sync_options(loaded_)); });
        std::string plan;
        again([&] {
            auto planned = usecase::plan(&mail, world, compose::plan_options(loaded_));
            plan = planned ? planned->text : "";
            return planned;
        });
        const auto file = usecase::PlanFile::parse(plan).value();
        auto options = compose::apply_options(loaded_);
        options.confirmed = file.entries();
        again([&] { return usecase::apply(mail, world, file, options); });
    }

    void watch(std::chrono::seconds length) {
        auto options = compose::watch_options(loaded_);
        options.act = true;
        options.length = length;
        options.sleep = outside.sleep();
        watched = usecase::watch(
            *account_->mail().value(), account_->world(), options, [](const auto& /*news*/) {}
        );
    }

    std::vector<std::string> problems() {
        account_.reset(); // Says good-bye.
        return outside.problems();
    }

private:
    template <typename Verb>
    void again(Verb verb) {
        constexpr int most = 10;
        auto result = verb();
        for (int tried = 1; !result && tried < most; ++tried) {
            ASSERT_TRUE(ports::reaction(result.error().kind).retry) << result.error().sentence;
            outside.sleep()(outside.clock().monotonic() + 10min, {});
            result = verb();
        }
        ASSERT_TRUE(result) << result.error().sentence;
    }

    support::TemporaryFolder folder_;
    memory::RecordingReporter reporter_;
    config::Loaded loaded_;

public:
    compose::FaultInjection outside;
    ports::Result<usecase::WatchReport> watched{};

private:
    std::unique_ptr<compose::Account> account_;
};

TEST(ExampleScenario, ResumesWhatWasCut) {
    Client client{example("resume")};

    client.label_all_mail();

    EXPECT_THAT(client.problems(), IsEmpty());
}

TEST(ExampleScenario, LooksBeforeItRepeats) {
    Client client{example("look_first"), 300};

    client.label_all_mail();

    EXPECT_THAT(client.problems(), IsEmpty());
}

TEST(ExampleScenario, LivesThroughTheDay) {
    Client client{example("day")};

    client.label_all_mail();
    client.watch(26h);

    EXPECT_TRUE(client.watched);
    EXPECT_THAT(client.problems(), IsEmpty());
}

TEST(ExampleScenario, HasNothingLeftToDoOnceItIsCalm) {
    auto scenario = example("weather");
    scenario.expectations.front().labels_once = true;
    Client client{std::move(scenario)};

    client.label_all_mail();
    client.watch(4h);

    EXPECT_TRUE(client.watched);
    EXPECT_THAT(client.problems(), IsEmpty());
}

TEST(ExampleScenario, SaysNothingToAnExpiredCertificate) {
    Client client{example("certificate")};

    client.label_all_mail();
    client.watch(6h);

    // It stops for the user's eyes, or comes back: either way nothing was said in between.
    EXPECT_THAT(client.problems(), testing::Each(testing::HasSubstr("\"renewed\" never fired")));
}

TEST(ExampleScenario, WritesWithNoUidOfTheOldMailbox) {
    auto scenario = example("rebuilt");
    std::erase_if(scenario.rules, [](const testserver::Rule& rule) {
        return rule.name == "token";
    });
    scenario.rules.at(0).on.out_byte = testserver::Sweep{testserver::Sweep::Over::edges, 0, 0, 1};
    Client calm{scenario};
    calm.label_all_mail();
    const auto made = testserver::SweepCases::make(scenario, calm.outside.engine().reaches());
    const auto& cases = std::get<testserver::SweepCases>(made);
    constexpr std::size_t most = 40; // Runs: each is a whole job.
    const auto stride = cases.size() / most + 1;

    for (std::size_t i = 0; i < cases.size(); i += stride) {
        auto one = cases.at(i);
        Client client{std::move(one.scenario)};
        client.label_all_mail();
        EXPECT_THAT(client.problems(), IsEmpty()) << one.name;
    }
}

} // namespace
} // namespace simulation
