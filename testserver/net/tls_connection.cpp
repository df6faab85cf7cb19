#include "testserver/net/tls_connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <utility>

namespace testserver {
namespace {

using boost::system::error_code;

constexpr std::chrono::seconds handshake_limit{30};
/// RFC 3501 5.4: at least 30 minutes.
constexpr std::chrono::seconds silence_limit{std::chrono::minutes{35}};
/// How long a client's last bytes are waited for after our FIN.
constexpr std::chrono::seconds drain_limit{2};
/// While a pause lasts no more than this is taken in and kept.
constexpr std::size_t most_unanswered = std::size_t{1024} * 1024;

} // namespace

Instant wall_now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

TlsConnection::TlsConnection(
    Socket socket, const TlsContext& context, Admission admission, Hooks hooks
)
    : socket_(std::move(socket)), silence_timer_(socket_.get_executor()),
      pause_timer_(socket_.get_executor()), deaf_timer_(socket_.get_executor()), tls_(context),
      admission_(std::move(admission)), hooks_(std::move(hooks)) {}

void TlsConnection::start() {
    error_code ignored;
    socket_.set_option(boost::asio::ip::tcp::no_delay{true}, ignored);
    carrier_.add(std::move(admission_.before_handshake));
    go_on();
}

void TlsConnection::wake() {
    if (stage_ == Stage::serving) {
        session_->wake(wall_now());
        go_on();
    }
}

void TlsConnection::abort() {
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
void TlsConnection::go_on() {
    while (!writing_ && !paused_ && stage_ != Stage::closed && stage_ != Stage::draining) {
        unanswered_ = 0;
        fetch_steps();
        const auto next = carrier_.advance(outgoing_);
        if (write()) {
            return;
        }
        if (const auto* pause = std::get_if<step::Pause>(&next)) {
            wait(pause_timer_, pause->time, paused_);
        } else if (const auto* deaf = std::get_if<step::StopReading>(&next)) {
            wait(deaf_timer_, deaf->time, deaf_);
        } else if (const auto* end = std::get_if<step::Close>(&next)) {
            close(end->how);
        } else if (carrier_.empty()) {
            finish_stage();
            break;
        }
    }
    read();
}

/// Nothing is left to be said.
void TlsConnection::finish_stage() {
    if (stage_ == Stage::meeting) {
        stage_ = Stage::handshake;
    } else if (stage_ == Stage::serving && (session_->finished() || tls_.peer_closed())) {
        end_politely();
    } else if (tls_.failed()) {
        end_politely();
    }
}

void TlsConnection::fetch_steps() {
    if (stage_ == Stage::serving && carrier_.empty()) {
        carrier_.add(session_->take_steps());
    }
    outgoing_ += tls_.take_cipher();
}

/// True when something is on its way to the socket.
bool TlsConnection::write() {
    if (stage_ == Stage::handshake) {
        cut_handshake(outgoing_);
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

/// Admission: so many bytes of our side leave, then the handshake goes wrong.
void TlsConnection::cut_handshake(std::string& cipher) {
    if (!admission_.handshake_bytes) {
        return;
    }
    const auto room = *admission_.handshake_bytes - handshake_sent_;
    if (cipher.size() < room) {
        handshake_sent_ += cipher.size();
        return;
    }
    std::string rest = cipher.substr(room);
    cipher.resize(room);
    admission_.handshake_bytes.reset();
    carrier_.add(std::move(admission_.at_handshake_byte));
    carrier_.add({TlsFault{tls_fault::RawBytes{std::move(rest)}}});
}

void TlsConnection::read() {
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
        expire_after(silence_limit);
    } // Draining has its limit from its start.
    socket_.async_read_some(
        boost::asio::buffer(incoming_),
        [self = shared_from_this()](const error_code& error, std::size_t count) {
            self->reading_ = false;
            if (error) {
                self->abort();
            } else {
                self->take_in({self->incoming_.data(), count});
            }
        }
    );
}

void TlsConnection::take_in(std::string_view cipher) {
    if (stage_ == Stage::draining) {
        read(); // Nobody listens any more; it only has to be taken off the socket.
        return;
    }
    unanswered_ += cipher.size();
    tls_.receive(cipher);
    take_plain();
    go_on();
    if (session_) {
        hooks_.worked();
    }
}

void TlsConnection::take_plain() {
    if (stage_ == Stage::handshake && tls_.established()) {
        stage_ = Stage::serving;
        carrier_.secure();
        session_.emplace(hooks_.make_session());
    }
    if (session_) {
        session_->receive(tls_.take_plain(), wall_now());
    }
}

void TlsConnection::close(Closing how) {
    switch (how) {
    case Closing::notify:
        end_politely();
        break;
    case Closing::truncate: {
        tls_.send("* "); // Half of this record never leaves.
        const auto record = tls_.take_cipher();
        outgoing_ = record.substr(0, record.size() / 2);
        carrier_.add({step::Close{Closing::fin}});
        break;
    }
    case Closing::fin:
        drain();
        break;
    case Closing::rst: {
        error_code ignored;
        socket_.set_option(boost::asio::socket_base::linger{true, 0}, ignored);
        abort();
        break;
    }
    case Closing::half: {
        error_code ignored;
        socket_.shutdown(Socket::shutdown_send, ignored);
        mute_ = true;
        break;
    }
    case Closing::vanish:
        vanish();
        break;
    }
}

/// close_notify, then a FIN.
void TlsConnection::end_politely() {
    tls_.close_notify();
    outgoing_ += tls_.take_cipher();
    if (outgoing_.empty() || mute_) {
        drain();
    } else {
        carrier_.drop();
        carrier_.add({step::Close{Closing::fin}});
        session_.reset();
        stage_ = Stage::ending;
        write();
    }
}

/// A FIN that is a FIN: closing with unread input would send RST instead.
void TlsConnection::drain() {
    session_.reset();
    carrier_.drop();
    stage_ = Stage::draining;
    deaf_ = false;
    expire_after(drain_limit);
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
}

/// A socket that is closed in repair mode says nothing (tcp(7)); it needs CAP_NET_ADMIN. Without
/// that the connection only stalls.
void TlsConnection::vanish() {
    const int on = 1;
    if (::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_REPAIR, &on, sizeof on) == 0) {
        abort();
        return;
    }
    mute_ = true;
    deaf_ = true;
}

void TlsConnection::wait(
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

void TlsConnection::expire_after(std::chrono::seconds silence) {
    silence_timer_.expires_after(silence);
    silence_timer_.async_wait([weak = weak_from_this()](const error_code& error) {
        if (const auto self = weak.lock(); self && !error) {
            self->abort();
        }
    });
}

} // namespace testserver
