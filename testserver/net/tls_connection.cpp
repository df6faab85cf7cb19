#include "testserver/net/tls_connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

namespace testserver {
namespace {

using boost::system::error_code;

constexpr std::chrono::seconds handshake_limit{30};
/// RFC 3501 5.4: at least 30 minutes.
constexpr std::chrono::seconds silence_limit{std::chrono::minutes{35}};
/// How long a client's last bytes are waited for after our FIN.
constexpr std::chrono::seconds drain_limit{2};

} // namespace

Instant wall_now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

TlsConnection::TlsConnection(Socket socket, const TlsContext& context, Hooks hooks)
    : socket_(std::move(socket)), timer_(socket_.get_executor()), tls_(context),
      hooks_(std::move(hooks)) {}

void TlsConnection::start() {
    error_code ignored;
    socket_.set_option(boost::asio::ip::tcp::no_delay{true}, ignored);
    read();
}

void TlsConnection::wake() {
    if (stage_ == Stage::serving) {
        session_->wake(wall_now());
        write();
    }
}

void TlsConnection::abort() {
    stage_ = Stage::closed;
    error_code ignored;
    timer_.cancel();
    socket_.close(ignored);
}

void TlsConnection::read() {
    // While answers wait to be sent nothing more is read: a client that does not read cannot make
    // the server's memory grow.
    if (reading_ || (writing_ && stage_ == Stage::serving) || stage_ == Stage::closed) {
        return;
    }
    reading_ = true;
    switch (stage_) {
    case Stage::handshake:
        expire_after(handshake_limit);
        break;
    case Stage::serving:
        expire_after(silence_limit);
        break;
    default: // Draining has its limit from its start.
        break;
    }
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
    tls_.receive(cipher);
    if (stage_ == Stage::handshake && tls_.established()) {
        stage_ = Stage::serving;
        session_.emplace(hooks_.make_session());
    }
    if (session_) {
        session_->receive(tls_.take_plain(), wall_now());
    }
    write();
    if (session_) {
        hooks_.worked();
    }
}

/// False when there is nothing to be sent now.
bool TlsConnection::prepare_output() {
    if (session_) {
        if (const auto plain = session_->take_output(); !plain.empty()) {
            tls_.send(plain);
        } else if (session_->finished() || tls_.peer_closed()) {
            close_politely();
        }
    }
    outgoing_ = tls_.take_cipher();
    return !outgoing_.empty();
}

void TlsConnection::write() {
    if (writing_ || stage_ == Stage::closed) {
        return;
    }
    if (!prepare_output()) {
        if (tls_.failed() && stage_ != Stage::draining) {
            close_politely();
        }
        if (stage_ == Stage::draining) {
            error_code ignored;
            socket_.shutdown(Socket::shutdown_send, ignored);
        }
        read();
        return;
    }
    writing_ = true;
    boost::asio::async_write(
        socket_,
        boost::asio::buffer(outgoing_),
        [self = shared_from_this()](const error_code& error, std::size_t) {
            self->writing_ = false;
            if (error) {
                self->abort();
            } else {
                self->write();
            }
        }
    );
}

/// close_notify, then a FIN that is a FIN: closing with unread input would send RST instead.
void TlsConnection::close_politely() {
    tls_.close_notify();
    session_.reset();
    stage_ = Stage::draining;
    expire_after(drain_limit);
}

void TlsConnection::expire_after(std::chrono::seconds silence) {
    timer_.expires_after(silence);
    timer_.async_wait([weak = weak_from_this()](const error_code& error) {
        if (const auto self = weak.lock(); self && !error) {
            self->abort();
        }
    });
}

} // namespace testserver
