// One mail on which the server hangs up whenever it is asked for, wired as production wires it: the
// rest comes, it is named, and nothing storms.

#include "adapters/config/load.hpp"
#include "adapters/memory/recording_reporter.hpp"
#include "app/compose/account.hpp"
#include "app/compose/fault_injection.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/sync.hpp"
#include "tests/support/temporary_folder.hpp"
#include "testserver/mailbox/place_mail.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

namespace simulation {
namespace {

using testing::HasSubstr;

/// No header of the made-up mail is so long, so that only the one mail is meant.
constexpr std::string_view hangs_up_amid_a_long_header = R"toml(
[[rule]]
name = "poison"
on = { cmd = "UID FETCH", literal_byte = 20000 }
do = [{ close = "rst" }]
times = "any"
)toml";

class Parked : public testing::Test {
protected:
    Parked() {
        testserver::NewMessage mail;
        mail.raw =
            "From: desk@air.example\r\nSubject: long\r\nX-Long: " + std::string(40'000, 'x') +
            "\r\n\r\nDear traveller\r\n";
        mail.received = outside.clock().wall();
        testserver::place_mail(outside.account(), mail, [](const auto& label) {
            return label.name;
        });
        config::Given given;
        given.flags = outside.flags();
        given.flags["state-dir"] = (folder.path() / "state").string();
        loaded = config::load(given);
        account =
            *compose::Account::open(loaded, {outside, reporter, {}}, compose::StateUse::write);
    }

    usecase::SyncReport sync() {
        auto report =
            usecase::sync(**account->mail(), account->world(), compose::sync_options(loaded));
        EXPECT_TRUE(report) << report.error().sentence;
        return report ? *std::move(report) : usecase::SyncReport{};
    }

    [[nodiscard]] auto losses() const {
        return std::ranges::count(
            reporter.all<ports::ConnectionEvent>(),
            ports::ConnectionEvent::What::lost,
            &ports::ConnectionEvent::what
        );
    }

    support::TemporaryFolder folder;
    compose::FaultInjection outside{
        testserver::read_scenario(hangs_up_amid_a_long_header, "poison").scenario, 250
    };
    memory::RecordingReporter reporter;
    config::Loaded loaded;
    std::unique_ptr<compose::Account> account; ///< Last: it uses the others.
};

TEST_F(Parked, TheOneMailAndAllOthersCome) {
    const auto report = sync();

    EXPECT_EQ(report.cached, 250U);
    ASSERT_EQ(report.folders.front().parked.size(), 1U);
    EXPECT_EQ(report.folders.front().parked[0].uid, ports::Uid{251});
    EXPECT_THAT(report.folders.front().parked[0].cause, HasSubstr("connection ends"));
    // The RST takes with it what was answered before, so that the half with the mail is looked for.
    EXPECT_LE(losses(), 11);
    EXPECT_THAT(outside.problems(), testing::IsEmpty());

    const auto before = losses();
    const auto again = sync();

    EXPECT_EQ(losses(), before) << "it was asked for again at once";
    EXPECT_EQ(again.folders.front().parked.size(), 1U);
}

} // namespace
} // namespace simulation
