// Rules of this file: a response is told apart by its tag and its content, never by arrival order;
// each command leaves `pending_` in one place only, together with the event that settles it; after
// a fatal fault nothing is read or written.
//
//                OK                   AUTHENTICATE OK            SELECT OK
//   greeting ────────► not_authenticated ───────► authenticated ───────► selected
//      │                                               ▲  UNSELECT, CLOSE   │
//      │ PREAUTH                                       │  or SELECT NO      │
//      └──────────────────────────────────────────────►┴◄───────────────────┘
//
//   any ── LOGOUT sent, BYE received ──► logout ── lost() ──► closed
//
//   a command:  submit ─► queued ─► written ─► (+ literal, challenge, idling)* ─► Completed
//                           └──────────┴── lost() ──► Abandoned: never sent, safe, unknown

#include "adapters/imap/session/session.hpp"

#include "adapters/imap/wire/read_response.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace imap::session {

using wire::Condition;
using wire::Diagnostic;

namespace {

/// More unreadable responses than any server's quirk explains.
constexpr unsigned most_faults = 100;

/// RFC 7628 3.2.3: the client says ^A to an error challenge, in base64.
constexpr std::string_view oauthbearer_give_up = "AQ==";

wire::WriteOptions write_options(const Capabilities& capabilities, bool utf8) {
    wire::WriteOptions options;
    options.utf8 = utf8;
    if (capabilities.has("LITERAL+")) {
        options.free_literal = std::numeric_limits<std::uint64_t>::max();
    } else if (capabilities.has("LITERAL-")) {
        options.free_literal = wire::literal_minus_octets;
    }
    return options;
}

/// What the server gets when it answers our proof of identity with a challenge: the way to say
/// that there is nothing more, after which it must give its tagged answer.
std::string answer_to_refusal(const std::string& mechanism) {
    if (mechanism == "OAUTHBEARER") {
        return std::string{oauthbearer_give_up};
    }
    return mechanism == "XOAUTH2" ? "" : "*"; // "*" cancels (RFC 3501 6.2.2).
}

} // namespace

Session::Session(wire::Limits limits) : framer_(wire::Peer::server, limits) {}

// Submitting and writing.

wire::Parsed<Ticket> Session::submit(const wire::client::ClientCommand& command) {
    Pending pending;
    pending.ticket = {last_ticket_ + 1};
    pending.tag = "A" + std::to_string(pending.ticket.value);
    pending.kind = kind_of(command);
    wire::client::ClientCommand said = command;
    if (auto* const login = std::get_if<wire::client::Authenticate>(&said)) {
        pending.sasl_refusal_reply = answer_to_refusal(login->mechanism);
        pending.sasl_reply = wire::SecretText{pending.sasl_refusal_reply};
        if (!capabilities_.has("SASL-IR") && login->initial) {
            pending.sasl_reply = *std::exchange(login->initial, std::nullopt);
        }
    }
    auto encoded = wire::write_command(pending.tag, said, write_options(capabilities_, utf8_));
    if (!encoded) {
        return encoded.error();
    }
    pending.trace = std::move(encoded->trace);
    std::ranges::move(encoded->chunks, std::back_inserter(pending.unwritten));
    last_ticket_ = pending.ticket.value;
    pending_.push_back(std::move(pending));
    return pending_.back().ticket;
}

std::string Session::output() {
    for (Pending& command : pending_) {
        if (command.started) {
            continue;
        }
        if (!may_start(command)) {
            break;
        }
        write(command);
    }
    return std::exchange(output_, {});
}

bool Session::may_start(const Pending& command) const {
    if (state_ == State::greeting || state_ >= State::logout || distrusted_) {
        return false;
    }
    const bool waits = traits_of(command.kind).waits_for_earlier;
    return std::ranges::none_of(pending_, [waits](const Pending& other) {
        const bool held = traits_of(other.kind).holds_later || !other.unwritten.empty();
        return other.started && (waits || held);
    });
}

