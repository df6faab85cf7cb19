#include "testserver/net/connection.hpp"

#include "testserver/net/socket_tricks.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <utility>

namespace testserver {
namespace {

using boost::system::error_code;

constexpr std::chrono::seconds handshake_limit{30};
/// While a pause lasts no more than this is taken in and kept.
constexpr std::size_t most_unanswered = std::size_t{1024} * 1024;

} // namespace

Connection::Connection(
    Socket socket, std::unique_ptr<Channel> channel, Admission admission, Hooks hooks
)
    : socket_(std::move(socket)), silence_timer_(socket_.get_executor()),
      pause_timer_(socket_.get_executor()), deaf_timer_(socket_.get_executor()),
      channel_(std::move(channel)), admission_(std::move(admission)), hooks_(std::move(hooks)) {}

void Connection::start() {
    error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(boost::asio::ip::tcp::no_delay{true}, ignored);
    carrier_.add(std::move(admission_.before_handshake));
    go_on();
}

void Connection::wake() {
    if (stage_ == Stage::serving) {
        session_->wake(hooks_.clock.now());
        go_on();
    }
}

void Connection::abort() {
    if (std::exchange(stage_, Stage::closed) == Stage::closed) {
        return;
    }
    error_code ignored;
    silence_timer_.cancel();
    pause_timer_.cancel();
    deaf_timer_.cancel();
    socket_.close(ignored);
    hooks_.closed();
}

/// Does what there is to do until something has to be waited for.
void Connection::go_on() {
    bool more = true;
    while (more && !writing_ && !paused_ && stage_ != Stage::closed && stage_ != Stage::draining) {
        unanswered_ = 0;
        fetch_steps();
        const auto next = carrier_.advance(outgoing_);
        if (write()) {
            break;
        }
        perform(next);
        more =
            !std::holds_alternative<StepCarrier::Idle>(next) || !carrier_.empty() || finish_stage();
    }
    read();
}

void Connection::fetch_steps() {
    if (stage_ == Stage::serving && carrier_.empty()) {
        auto steps = session_->take_steps();
        if (!steps.empty()) {
            hooks_.decided();
        }
        carrier_.add(std::move(steps));
    }
    if (stage_ != Stage::meeting) {
        outgoing_ += channel_->take_raw();
    }
}

void Connection::perform(const StepCarrier::Next& next) {
    if (const auto* pause = std::get_if<step::Pause>(&next)) {
        wait(pause_timer_, pause->time, paused_);
    } else if (const auto* deaf = std::get_if<step::StopReading>(&next)) {
        shrink_window(socket_.native_handle());
        wait(deaf_timer_, deaf->time, deaf_);
    } else if (const auto* end = std::get_if<step::Close>(&next)) {
        close(end->how);
    }
}

/// Nothing is left to be said. True when the next stage has something.
bool Connection::finish_stage() {
    switch (stage_) {
    case Stage::meeting:
        stage_ = Stage::handshake;
        begin_session();
        return true;
    case Stage::serving:
        if (session_->finished() || channel_->peer_closed()) {
            end_politely();
            return true;
        }
        break;
    default:
        break;
    }
    if (channel_->failed()) {
        end_politely();
        return true;
    }
    return false;
}

/// As soon as both sides know each other.
void Connection::begin_session() {
    if (stage_ == Stage::handshake && channel_->established()) {
        stage_ = Stage::serving;
        carrier_.secure();
        session_ = hooks_.make_session();
    }
}

void Connection::read() {
    // While answers wait to be sent nothing more is read: a client that does not read cannot make
    // the server's memory grow.
    if (reading_ || deaf_ || (writing_ && stage_ == Stage::serving) || stage_ == Stage::closed ||
        unanswered_ > most_unanswered) {
        return;
    }
    reading_ = true;
    if (stage_ == Stage::handshake || stage_ == Stage::meeting) {
        expire_after(handshake_limit);
    } else if (stage_ == Stage::serving) {
        expire_after(hooks_.silence_limit);
    } // Draining has its limit from its start.
    // Waits before it reads, so that a connection that goes deaf meanwhile takes nothing any more.
    socket_.async_wait(Socket::wait_read, [self = shared_from_this()](const error_code& error) {
        self->reading_ = false;
        if (error) {
            self->abort();
        } else if (!self->deaf_) {
            self->take_from_socket();
        }
    });
}

void Connection::take_from_socket() {
    error_code error;
    const auto count = socket_.read_some(boost::asio::buffer(incoming_), error);
    if (error == boost::asio::error::would_block) {
        read();
    } else if (error) {
        abort();
    } else if (rebooting_) {
        reset_when_closed(socket_.native_handle());
        abort();
    } else {
        take_in({incoming_.data(), count});
    }
}

void Connection::take_in(std::string_view raw) {
    if (stage_ == Stage::draining || stage_ == Stage::closed) {
        read(); // Nobody listens any more; it only has to be taken off the socket.
        return;
    }
    unanswered_ += raw.size();
    channel_->receive(raw);
    begin_session();
    if (session_) {
        session_->receive(channel_->take_plain(), hooks_.clock.now());
    }
    go_on();
    if (session_) {
        hooks_.worked();
    }
}

/// True when something is on its way to the socket.
bool Connection::write() {
    if (stage_ != Stage::meeting) {
        cut();
    }
    if (mute_) {
        outgoing_.clear();
    }
    if (outgoing_.empty()) {
        return false;
    }
    writing_ = true;
    boost::asio::async_write(
        socket_,
        boost::asio::buffer(outgoing_),
        [self = shared_from_this()](const error_code& error, std::size_t) {
            self->writing_ = false;
            self->outgoing_.clear();
            if (error) {
                self->abort();
            } else {
                self->go_on();
            }
        }
    );
    return true;
}

/// Admission: so many bytes of our side leave, then something else happens before the rest does.
void Connection::cut() {
    if (!admission_.handshake_bytes || outgoing_.empty()) {
        return;
    }
    const auto room = *admission_.handshake_bytes - raw_sent_;
    if (outgoing_.size() < room) {
        raw_sent_ += outgoing_.size();
        return;
    }
    admission_.handshake_bytes.reset();
    carrier_.add_first({TlsFault{tls_fault::RawBytes{outgoing_.substr(room)}}});
    carrier_.add_first(std::move(admission_.at_handshake_byte));
    outgoing_.resize(room);
}

void Connection::wait(
    boost::asio::steady_timer& timer, std::optional<std::chrono::milliseconds> time, bool& blocked
) {
    blocked = true;
    if (!time) {
        return;
    }
    timer.expires_after(*time);
    timer.async_wait([weak = weak_from_this(), &blocked](const error_code& error) {
        if (const auto self = weak.lock(); self && !error) {
            blocked = false;
            self->go_on();
        }
    });
}

/// A timer that waits already is left alone, though it ends too early: it looks again when it does.
/// To set it anew for each command was a fifth of the system calls.
void Connection::expire_after(std::chrono::seconds silence) {
    silence_ = silence;
    silence_ends_ = std::chrono::steady_clock::now() + silence;
    if (!silence_timer_waits_ || silence_timer_.expiry() > silence_ends_) {
        wait_for_silence();
    }
}

void Connection::wait_for_silence() {
    silence_timer_waits_ = true;
    silence_timer_.expires_at(silence_ends_);
    silence_timer_.async_wait([weak = weak_from_this()](const error_code& error) {
        const auto self = weak.lock();
        if (!self || error) {
            return;
        }
        self->silence_timer_waits_ = false;
        if (std::chrono::steady_clock::now() < self->silence_ends_) {
            self->wait_for_silence();
        } else if (self->paused_ || self->deaf_) { // The silence is ours.
            self->expire_after(self->silence_);
        } else {
            self->abort();
        }
    });
}

} // namespace testserver
