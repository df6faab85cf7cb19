#include "adapters/net/tls_transport.hpp"

#include "ports/secret.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>
#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <cstring>
#include <utility>

namespace net {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

Closed ending(const error_code& error) {
    if (error == asio::error::eof) {
        return {Ending::eof, "the server closed the connection"};
    }
    if (error == asio::ssl::error::stream_truncated) {
        return {Ending::truncated, "the connection was cut off"};
    }
    if (error.category() == asio::error::get_ssl_category()) {
        return {Ending::damaged, "the encrypted data was damaged (" + error.message() + ")"};
    }
    return {Ending::reset, "the connection broke (" + error.message() + ")"};
}

} // namespace

Waited TlsLink::finish(const Outcome& outcome, Deadline deadline, const std::stop_token& stop) {
    const auto ended = [&outcome] { return outcome.has_value(); };
    const Waited waited = wait_until(io, deadline, stop, ended);
    if (waited != Waited::done) {
        error_code ignored;
        stream.next_layer().close(ignored);
        wait_until(io, Deadline::max(), {}, ended);
    }
    return waited;
}

TlsTransport::TlsTransport(std::unique_ptr<TlsLink> link) : link_(std::move(link)) {
    error_code ignored;
    link_->stream.next_layer().non_blocking(true, ignored);
}

/// A login that was never sent, or a token that came, may be in these.
TlsTransport::~TlsTransport() {
    ports::wipe(queued_);
    ports::wipe(writing_);
    explicit_bzero(read_buffer_.data(), read_buffer_.size());
}

Arrival
TlsTransport::exchange(std::string_view outgoing, Deadline deadline, const std::stop_token& stop) {
    queued_ += outgoing;
    if (!closed_) {
        start_write();
        start_read();
    }
    const auto something_came = [this] { return arrived_ > 0 || closed_.has_value(); };
    switch (wait_until(link_->io, deadline, stop, something_came)) {
    case Waited::timed_out:
        return TimedOut{};
    case Waited::interrupted:
        return Interrupted{};
    case Waited::done:
        break;
    }
    if (arrived_ == 0) {
        return *closed_;
    }
    read_what_is_there();
    return Incoming{{read_buffer_.data(), std::exchange(arrived_, 0)}};
}

void TlsTransport::start_write() {
    if (queued_.empty() || !writing_.empty()) {
        return;
    }
    writing_ = std::exchange(queued_, {});
    asio::async_write(
        link_->stream,
        asio::buffer(writing_),
        [this](const error_code& error, std::size_t) {
            ports::wipe(writing_); // A login may be among it.
            // Reading goes on after a failed write: the peer's last words may tell why it closed.
            if (!error) {
                start_write();
            }
        }
    );
}

void TlsTransport::start_read() {
    if (reading_) {
        return;
    }
    reading_ = true;
    link_->stream.async_read_some(
        asio::buffer(read_buffer_),
        [this](const error_code& error, std::size_t count) {
            reading_ = false;
            arrived_ = count;
            if (error) {
                end(error);
            }
        }
    );
}

/// Takes more records without waiting: each asynchronous read would yield one of them only. While a
/// write is under way the TLS engine belongs to it.
void TlsTransport::read_what_is_there() {
    while (!closed_ && writing_.empty() && arrived_ < read_buffer_.size()) {
        error_code error;
        arrived_ += link_->stream.read_some(asio::buffer(read_buffer_) + arrived_, error);
        if (error == asio::error::would_block) {
            return;
        }
        if (error) {
            end(error);
        }
    }
}

void TlsTransport::end(const error_code& error) {
    closed_ = ending(error);
}

std::size_t TlsTransport::unsent() const {
    return queued_.size();
}

ports::Transferred TlsTransport::transferred() const {
    // Between TLS and the socket sits one BIO; its counters are what was on the wire.
    SSL* const session = link_->stream.native_handle();
    return {
        .received = {BIO_number_read(SSL_get_rbio(session))},
        .sent = {BIO_number_written(SSL_get_wbio(session))}
    };
}

void TlsTransport::close(Deadline deadline) {
    if (!closed_ && writing_.empty()) {
        TlsLink::Outcome outcome;
        link_->stream.async_shutdown([&outcome](const error_code& result) { outcome = result; });
        link_->finish(outcome, deadline, {});
    }
    closed_ = Closed{Ending::eof, "the connection was closed"};
    error_code ignored;
    link_->stream.next_layer().close(ignored);
}

} // namespace net
