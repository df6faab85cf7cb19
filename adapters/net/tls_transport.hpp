#pragma once

#include "adapters/net/transport.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace net {

enum class Waited : unsigned char { done, timed_out, interrupted };

/// Runs `io` until `done()`; the stop token wakes it from whatever it waits for.
template <typename Done>
Waited
wait_until(boost::asio::io_context& io, Deadline deadline, const std::stop_token& stop, Done done) {
    const std::stop_callback wake{stop, [&io] { boost::asio::post(io, [] {}); }};
    while (!done()) {
        if (stop.stop_requested()) {
            return Waited::interrupted;
        }
        io.restart();
        if (io.run_one_until(deadline) == 0) {
            return Waited::timed_out;
        }
    }
    return Waited::done;
}

/// The socket and the TLS state of one connection, from before it is connected.
struct TlsLink {
    using Tcp = boost::asio::ip::tcp;
    using Outcome = std::optional<boost::system::error_code>;

    explicit TlsLink(boost::asio::ssl::context trusted) : context(std::move(trusted)) {}

    /// Waits for an operation whose handler sets `outcome`. When it does not end in time the socket
    /// is closed, so that the handler has run in any case when this returns.
    Waited finish(const Outcome& outcome, Deadline deadline, const std::stop_token& stop);

    boost::asio::io_context io;
    boost::asio::ssl::context context;
    boost::asio::ssl::stream<Tcp::socket> stream{io, context};
};

/// A transport over a link whose handshake is done and verified. One read and one write may be
/// under way at the same time; both outlive a call that timed out or was interrupted.
class TlsTransport final : public Transport {
public:
    explicit TlsTransport(std::unique_ptr<TlsLink> link);
    TlsTransport(const TlsTransport&) = delete;
    TlsTransport& operator=(const TlsTransport&) = delete;
    ~TlsTransport() override;

    Arrival
    exchange(std::string_view outgoing, Deadline deadline, const std::stop_token& stop) override;
    [[nodiscard]] std::size_t unsent() const override;
    [[nodiscard]] ports::Transferred transferred() const override;
    void close(Deadline deadline) override;

private:
    void start_write();
    void start_read();
    void read_what_is_there();
    void end(const boost::system::error_code& error);

    std::unique_ptr<TlsLink> link_;
    std::string queued_;  ///< Not handed to TLS yet.
    std::string writing_; ///< With TLS; empty when no write is under way.
    std::array<char, std::size_t{64} * 1024> read_buffer_{}; ///< Four of TLS's largest records.
    std::size_t arrived_ = 0;
    bool reading_ = false;
    std::optional<Closed> closed_;
};

} // namespace net
