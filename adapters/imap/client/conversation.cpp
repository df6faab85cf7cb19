#include "adapters/imap/client/conversation.hpp"

#include "adapters/imap/client/server_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <variant>

namespace imap::client {

using ports::Failure;
using ports::FailureKind;
using ports::Result;
using session::Awaited;

namespace {

std::string_view words(session::Fate fate) {
    switch (fate) {
    case session::Fate::never_sent:
        return "was never sent";
    case session::Fate::safe_to_resend:
        return "can be sent again";
    case session::Fate::outcome_unknown:
        return "has an unknown outcome: it is read back first";
    }
    return {};
}

} // namespace

Conversation::Conversation(std::unique_ptr<net::Transport> transport, World world)
    : transport_(std::move(transport)), world_(std::move(world)) {}

Result<session::Ticket> Conversation::submit(const wire::client::ClientCommand& command) {
    if (cause_) {
        return ports::fail(*cause_);
    }
    auto ticket = session_.submit(command);
    if (!ticket) {
        const auto& [offset, what, where] = ticket.error();
        return ports::fail(
            FailureKind::bad_input,
            fmt::format(
                "{} cannot be said to the server: {} ({})", wire::name_of(command), what, where
            )
        );
    }
    return *ticket;
}

Result<session::Event> Conversation::next(const std::stop_token& stop) {
    stop_ = stop;
    while (!cause_) {
        if (auto event = session_.next_event()) {
            if (auto kept = take(*std::move(event))) {
                return *std::move(kept);
            }
        } else if (auto waited = wait(stop); !waited) {
            return ports::fail(waited.error());
        }
    }
    return ports::fail(*cause_);
}

Result<std::optional<session::Event>>
Conversation::next_until(net::Deadline until, const std::stop_token& stop) {
    stop_ = stop;
    while (!cause_) {
        if (auto event = session_.next_event()) {
            if (auto kept = take(*std::move(event))) {
                return kept;
            }
            continue;
        }
        const auto heard = exchange(stop, until);
        if (!heard) {
            return ports::fail(heard.error());
        }
        if (*heard == Heard::nothing) {
            return std::nullopt;
        }
    }
    return ports::fail(*cause_);
}

Result<wire::Status> Conversation::ask(
    const wire::client::ClientCommand& command, const std::stop_token& stop, const OnData& on_data
) {
    const auto ticket = submit(command);
    if (!ticket) {
        return ports::fail(ticket.error());
    }
    while (true) {
        auto event = next(stop);
        if (!event) {
            return ports::fail(event.error());
        }
        if (const auto* const data = std::get_if<session::Data>(&*event)) {
            on_data(data->response);
        } else if (auto* const done = std::get_if<session::Completed>(&*event);
                   done != nullptr && done->ticket == *ticket) {
            return std::move(done->status);
        }
    }
}

/// Deals with what is nobody else's business; returns what is.
std::optional<session::Event> Conversation::take(session::Event event) {
    if (const auto* const bye = std::get_if<session::SaidBye>(&event)) {
        if (!bye->asked_for) {
            break_off(server_said_bye(name_of(bye->status.code), bye->status.text));
        }
    } else if (const auto* const fault = std::get_if<session::Fault>(&event)) {
        const auto& [offset, what, where] = fault->diagnostic;
        std::string sentence =
            fmt::format("The server broke the protocol: {} in {} (byte {})", what, where, offset);
        if (fault->fatal) {
            break_off({FailureKind::protocol, std::move(sentence), {}, {}});
        } else {
            ++unreadable_;
            trace(std::move(sentence));
        }
    } else if (auto* const sent = std::get_if<session::Sent>(&event)) {
        trace(std::move(sent->trace));
    } else if (const auto* const abandoned = std::get_if<session::Abandoned>(&event)) {
        trace(fmt::format("A{} {}", abandoned->ticket.value, words(abandoned->fate)));
    } else {
        if (const auto* const done = std::get_if<session::Completed>(&event)) {
            pacer_.answered(wire::is_throttled(done->status), world_.clock.monotonic());
        } else if (const auto* const data = std::get_if<session::Data>(&event)) {
            note(data->response);
        }
        return event;
    }
    return std::nullopt;
}

/// A number of messages that is told again is no news: some servers do so at each NOOP.
void Conversation::note(const wire::Response& response) {
    if (const auto* const exists = std::get_if<wire::Exists>(&response.data)) {
        came_or_went_ += std::exchange(exists_, exists->count) == exists->count ? 0U : 1U;
    } else if (std::holds_alternative<wire::Expunge>(response.data)) {
        exists_ -= std::min<std::uint64_t>(exists_, 1);
        ++came_or_went_;
    } else if (std::holds_alternative<wire::Vanished>(response.data)) {
        ++came_or_went_;
    }
}

Result<void> Conversation::pace(const std::stop_token& stop) {
    const net::Deadline now = world_.clock.monotonic();
    const net::Deadline until = pacer_.not_before(now);
    if (until > now) {
        trace("The server throttles this account; waiting a moment before the next command.");
        world_.sleep(until, stop);
    }
    if (stop.stop_requested()) {
        return ports::fail(FailureKind::interrupted, "Interrupted.");
    }
    return {};
}

Result<Conversation::Heard>
Conversation::exchange(const std::stop_token& stop, std::optional<net::Deadline> until) {
    std::string outgoing = session_.output();
    if (!outgoing.empty()) {
        heard_ = false;
    }
    const net::Deadline deadline = until.value_or(world_.clock.monotonic() + patience());
    const net::Arrival arrival = transport_->exchange(outgoing, deadline, stop);
    wire::wipe(outgoing);
    if (const auto* const incoming = std::get_if<net::Incoming>(&arrival)) {
        heard_ = true;
        session_.receive(incoming->bytes);
    } else if (const auto* const closed = std::get_if<net::Closed>(&arrival)) {
        const bool damaged = closed->how == net::Ending::damaged;
        break_off(
            {damaged ? FailureKind::protocol : FailureKind::connection_lost,
             fmt::format("The connection was lost: {}", closed->cause),
             {},
             {}}
        );
    } else if (std::holds_alternative<net::TimedOut>(arrival)) {
        return Heard::nothing;
    } else {
        return ports::fail(FailureKind::interrupted, "Interrupted.");
    }
    return Heard::something;
}

Result<void> Conversation::wait(const std::stop_token& stop) {
    const auto heard = exchange(stop, std::nullopt);
    if (!heard) {
        return ports::fail(heard.error());
    }
    if (*heard == Heard::nothing) {
        break_off(too_late());
    }
    return {};
}

std::chrono::milliseconds Conversation::patience() const {
    const Deadlines& deadlines = world_.deadlines;
    switch (session_.awaited()) {
    case Awaited::greeting:
        return deadlines.greeting;
    case Awaited::continuation:
        return deadlines.continuation;
    case Awaited::end_of_idle:
        return deadlines.done;
    case Awaited::goodbye:
        return deadlines.goodbye;
    case Awaited::answer:
    case Awaited::nothing: // Commands that are submitted but have not left.
    case Awaited::news:
        break;
    }
    return heard_ ? deadlines.silence : deadlines.first_byte;
}

Failure Conversation::too_late() const {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(patience()).count();
    const bool greeting = session_.awaited() == Awaited::greeting;
    return {
        FailureKind::timed_out,
        fmt::format("The server {} for {} s", greeting ? "did not greet" : "was silent", seconds),
        {},
        {}
    };
}

/// Settles everything that is pending. Whole responses that came before the end still count: they
/// are traced here as settled, their data went out before.
void Conversation::break_off(Failure cause) {
    if (cause_) {
        return;
    }
    cause_ = std::move(cause);
    session_.lost(transport_->unsent());
    while (auto event = session_.next_event()) {
        if (!std::holds_alternative<session::SaidBye>(*event)) {
            static_cast<void>(take(*std::move(event)));
        }
    }
}

void Conversation::close() {
    if (std::exchange(closed_, true)) {
        return;
    }
    if (!cause_) {
        say_goodbye();
    }
    const Deadlines& deadlines = world_.deadlines;
    transport_->close(
        world_.clock.monotonic() +
        (stop_.stop_requested() ? deadlines.hurried_close : deadlines.close)
    );
}

void Conversation::say_goodbye() {
    using wire::client::Plain;
    using wire::client::Verb;
    if (session_.state() == session::State::greeting) {
        return; // Nothing may be said before it (RFC 3501 3), and nobody is to be waited for.
    }
    session_.withdraw_unsent();
    session_.end_idle();
    const bool free = session_.pending() == 0 || session_.awaited() == Awaited::end_of_idle;
    if (selected() && free && capabilities().has("UNSELECT")) {
        static_cast<void>(session_.submit(Plain{Verb::unselect}));
    }
    static_cast<void>(session_.submit(Plain{Verb::logout}));
    await_goodbye();
}

void Conversation::await_goodbye() {
    net::Deadline until = world_.clock.monotonic() + world_.deadlines.goodbye;
    bool hurried = false;
    while (!cause_ && session_.pending() > 0) {
        if (auto event = session_.next_event()) {
            static_cast<void>(take(*std::move(event)));
            continue;
        }
        const auto heard = exchange(hurried ? std::stop_token{} : stop_, until);
        if (!heard) { // Interrupted: now or before.
            hurried = true;
            until = std::min(until, world_.clock.monotonic() + world_.deadlines.hurried_goodbye);
        } else if (*heard == Heard::nothing) {
            break;
        }
    }
}

void Conversation::trace(std::string sentence) {
    world_.reporter.report(ports::Trace{std::move(sentence)});
}

} // namespace imap::client
