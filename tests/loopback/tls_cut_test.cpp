// The whole job over real sockets and TLS, its first connection cut after a byte of either side: in
// the handshake after each, later beside the edges of TLS records. Inside one record all cuts are
// the same to the program, which is handed whole records only. A share for each commit, everything
// with CUT_STRIDE=1.

#include "adapters/memory/recording_reporter.hpp"
#include "app/compose/account.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/apply.hpp"
#include "app/usecase/plan.hpp"
#include "app/usecase/sync.hpp"
#include "app/usecase/undo.hpp"
#include "tests/loopback/impatient.hpp"
#include "tests/loopback/served_account.hpp"
#include "tests/support/cutting_proxy.hpp"
#include "tests/support/sweep_share.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>
#include <mutex>
#include <numeric>
#include <ostream>
#include <set>
#include <string>
#include <utility>

namespace loopback {
namespace {

using support::LineCut;
using support::stride_or;

constexpr std::size_t mailbox_size = 12;
/// Bytes of a record before its payload: type, version, length (RFC 8446 5.1).
constexpr std::size_t record_header = 5;
/// The handshake of either side in this many bytes, and a little of what follows.
constexpr std::uint64_t handshake = 2'500;
/// A signature is a byte longer in one handshake than in the next, and all that follows with it.
constexpr std::uint64_t wobble = 3;

/// What came of the job: nothing where it went as it should.
struct Came {
    std::string amiss;
    std::uint64_t cuts = 0;
    std::string said; ///< The server's bytes, as they went over the wire.
};

/// One mailbox, and a line to it for each case.
class Line {
public:
    Line() {
        account_.configure(R"toml(
[[rule]]
name = "all"
when = "larger:1"
do   = { label = ["Tried/All"] }
)toml");
        before_ = account_.look();
    }

    Came play(std::optional<LineCut> cut) {
        Came came;
        std::mutex guard;
        const auto settings = account_.settings();
        const support::CuttingProxy line{
            settings.settings.port,
            [&cut] { return std::exchange(cut, std::nullopt); },
            [&](std::string_view bytes) {
                const std::scoped_lock lock{guard};
                came.said += bytes;
            }
        };
        came.amiss = job(line.port(), settings);
        came.cuts = line.cuts();
        return came;
    }

private:
    std::string job(std::uint16_t port, config::Loaded loaded) {
        loaded.settings.port = port;
        loaded.settings.state_dir = account_.folder() / ("state-" + std::to_string(++jobs_));
        Impatient outside;
        memory::RecordingReporter reporter;
        const auto account =
            compose::Account::open(loaded, {outside, reporter, {}}, compose::StateUse::write)
                .value();
        auto& mail = *account->mail().value();
        const auto world = account->world();
        if (auto synced = usecase::sync(mail, world, compose::sync_options(loaded)); !synced) {
            return "sync: " + synced.error().sentence;
        }
        const auto plan = usecase::plan(&mail, world, compose::plan_options(loaded));
        if (!plan) {
            return "plan: " + plan.error().sentence;
        }
        const auto file = usecase::PlanFile::parse(plan->text).value();
        auto options = compose::apply_options(loaded);
        options.confirmed = file.entries();
        const auto applied = usecase::apply(mail, world, file, options);
        if (!applied) {
            return "apply: " + applied.error().sentence;
        }
        if (plan->messages != before_.size() || applied->done != before_.size()) {
            return fmt::format("{} were planned, {} done", plan->messages, applied->done);
        }
        const auto undone = usecase::undo(mail, world, compose::undo_options(loaded));
        if (!undone) {
            return "undo: " + undone.error().sentence;
        }
        return account_.look() == before_ ? "" : "undo did not restore all";
    }

    FakeAccount account_{mailbox_size};
    Mailbox before_;
    std::uint64_t jobs_ = 0;
};

/// Every byte of the handshake, and what is beside the edge of a record.
std::set<std::uint64_t> places_of_server(const std::string& said) {
    std::set<std::uint64_t> places;
    for (std::uint64_t at = 1; at < handshake; ++at) {
        places.insert(at);
    }
    for (std::size_t at = 0; at + record_header <= said.size();) {
        const auto high = static_cast<unsigned char>(said[at + 3]);
        const auto low = static_cast<unsigned char>(said[at + 4]);
        at += record_header + (std::size_t{high} << 8U) + low;
        for (auto beside = at - wobble; beside <= at + wobble; ++beside) {
            places.insert(beside);
        }
    }
    return places;
}

struct Side {
    std::string name;
    LineCut::Counted counted;
    LineCut::How how;
    std::uint64_t stride; ///< A prime.

    friend std::ostream& operator<<(std::ostream& out, const Side& side) {
        return out << side.name;
    }
};

class TlsCut : public ::testing::TestWithParam<Side> {};

TEST_P(TlsCut, IsHealedWhereverItHappens) {
    const auto& [name, counted, how, usual_stride] = GetParam();
    Line line;
    const auto calm = line.play({});
    ASSERT_EQ(calm.amiss, "");
    ASSERT_GT(calm.said.size(), handshake);
    auto places = places_of_server(calm.said);
    if (counted == LineCut::Counted::client) {
        // The client says less: its records are short, each of its first bytes is cut.
        places.erase(places.lower_bound(handshake), places.end());
    }
    const auto begun = std::chrono::steady_clock::now();

    std::uint64_t cases = 0;
    std::uint64_t number = 0;
    for (const auto place : places) {
        if (number++ % stride_or(usual_stride) != 0) {
            continue;
        }
        const auto came = line.play(LineCut{counted, place, how});
        ASSERT_EQ(came.amiss, "") << name << " after byte " << place;
        cases += came.cuts;
    }

    EXPECT_GT(cases, 0U);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::cout << fmt::format(
        "{}: {} of {} places cut, {:.0f} cases/s\n",
        name,
        cases,
        places.size(),
        static_cast<double>(cases) / took.count()
    );
}

INSTANTIATE_TEST_SUITE_P(
    Loopback,
    TlsCut,
    ::testing::Values(
        Side{"ServerFin", LineCut::Counted::server, LineCut::How::fin, 251},
        Side{"ServerRst", LineCut::Counted::server, LineCut::How::rst, 307},
        Side{"ClientFin", LineCut::Counted::client, LineCut::How::fin, 257},
        Side{"ClientRst", LineCut::Counted::client, LineCut::How::rst, 293}
    ),
    [](const auto& side) { return side.param.name; }
);

} // namespace
} // namespace loopback
