// What the server says, taken in: the part of Session that reads. The rules stand in session.cpp.

#include "adapters/imap/session/session.hpp"
#include "adapters/imap/wire/read_response.hpp"

#include <algorithm>
#include <utility>

namespace imap::session {

using wire::Condition;
using wire::Diagnostic;

namespace {

/// A server that asks on and on is not authenticating anybody (RFC 7628 has one error challenge).
constexpr unsigned most_challenges = 3;

} // namespace

void Session::process(const wire::FrameEvent& event) {
    if (const auto* const broken = std::get_if<wire::FrameFault>(&event)) {
        fault(broken->diagnostic, !broken->in_step || is_our_tag(broken->head));
        return;
    }
    const auto* const frame = std::get_if<wire::Frame>(&event);
    if (frame == nullptr || frame->unterminated) {
        return; // What was cut off was not said.
    }
    auto response = wire::read_response(*frame);
    if (!response) {
        fault(response.error(), state_ == State::greeting || is_our_tag(frame->text));
        return;
    }
    process_response(std::move(*response));
}

void Session::process_response(wire::Response response) {
    if (state_ == State::greeting) {
        process_greeting(std::move(response));
    } else if (std::holds_alternative<wire::Continuation>(response.data)) {
        process_continuation();
    } else if (response.tagged()) {
        process_tagged(response);
    } else {
        process_untagged(std::move(response));
    }
}

void Session::process_greeting(wire::Response response) {
    auto* const status = std::get_if<wire::Status>(&response.data);
    const bool greets = status != nullptr && !response.tagged() &&
                        status->condition != Condition::no && status->condition != Condition::bad;
    if (!greets) {
        fault("greeting", true);
        return;
    }
    note_capabilities(status->code);
    if (status->condition == Condition::bye) {
        state_ = State::logout;
        events_.emplace_back(SaidBye{std::move(*status), false});
        return;
    }
    const bool preauth = status->condition == Condition::preauth;
    state_ = preauth ? State::authenticated : State::not_authenticated;
    events_.emplace_back(Greeted{std::move(*status)});
}

void Session::process_untagged(wire::Response response) {
    if (auto* const status = std::get_if<wire::Status>(&response.data)) {
        note_capabilities(status->code);
        if (status->condition == Condition::bye) {
            state_ = State::logout;
            const bool asked_for = std::ranges::any_of(pending_, [](const Pending& command) {
                return command.kind == Kind::logout && command.started;
            });
            events_.emplace_back(SaidBye{std::move(*status), asked_for});
            return;
        }
    } else if (const auto* const list = std::get_if<wire::Capability>(&response.data)) {
        capabilities_.replace(list->capabilities);
        capabilities_came_ = true;
    } else if (const auto* const enabled = std::get_if<wire::Enabled>(&response.data)) {
        Capabilities names;
        names.replace(enabled->capabilities);
        utf8_ = utf8_ || names.has("UTF8=ACCEPT");
    }
    events_.emplace_back(Data{std::move(response)});
}

void Session::note_capabilities(const wire::ResponseCode& code) {
    if (const auto* const list = std::get_if<wire::CapabilityCode>(&code)) {
        capabilities_.replace(list->capabilities);
        capabilities_came_ = true;
    }
}

/// "+" belongs to the command that cannot go on without it; there is one at most, because nothing
/// is sent behind such a command.
void Session::process_continuation() {
    const auto waiting = std::ranges::find_if(pending_, [](const Pending& command) {
        const bool asks = command.kind == Kind::authenticate || command.kind == Kind::idle;
        return command.started && (asks || !command.unwritten.empty());
    });
    if (waiting == pending_.end()) {
        fault("continue-req that nobody waits for", false);
    } else if (!waiting->unwritten.empty()) {
        write(*waiting);
    } else if (waiting->kind == Kind::authenticate) {
        answer_challenge(*waiting);
    } else if (!std::exchange(waiting->idling, true)) {
        events_.emplace_back(Idling{waiting->ticket});
        if (waiting->done_wanted) {
            write(wire::done_line);
        }
    }
}

void Session::answer_challenge(Pending& command) {
    if (++command.challenges > most_challenges) {
        fault("SASL challenge", true);
        return;
    }
    write(command.sasl_reply.reveal());
    write("\r\n");
    command.end = output_octets_;
    // Only the first can be the proof of identity itself; what follows it is a refusal.
    command.sasl_reply = wire::SecretText{command.sasl_refusal_reply};
}

void Session::process_tagged(const wire::Response& response) {
    const auto answered = std::ranges::find(pending_, response.tag, &Pending::tag);
    const auto* const status = std::get_if<wire::Status>(&response.data);
    if (answered == pending_.end() || !answered->started || status == nullptr) {
        fault("tag of a command", true);
        return;
    }
    note_capabilities(status->code);
    const Pending done = std::move(*answered);
    pending_.erase(answered);
    take_effect(done.kind, status->condition);
    if (!done.forgotten) {
        events_.emplace_back(Completed{done.ticket, *status});
    }
}

void Session::take_effect(Kind kind, Condition condition) {
    const bool ok = condition == Condition::ok;
    switch (kind) {
    case Kind::authenticate:
        if (ok) {
            state_ = State::authenticated;
            // Those of before the login are no longer true.
            if (!capabilities_came_) {
                capabilities_.forget();
            }
        }
        break;
    case Kind::select: // A NO deselects what was selected (RFC 3501 6.3.1).
        if (ok) {
            state_ = State::selected;
        } else if (condition == Condition::no && state_ == State::selected) {
            state_ = State::authenticated;
        }
        break;
    case Kind::unselect:
        state_ = ok ? State::authenticated : state_;
        break;
    case Kind::compress:
        if (ok) {
            deflater_.emplace();
            inflater_.emplace();
            inflater_->receive(framer_.take_rest());
        }
        break;
    case Kind::logout:
        state_ = State::logout;
        break;
    case Kind::query:
    case Kind::change:
    case Kind::enable: // The untagged ENABLED tells what was.
    case Kind::idle:
        break;
    }
}

} // namespace imap::session
