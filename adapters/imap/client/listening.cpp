#include "adapters/imap/client/listening.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

namespace imap::client {

using ports::News;
using ports::Result;
using wire::client::Plain;
using wire::client::Verb;

namespace {

// A server that ends IDLE sooner than this by itself does not mean it: beginning it again and again
// would be a storm.
constexpr std::chrono::seconds shortest_idle{1};

/// Whether the wall ran ahead of the monotonic clock, which stands still while the machine sleeps.
bool slept(
    const Listening::World& world, ports::Clock::Monotonic monotonic, domain::Timestamp wall
) {
    return world.clock.wall() - wall > world.clock.monotonic() - monotonic + world.keepalive.jump;
}

} // namespace

Result<News> Listening::until(Moment deadline, const std::stop_token& stop) {
    auto done = probe(stop);
    while (done && !told_ && world_.clock.monotonic() < deadline) {
        done = world_.idle ? idle(deadline, stop) : poll(deadline, stop);
        if (done && !told_) {
            done = probe(stop);
        }
    }
    if (!done) {
        return ports::fail(std::move(done).error());
    }
    return told_ ? News::maybe : News::none;
}

/// What others did is shown to a session at NOOP at the latest (GMAIL-IMAP 4.5).
Result<void> Listening::probe(const std::stop_token& stop) {
    const auto answered =
        world_.conversation.ask(Plain{Verb::noop}, stop, [this](const wire::Response& response) {
            note(response);
        });
    return answered ? Result<void>{} : ports::fail(answered.error());
}

namespace {

/// One IDLE, from its command to its tagged answer.
class Idle {
public:
    using Moment = ports::Clock::Monotonic;

    Idle(const Listening::World& world, session::Ticket ticket, Moment deadline)
        : world_(world), ticket_(ticket), deadline_(deadline), begun_(world.clock.monotonic()),
          heard_(begun_) {}

    /// Ends it when `enough` says so, when it has lasted long enough, and after a suspend.
    template <typename OnData, typename Enough>
    Result<void> run(const OnData& on_data, const Enough& enough, const std::stop_token& stop) {
        while (!answer_) {
            if (listening() && (enough() || world_.clock.monotonic() >= renewal())) {
                end();
            }
            const Moment now = world_.clock.monotonic();
            const auto wall = world_.clock.wall();
            auto event = next(now, stop);
            if (!event) {
                return ports::fail(std::move(event).error());
            }
            if (*event) {
                take(*std::move(*event), on_data);
            } else if (slept(world_, now, wall)) {
                end();
            }
        }
        return {};
    }

    /// Whether another one is worth beginning.
    [[nodiscard]] bool works() const {
        const bool hasty = !done_ && world_.clock.monotonic() - begun_ < shortest_idle;
        return answer_->condition == wire::Condition::ok && !hasty;
    }

private:
    [[nodiscard]] bool listening() const { return idling_ && !done_; }

    [[nodiscard]] Moment renewal() const {
        return std::min(
            {deadline_, begun_ + world_.keepalive.longest, heard_ + world_.keepalive.quiet}
        );
    }

    void end() {
        done_ = true;
        world_.conversation.end_idle();
    }

    /// While the server owes an answer, the conversation's own deadlines count.
    Result<std::optional<session::Event>> next(Moment now, const std::stop_token& stop) {
        if (listening()) {
            return world_.conversation.next_until(
                std::min(renewal(), now + world_.keepalive.tick), stop
            );
        }
        auto event = world_.conversation.next(stop);
        if (!event) {
            return ports::fail(std::move(event).error());
        }
        return *std::move(event);
    }

    template <typename OnData>
    void take(session::Event event, const OnData& on_data) {
        if (const auto* const data = std::get_if<session::Data>(&event)) {
            heard_ = world_.clock.monotonic();
            on_data(data->response);
        } else if (std::holds_alternative<session::Idling>(event)) {
            idling_ = true;
        } else if (auto* const completed = std::get_if<session::Completed>(&event);
                   completed != nullptr && completed->ticket == ticket_) {
            answer_ = std::move(completed->status);
        }
    }

    const Listening::World& world_;
    session::Ticket ticket_;
    Moment deadline_;
    Moment begun_;
    Moment heard_; ///< The last line.
    bool idling_ = false;
    bool done_ = false;
    std::optional<wire::Status> answer_;
};

} // namespace

Result<void> Listening::idle(Moment deadline, const std::stop_token& stop) {
    const auto ticket = world_.conversation.submit(Plain{Verb::idle});
    if (!ticket) {
        return ports::fail(ticket.error());
    }
    Idle idle{world_, *ticket, deadline};
    auto done = idle.run(
        [this](const wire::Response& response) { note(response); }, [this] { return told_; }, stop
    );
    if (done) {
        world_.idle = idle.works();
    }
    return done;
}

Result<void> Listening::poll(Moment deadline, const std::stop_token& stop) {
    const Moment until = std::min(deadline, world_.clock.monotonic() + world_.keepalive.poll);
    for (Moment now = world_.clock.monotonic(); now < until; now = world_.clock.monotonic()) {
        const auto wall = world_.clock.wall();
        world_.sleep(std::min(until, now + world_.keepalive.tick), stop);
        if (stop.stop_requested()) {
            return ports::fail(ports::FailureKind::interrupted, "Interrupted.");
        }
        if (slept(world_, now, wall)) {
            break;
        }
    }
    return {};
}

void Listening::note(const wire::Response& response) {
    told_ = told_ || std::holds_alternative<wire::Fetch>(response.data) ||
            world_.conversation.arrivals_and_departures() != known_;
}

} // namespace imap::client
