#include "testserver/protocol/server_session.hpp"

#include "adapters/imap/wire/read_command.hpp"
#include "adapters/imap/wire/write_command.hpp"
#include "testserver/protocol/allowed.hpp"
#include "testserver/protocol/authentication.hpp"
#include "testserver/protocol/deflate.hpp"
#include "testserver/protocol/half_done.hpp"
#include "testserver/protocol/handlers.hpp"
#include "testserver/scenario/overloaded.hpp"

#include <deque>
#include <utility>

namespace testserver {
namespace {

/// Before login nobody has to send more than a SASL line.
constexpr std::uint64_t literal_before_login = 64 * 1024;
/// Then take_steps waits until this much is sent: a FETCH of everything must not fill the memory.
constexpr std::size_t enough_output = 128 * 1024;

/// What a command of either profile may be: "rfc" offers LITERAL+, "gmail" LITERAL-.
wire::Limits limits_for(Profile profile) {
    auto limits = wire::command_limits;
    if (profile == Profile::gmail) {
        limits.unasked_literal = wire::literal_minus_octets;
    }
    return limits;
}

/// In a row: a peer that only sends errors is a program gone wild or an attack; Dovecot ends at 20.
constexpr unsigned max_bad_commands = 50;

} // namespace

class ServerSession::State {
public:
    State(World& world, Instant now, const ConnectionFacts& facts, Interceptor* interceptor)
        : c_(world, facts), interceptor_(interceptor != nullptr ? interceptor : &calm_),
          framer_(wire::Peer::client, limits_for(world.profile())) {
        c_.now = now;
        wire::ResponseCode code;
        if (!c_.is_gmail()) {
            code = wire::CapabilityCode{capabilities(c_)};
        }
        c_.status({}, wire::Condition::ok, std::move(code), c_.words.greeting());
        flush();
    }

    ~State() { give_seat_back(); }

    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void receive(std::string_view bytes, Instant now) {
        c_.now = now;
        c_.world->catch_up(now);
        if (c_.phase == Phase::over) {
            return;
        }
        auto plain = inflate(bytes);
        if (!plain) {
            end("Broken compressed data.");
            return;
        }
        interceptor_->on_input(facts(), *plain, c_.now);
        framer_.receive(*plain);
    }

    void wake(Instant now) {
        c_.now = now;
        c_.world->catch_up(now);
        if (!c_.idle_tag.empty() && c_.phase != Phase::over) {
            c_.announce();
        }
        flush();
    }

    Steps take_steps() {
        while (waiting_ < enough_output && c_.phase != Phase::over && step()) {
            flush();
        }
        flush();
        waiting_ = 0;
        return std::exchange(steps_, {});
    }

    std::optional<ServerEvent> next_event() {
        if (events_.empty()) {
            return std::nullopt;
        }
        auto event = std::move(events_.front());
        events_.pop_front();
        return event;
    }

    [[nodiscard]] bool finished() const { return c_.phase == Phase::over; }

private:
    std::optional<std::string> inflate(std::string_view bytes) {
        return deflated_ ? inflater_.inflate(bytes) : std::optional{std::string{bytes}};
    }

    /// Goes on with the command in work, or takes the next one; false when there is none.
    bool step() {
        if (c_.job) {
            c_.job = c_.job() ? nullptr : std::move(c_.job);
            return true;
        }
        const auto event = framer_.next();
        if (std::holds_alternative<wire::NeedMore>(event)) {
            return false;
        }
        handle(event);
        if (std::exchange(c_.start_compression, false)) {
            flush();
            deflated_ = true;
            framer_.receive(inflate(framer_.take_rest()).value_or(std::string{}));
        }
        return true;
    }

    void handle(const wire::FrameEvent& event) {
        std::visit(
            Overloaded{
                [](const wire::NeedMore&) {},
                [&](const wire::Frame& frame) { handle_frame(frame.text); },
                [](const wire::LiteralPiece&) {}, // Nothing is streamed with command_limits.
                [&](const wire::LiteralAnnounced& literal) { handle_literal(literal); },
                [&](const wire::FrameFault& fault) { handle_fault(fault); },
            },
            event
        );
    }