void Session::write(Pending& command) {
    if (!std::exchange(command.started, true)) {
        events_.emplace_back(Sent{command.ticket, std::move(command.trace)});
        if (command.kind == Kind::authenticate) {
            capabilities_came_ = false;
        }
    }
    bool wait = false;
    while (!command.unwritten.empty() && !wait) {
        write(command.unwritten.front().bytes);
        wait = command.unwritten.front().wait;
        wire::wipe(command.unwritten.front().bytes); // It may be a login.
        command.unwritten.pop_front();
    }
    command.end = output_octets_;
}

void Session::write(std::string_view bytes) {
    std::string said = deflater_ ? deflater_->deflate(bytes) : std::string{bytes};
    output_ += said;
    output_octets_ += said.size();
    wire::wipe(said);
}

void Session::end_idle() {
    const auto idle = std::ranges::find(pending_, Kind::idle, &Pending::kind);
    if (idle != pending_.end() && !idle->done_wanted) {
        idle->done_wanted = true;
        if (idle->idling) {
            write(wire::done_line);
        }
    }
}

void Session::forget(Ticket ticket) {
    const auto found = std::ranges::find(pending_, ticket, &Pending::ticket);
    if (found != pending_.end()) {
        found->forgotten = true;
    }
}

void Session::withdraw_unsent() {
    const auto settle = [this](const Pending& command) {
        if (!command.started) {
            events_.emplace_back(Abandoned{command.ticket, Fate::never_sent});
        }
        return !command.started;
    };
    std::erase_if(pending_, settle);
}

// Reading.

void Session::receive(std::string_view bytes) {
    if (inflater_) {
        inflater_->receive(bytes);
    } else {
        framer_.receive(bytes);
    }
}

std::optional<Event> Session::next_event() {
    while (events_.empty() && step()) {
    }
    if (events_.empty()) {
        return std::nullopt;
    }
    Event event = std::move(events_.front());
    events_.pop_front();
    return event;
}

/// Processes one response; false when there is none.
bool Session::step() {
    if (distrusted_ || state_ == State::closed) {
        return false;
    }
    wire::FrameEvent frame = framer_.next();
    if (!std::holds_alternative<wire::NeedMore>(frame)) {
        process(frame);
        return true;
    }
    if (!inflater_) {
        return false;
    }
    const auto plain = inflater_->step();
    if (!plain) {
        fault("deflated data", true);
        return true;
    }
    framer_.receive(*plain);
    return !plain->empty();
}

bool Session::is_our_tag(std::string_view head) const {
    const std::string_view first = head.substr(0, head.find(' '));
    return std::ranges::find(pending_, first, &Pending::tag) != pending_.end();
}

void Session::fault(std::string_view expected, bool fatal) {
    fault(Diagnostic{framer_.offset(), "expected something else", std::string{expected}}, fatal);
}

void Session::fault(Diagnostic diagnostic, bool fatal) {
    distrusted_ = fatal || ++faults_ > most_faults;
    events_.emplace_back(Fault{std::move(diagnostic), distrusted_});
}

// The end.

void Session::lost(std::size_t unsent) {
    while (step()) {
    }
    for (const Pending& command : pending_) {
        if (!command.forgotten) {
            events_.emplace_back(Abandoned{command.ticket, fate_of(command, unsent)});
        }
    }
    pending_.clear();
    output_.clear();
    state_ = State::closed;
}

Fate Session::fate_of(const Pending& command, std::size_t unsent) const {
    const std::uint64_t left = output_octets_ - output_.size() - unsent;
    // A server executes nothing before it has the whole command.
    const bool whole = command.started && command.unwritten.empty() && command.end <= left;
    return whole ? traits_of(command.kind).when_lost : Fate::never_sent;
}

Awaited Session::awaited() const {
    if (state_ == State::greeting) {
        return Awaited::greeting;
    }
    Awaited awaited = Awaited::nothing;
    for (const Pending& command : pending_) {
        if (command.started) {
            awaited = std::max(awaited, awaited_by(command));
        }
    }
    return awaited;
}

Awaited Session::awaited_by(const Pending& command) {
    if (command.kind == Kind::logout) {
        return Awaited::goodbye;
    }
    if (command.kind == Kind::idle && command.idling) {
        return command.done_wanted ? Awaited::end_of_idle : Awaited::news;
    }
    const bool continues = command.kind == Kind::idle || !command.unwritten.empty();
    return continues ? Awaited::continuation : Awaited::answer;
}

} // namespace imap::session
