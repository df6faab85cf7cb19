// The whole job on Debian's Dovecot over a line that is cut at random, again and again, in the TLS
// handshake as much as inside an answer: the labels end as planned, and undo restores them. CUTS
// says how many; `ci/nightly` a thousand.

#include "adapters/memory/recording_reporter.hpp"
#include "app/compose/account.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/apply.hpp"
#include "app/usecase/plan.hpp"
#include "app/usecase/sync.hpp"
#include "app/usecase/undo.hpp"
#include "tests/loopback/dovecot_account.hpp"
#include "tests/loopback/impatient.hpp"
#include "tests/support/cutting_proxy.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <string>

namespace loopback {
namespace {

imap::supervise::Policy tireless() {
    auto policy = imap::supervise::watch_policy();
    policy.logins_per_window = 1'000'000;
    return policy;
}

/// As a user would who runs it again; the supervisor gives up where five connections in a row bring
/// nothing.
template <typename Verb>
auto stubborn(Verb verb) {
    constexpr int most_tries = 50;
    auto result = verb();
    for (int tries = 1; !result && tries < most_tries; ++tries) {
        EXPECT_TRUE(ports::reaction(result.error().kind).retry) << result.error().sentence;
        result = verb();
    }
    return result;
}

std::uint64_t wanted_cuts() {
    const char* said = std::getenv("CUTS"); // NOLINT(concurrency-mt-unsafe)
    return said == nullptr ? 30 : std::stoull(said);
}

/// Sync into an empty state, plan, apply, undo.
class Round {
public:
    Round(const DovecotAccount& account, std::uint16_t port, std::uint64_t number)
        : served_(account), loaded_(account.settings()) {
        loaded_.settings.port = port;
        loaded_.settings.state_dir = account.folder() / ("state-" + std::to_string(number));
        account_ = compose::Account::open(
                       loaded_, {outside_, reporter_, {}, {}, tireless()}, compose::StateUse::write
        )
                       .value();
    }

    void play(const Mailbox& before) {
        auto& mail = *account_->mail().value();
        const auto world = account_->world();
        ASSERT_TRUE(stubborn([&] {
            return usecase::sync(mail, world, compose::sync_options(loaded_));
        }));
        const auto plan =
            stubborn([&] { return usecase::plan(&mail, world, compose::plan_options(loaded_)); });
        ASSERT_TRUE(plan);
        ASSERT_GT(plan->messages, 20U);
        const auto file = usecase::PlanFile::parse(plan->text).value();
        auto options = compose::apply_options(loaded_);
        options.confirmed = file.entries();
        const auto applied = stubborn([&] { return usecase::apply(mail, world, file, options); });
        ASSERT_TRUE(applied);
        EXPECT_EQ(applied->before + applied->done + applied->already, plan->messages);
        EXPECT_NE(served_.look(), before);
        ASSERT_TRUE(stubborn([&] {
            return usecase::undo(mail, world, compose::undo_options(loaded_));
        }));
        ASSERT_EQ(served_.look(), before);
    }

private:
    const DovecotAccount& served_;
    config::Loaded loaded_;
    Impatient outside_;
    memory::RecordingReporter reporter_;
    std::unique_ptr<compose::Account> account_;
};

TEST(BadLine, EndsAsPlannedHoweverOftenItIsCut) {
    if (!support::Dovecot::available()) {
        GTEST_SKIP() << support::Dovecot::how_to_install;
    }
    const DovecotAccount account{150};
    account.configure(R"toml(
[[rule]]
name = "receipts"
when = "subject:(receipt OR order OR invoice OR trip OR release)"
do   = { label = ["Tried"] }
)toml");
    const auto before = account.look();
    const auto target = static_cast<std::uint16_t>(std::stoul(account.flags().at("port")));
    support::CuttingProxy line{target, support::cuts_by_chance(1, 40'000)};

    std::uint64_t rounds = 0;
    while (line.cuts() < wanted_cuts() && !HasFailure()) {
        Round{account, line.port(), ++rounds}.play(before);
    }

    RecordProperty("rounds", std::to_string(rounds));
    RecordProperty("cuts", std::to_string(line.cuts()));
}

} // namespace
} // namespace loopback