    void handle_frame(std::string_view text) {
        if (behind_line_) {
            add(*std::exchange(behind_line_, std::nullopt));
        } else if (c_.sasl) {
            continue_sasl(c_, text);
            note_login();
        } else if (!c_.idle_tag.empty()) {
            end_idle(c_, text);
            events_.emplace_back(CommandDone{"DONE"});
        } else {
            handle_command(text);
        }
    }

    void handle_command(std::string_view text) {
        auto read = wire::read_command(text, {.utf8 = c_.utf8});
        if (const auto* fault = std::get_if<wire::CommandFault>(&read)) {
            refuse(fault->tag, fault->diagnostic.what);
            return;
        }
        bad_commands_ = 0;
        auto& command = std::get<wire::command::Command>(read);
        c_.command = wire::command::name_of(command.body);
        auto treatment = interceptor_->on_command(
            facts(), {command.tag, c_.command, text, login_name(command.body), c_.now}
        );
        flush();
        add(std::move(treatment.before));
        c_.telling = treatment.telling;
        if (treatment.first) {
            keep_first(c_, command, *treatment.first);
        }
        if (treatment.late) {
            run_later(c_, command, *treatment.late);
        } else if (treatment.run) {
            run_command(command);
            if (!treatment.answer || !treatment.after.empty()) {
                finish_job();
            }
            if (!treatment.answer) {
                c_.out.clear();
            }
        }
        flush();
        if (treatment.awaits_line) {
            behind_line_ = std::move(treatment.after);
        } else {
            add(std::move(treatment.after));
        }
        events_.emplace_back(CommandDone{c_.command});
    }

    void finish_job() {
        while (c_.job) {
            c_.job = c_.job() ? nullptr : std::move(c_.job);
        }
    }

    /// Who is connected, as the interceptor is told.
    const ConnectionFacts& facts() {
        if (!c_.idle_tag.empty()) {
            c_.facts.phase = ConnectionPhase::idle;
        } else if (c_.view) {
            c_.facts.phase = ConnectionPhase::selected;
        } else if (c_.logged_in()) {
            c_.facts.phase = ConnectionPhase::authed;
        } else {
            c_.facts.phase = greeted_ ? ConnectionPhase::auth : ConnectionPhase::greeting;
        }
        return c_.facts;
    }

    void run_command(const wire::command::Command& command) {
        c_.keep_expunged = forbids_expunge(c_, c_.command);
        c_.by_uid = c_.command.starts_with("UID ");
        if (!is_allowed(command.body, c_)) {
            const bool before_login = !c_.logged_in() && c_.is_gmail();
            c_.bad(
                command.tag, before_login ? c_.words.unknown_command(false) : c_.words.wrong_state()
            );
            return;
        }
        std::visit([&](const auto& body) { run(c_, command.tag, body); }, command.body);
        note_login();
    }

    void note_login() {
        if (c_.logged_in() && !std::exchange(told_login_, true)) {
            events_.emplace_back(LoggedIn{c_.user->name});
        }
    }

    void handle_literal(const wire::LiteralAnnounced& literal) {
        const auto head = wire::head_of(literal.head);
        const bool append = head.verb == "APPEND" && c_.logged_in();
        const auto limit = append ? append_limit : literal_before_login;
        if (literal.octets > limit) {
            framer_.refuse_literal();
            refuse_size(c_, head.tag, append);
            return;
        }
        auto treatment =
            interceptor_->on_announced(facts(), {head.tag, head.verb, literal.head, {}, c_.now});
        flush();
        add(std::move(treatment.before));
        add(std::move(treatment.after));
        if (!treatment.run) {
            framer_.refuse_literal();
            return;
        }
        c_.untagged(wire::Continuation{{}, c_.words.go_ahead(head.verb, literal.octets)});
    }

    void handle_fault(const wire::FrameFault& fault) {
        const auto head = wire::head_of(fault.head);
        if (fault.diagnostic.where == "literal") {
            refuse_size(c_, head.tag, head.verb == "APPEND" && c_.logged_in());
        } else {
            refuse(head.tag, fault.diagnostic.what);
        }
        if (!fault.in_step) {
            end("Lost track of the command stream.");
        }
    }

