#include "adapters/imap/client/healing_mail_store.hpp"

#include "adapters/imap/client/isolation.hpp"
#include "adapters/imap/client/open_changes.hpp"
#include "adapters/imap/client/undelivered.hpp"
#include "adapters/imap/client/watermarks.hpp"
#include "ports/failure.hpp"
#include "ports/overloaded.hpp"

#include <fmt/core.h>

#include <array>
#include <chrono>
#include <map>
#include <utility>

namespace imap::client {

using ports::ConnectionEvent;
using ports::Failure;
using ports::FailureKind;
using ports::Overloaded;
using ports::Result;
using namespace std::chrono_literals;

namespace {

/// Connections that a call may lose in a row without anything new arriving. More of the same would
/// be a storm: one message that makes the server hang up, asked for again and again.
constexpr int fruitless_losses = 4;

/// When a change whose effect does not show is looked for again, each from the one before. Gmail's
/// reads can lag a minute behind its writes (FAULTS C13).
constexpr std::array<std::chrono::seconds, 6> late_looks{1s, 2s, 4s, 8s, 15s, 30s};

/// Whether a message that was asked for may be to blame; a server that is full or pauses us is not
/// moved by what we ask.
bool ends_a_connection(FailureKind kind) {
    return kind == FailureKind::connection_lost || kind == FailureKind::timed_out ||
           kind == FailureKind::server_bye || kind == FailureKind::protocol;
}

supervise::Event event_of(const Result<void>& outcome, const supervise::Event& success) {
    return outcome ? success : supervise::Event{supervise::Failed{outcome.error()}};
}

} // namespace

HealingMailStore::HealingMailStore(World world, supervise::Policy policy)
    : world_(std::move(world)), supervisor_(policy, world_.randomness) {}

HealingMailStore::~HealingMailStore() = default;

// Connecting, pacing, selecting again.

template <typename Work>
auto HealingMailStore::heal(const std::stop_token& stop, Work work)
    -> decltype(work(std::declval<ConnectionStore&>())) {
    int losses = 0;
    supervise::Action next = supervise::Serve{};
    if (!serving_) {
        next = supervisor_.begin(world_.clock.monotonic());
    }
    while (true) {
        if (auto up = bring_up(next, stop); !up) {
            return ports::fail(up.error());
        }
        const std::uint64_t arrived_before = arrived_;
        auto result = work(*store_);
        if (result || !ports::reaction(result.error().kind).retry) {
            return result;
        }
        world_.reporter.report(
            ConnectionEvent{.what = ConnectionEvent::What::lost, .detail = result.error().sentence}
        );
        drop();
        losses = arrived_ == arrived_before ? losses + 1 : 0;
        if (losses > fruitless_losses) {
            return result;
        }
        next = supervisor_.after(supervise::Failed{result.error()}, world_.clock.monotonic());
    }
}

Result<void> HealingMailStore::bring_up(supervise::Action next, const std::stop_token& stop) {
    while (!std::holds_alternative<supervise::Serve>(next)) {
        if (auto* const end = std::get_if<supervise::GiveUp>(&next)) {
            drop();
            return ports::fail(std::move(end->cause));
        }
        if (stop.stop_requested()) {
            drop();
            return ports::fail(FailureKind::interrupted, "Interrupted.");
        }
        const supervise::Event event = act(next, stop);
        next = supervisor_.after(event, world_.clock.monotonic());
    }
    if (!std::exchange(serving_, true)) {
        world_.reporter.report(ConnectionEvent{
            .what = ConnectionEvent::What::connected,
            .detail = std::exchange(proof_, {}),
            .came = std::exchange(came_meanwhile_, 0),
            .logins = std::exchange(logins_, 0)
        });
    }
    return {};
}

supervise::Event
HealingMailStore::act(const supervise::Action& action, const std::stop_token& stop) {
    return std::visit(
        Overloaded{
            [&](const supervise::Connect& /*action*/) { return connect(stop); },
            [&](const supervise::Authenticate& how) { return authenticate(how.freshness, stop); },
            [&](const supervise::Select& /*action*/) { return select(stop); },
            [&](const supervise::Wait& how_long) { return wait(how_long, stop); },
            [](const supervise::Serve& /*action*/) {
                return supervise::Event{supervise::Selected{}};
            },
            [](const supervise::GiveUp& end) {
                return supervise::Event{supervise::Failed{end.cause}};
            },
        },
        action
    );
}

supervise::Event HealingMailStore::connect(const std::stop_token& stop) {
    drop();
    store_ = world_.make();
    return event_of(store_->connect(stop), supervise::Connected{});
}

supervise::Event
HealingMailStore::authenticate(ports::Freshness freshness, const std::stop_token& stop) {
    const auto logged_in = store_->authenticate(freshness, stop);
    logins_ += logged_in ? 1U : 0U;
    return event_of(logged_in, supervise::LoggedIn{});
}

supervise::Event HealingMailStore::select(const std::stop_token& stop) {
    return event_of(selection_.state ? reselect(stop) : Result<void>{}, supervise::Selected{});
}

Result<void> HealingMailStore::reselect(const std::stop_token& stop) {
    const auto state = store_->open(selection_.folder, selection_.access, stop);
    if (!state) {
        return ports::fail(state.error());
    }
    traits_ = store_->traits();
    const auto seen = *std::exchange(selection_.state, *state);
    const std::uint32_t before = seen.uid_validity;
    if (before == state->uid_validity && seen.uid_next < state->uid_next) {
        came_meanwhile_ += state->uid_next.value - seen.uid_next.value;
    }
    proof_ = compared(seen, *state);
    renumbering_.selected(*state);
    if (before != state->uid_validity && renumbering_.in_force()) {
        world_.reporter.report(ports::Warning{
            fmt::format(
                "The server numbered the messages of {} anew (UIDVALIDITY {} became {})",
                selection_.folder,
                before,
                state->uid_validity
            ),
            "They are found again where their identity is known; else the folder is read anew."
        });
    }
    return {};
}

supervise::Event HealingMailStore::wait(const supervise::Wait& wait, const std::stop_token& stop) {
    using std::chrono::milliseconds;
    world_.reporter.report(ConnectionEvent{
        .what = ConnectionEvent::What::waiting,
        .detail = wait.cause.sentence,
        .wait = std::chrono::duration_cast<milliseconds>(wait.until - world_.clock.monotonic())
    });
    drop();
    world_.sleep(wait.until, stop);
    return supervise::WaitIsOver{};
}

void HealingMailStore::drop() {
    serving_ = false;
    if (store_ != nullptr) {
        // A farewell that fails changes nothing: the connection is given up anyway.
        static_cast<void>(store_->close());
        before_ = transferred();
        store_.reset();
    }
}

// The port.

Result<std::vector<ports::Folder>> HealingMailStore::folders(std::stop_token stop) {
    return heal(stop, [&](ConnectionStore& store) { return store.folders(stop); });
}

Result<ports::FolderState>
HealingMailStore::open(const std::string& folder, ports::Access access, std::stop_token stop) {
    selection_ = {};
    auto state =
        heal(stop, [&](ConnectionStore& store) { return store.open(folder, access, stop); });
    if (state) {
        traits_ = store_->traits();
        selection_ = {folder, access, *state};
        renumbering_.opened(*state);
    }
    return state;
}

Result<std::vector<ports::Uid>> HealingMailStore::uids(std::stop_token stop) {
    return heal(stop, [&](ConnectionStore& store) -> Result<std::vector<ports::Uid>> {
        return renumbering_.in_force() ? renumbering_.lost() : store.uids(stop);
    });
}

Result<void> HealingMailStore::fetch(
    const ports::FetchRequest& request, const ports::MessageSink& sink, std::stop_token stop
) {
    Isolation rest{request.uids};
    bool some_come = false; // Since a message was left out.
    const auto settled = [&](ports::Uid uid) {
        rest.arrived(uid);
        ++arrived_;
    };
    const auto note = [&](ports::StoredMessage message) {
        some_come = true;
        settled(message.uid);
        return sink(std::move(message));
    };
    ports::FetchRequest part = request;
    part.undelivered = [&](const ports::Undelivered& message) {
        settled(message.uid);
        return leave_out(request, world_.reporter, message);
    };
    const auto step = [&](ConnectionStore& store) -> Result<void> {
        if (const auto uid = rest.accused()) {
            // That the link carries another answer is what tells a message from a bad line.
            if (auto works = store.folders(stop); !works) {
                return ports::fail(std::move(works).error());
            }
            rest.leave_out(*uid);
            // Where none comes in between it is no single message, and leaving it out no progress.
            arrived_ += std::exchange(some_come, false) ? 1U : 0U;
            return leave_out(
                request, world_.reporter, {*uid, "the connection ends whenever it is asked for"}
            );
        }
        part.uids = rest.next();
        auto fetched = renumbering_.fetch(store, part, note, stop);
        if (fetched) {
            rest.answered();
        } else if (ends_a_connection(fetched.error().kind)) {
            rest.lost();
        }
        return fetched;
    };
    return heal(stop, [&](ConnectionStore& store) {
        Result<void> result;
        while (result && !rest.done()) {
            result = step(store);
        }
        return result;
    });
}

Result<void> HealingMailStore::fetch_changes(
    ports::ModSeq since, const ports::MessageSink& sink, std::stop_token stop
) {
    // The server tells changes in no order that could be resumed from, so a second connection asks
    // for all of them; those that were passed on already are left out.
    std::map<ports::Uid, ports::ModSeq> passed_on;
    const auto note = [&](ports::StoredMessage message) -> Result<void> {
        const auto known = passed_on.find(message.uid);
        if (known != passed_on.end() && known->second >= message.modseq) {
            return {};
        }
        passed_on.insert_or_assign(message.uid, message.modseq);
        ++arrived_;
        return sink(std::move(message));
    };
    return heal(stop, [&](ConnectionStore& store) -> Result<void> {
        // A MODSEQ counts within its UIDVALIDITY (RFC 7162 3.1).
        return renumbering_.in_force() ? renumbering_.lost()
                                       : store.fetch_changes(since, note, stop);
    });
}

/// A new connection shows the folder anew, so the store itself sees what came while there was none.
Result<ports::News> HealingMailStore::await_news(
    const ports::FolderState& seen, ports::Clock::Monotonic until, std::stop_token stop
) {
    return heal(stop, [&](ConnectionStore& store) { return store.await_news(seen, until, stop); });
}

Result<void> HealingMailStore::change(
    std::span<const ports::LabelDelta> deltas,
    const ports::ObservationSink& sink,
    std::stop_token stop
) {
    const ports::ObservationSink settle = [&](const ports::Observation& observation) {
        ++arrived_;
        return sink(observation);
    };
    OpenChanges open{deltas, settle};
    const auto send = [&](ConnectionStore& store) {
        const auto observe = [&open](const ports::Observation& seen) { return open.observe(seen); };
        return renumbering_.change(store, open.missing(), observe, stop);
    };
    bool may_have_been_sent = false;
    return heal(stop, [&](ConnectionStore& store) -> Result<void> {
        Result<void> result;
        if (std::exchange(may_have_been_sent, true)) {
            result = open.read_back(renumbering_, store, stop);
        }
        if (result && !open.empty()) {
            result = send(store);
        }
        if (result && !open.empty() && worth_waiting_ && !store.refused_changes()) {
            result = look_later(open, store, stop);
            if (result && !open.empty()) {
                result = send(store); // A server that is overloaded can have dropped it.
                worth_waiting_ = open.empty();
            }
        }
        return result ? open.give_up() : result;
    });
}

Result<void> HealingMailStore::look_later(
    OpenChanges& open, ConnectionStore& store, const std::stop_token& stop
) {
    world_.reporter.report(ports::Warning{
        fmt::format(
            "{} that the server took {} not show yet: looking again for up to a minute",
            open.size() == 1 ? "One change" : fmt::format("{} changes", open.size()),
            open.size() == 1 ? "does" : "do"
        ),
        "A server that is overloaded can be late, or drop changes: then they are sent once more."
    });
    for (const auto pause : late_looks) {
        world_.sleep(world_.clock.monotonic() + pause, stop);
        if (stop.stop_requested()) {
            return ports::fail(FailureKind::interrupted, "Interrupted.");
        }
        auto read = open.read_back(renumbering_, store, stop);
        if (!read || open.empty()) {
            return read;
        }
    }
    return {};
}

Result<void>
HealingMailStore::create_labels(std::span<const domain::Label> labels, std::stop_token stop) {
    // A label that exists already is no error, so asking again is safe.
    return heal(stop, [&](ConnectionStore& store) { return store.create_labels(labels, stop); });
}

ports::Transferred HealingMailStore::transferred() const {
    return store_ == nullptr ? before_ : before_ + store_->transferred();
}

Result<void> HealingMailStore::close() {
    if (store_ != nullptr) {
        world_.reporter.report(ConnectionEvent{.what = ConnectionEvent::What::closed, .detail = ""}
        );
    }
    drop();
    return {};
}

} // namespace imap::client