    void refuse(const std::string& tag, const std::string& reason) {
        if (tag.empty() && c_.is_gmail()) {
            c_.status({}, wire::Condition::bad, wire::PlainCode{"CLIENTBUG"}, "Invalid tag");
        } else {
            c_.bad(tag, c_.words.bad_syntax(reason));
        }
        if (++bad_commands_ >= max_bad_commands) {
            end("Too many invalid commands.");
        }
    }

    void end(std::string text) {
        c_.bye(std::move(text));
        flush();
    }

    /// What the handlers said goes out: past the interceptor, then deflated.
    void flush() {
        if (!c_.out.empty()) {
            add(interceptor_->on_output(facts(), std::exchange(c_.out, {}), c_.now));
            greeted_ = true;
        }
        add(interceptor_->take_steps(facts(), c_.now));
        if (c_.phase == Phase::over && !std::exchange(told_end_, true)) {
            events_.emplace_back(SessionEnded{});
            give_seat_back();
        }
    }

    /// At once when the session has ended; after a while when it was cut off.
    void give_seat_back() {
        const auto seats = std::exchange(c_.seats, nullptr);
        if (seats != nullptr && c_.phase == Phase::over) {
            seats->leave(c_.facts.ordinal);
        } else if (seats != nullptr) {
            seats->drop(c_.facts.ordinal, c_.now + c_.world->seat_kept);
        }
    }

    void add(Steps steps) {
        for (auto& next : steps) {
            auto* send = std::get_if<step::Send>(&next);
            if (send != nullptr && c_.grease && !deflated_) {
                add_segments(c_.grease->segments(std::move(send->bytes)));
            } else if (send != nullptr) {
                add_bytes(deflated_ ? deflater_.deflate(send->bytes) : std::move(send->bytes));
            } else {
                steps_.push_back(std::move(next));
            }
        }
    }

    void add_segments(Steps steps) {
        for (auto& next : steps) {
            if (auto* send = std::get_if<step::Send>(&next)) {
                add_bytes(std::move(send->bytes));
            } else {
                steps_.push_back(std::move(next));
            }
        }
    }

    void add_bytes(std::string bytes) {
        waiting_ += bytes.size();
        auto* last = steps_.empty() ? nullptr : std::get_if<step::Send>(&steps_.back());
        if (last != nullptr) {
            last->bytes += bytes;
        } else if (!bytes.empty()) {
            steps_.emplace_back(step::Send{std::move(bytes)});
        }
    }

    Interceptor calm_;
    Conversation c_;
    Interceptor* interceptor_;
    wire::Framer framer_;
    bool deflated_ = false;
    Inflater inflater_;
    Deflater deflater_;
    Steps steps_;
    std::size_t waiting_ = 0; ///< Bytes in steps_.
    bool greeted_ = false;
    std::optional<Steps> behind_line_; ///< What comes once the client has said a line.
    std::deque<ServerEvent> events_;
    unsigned bad_commands_ = 0;
    bool told_login_ = false;
    bool told_end_ = false;
};

ServerSession::ServerSession(
    World& world, Instant now, const ConnectionFacts& facts, Interceptor* interceptor
)
    : state_(std::make_unique<State>(world, now, facts, interceptor)) {}

ServerSession::ServerSession(ServerSession&&) noexcept = default;
ServerSession& ServerSession::operator=(ServerSession&&) noexcept = default;
ServerSession::~ServerSession() = default;

void ServerSession::receive(std::string_view bytes, Instant now) {
    state_->receive(bytes, now);
}

void ServerSession::wake(Instant now) {
    state_->wake(now);
}

Steps ServerSession::take_steps() {
    return state_->take_steps();
}

std::string ServerSession::take_output() {
    std::string bytes;
    for (auto& next : take_steps()) {
        if (auto* send = std::get_if<step::Send>(&next)) {
            bytes += send->bytes;
        }
    }
    return bytes;
}

std::optional<ServerEvent> ServerSession::next_event() {
    return state_->next_event();
}

bool ServerSession::finished() const {
    return state_->finished();
}

} // namespace testserver
