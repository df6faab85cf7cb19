#pragma once

#include "testserver/net/tls_engine.hpp"
#include "testserver/protocol/server_session.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace testserver {

/// The clock of sessions that are served over sockets.
Instant wall_now();

/// One accepted connection: moves bytes between a socket, a TlsEngine and a ServerSession. Lives as
/// long as one of its operations is under way.
class TlsConnection : public std::enable_shared_from_this<TlsConnection> {
public:
    using Socket = boost::asio::ip::tcp::socket;

    /// `make_session` is asked when the handshake is done; `worked` is told after each input.
    struct Hooks {
        std::function<ServerSession()> make_session;
        std::function<void()> worked;
    };

    TlsConnection(Socket socket, const TlsContext& context, Hooks hooks);

    void start();
    /// Other sessions have worked.
    void wake();
    /// Closes without ceremony: the server stops.
    void abort();

private:
    enum class Stage : unsigned char { handshake, serving, draining, closed };

    void read();
    void take_in(std::string_view cipher);
    void write();
    bool prepare_output();
    void close_politely();
    void expire_after(std::chrono::seconds silence);

    Socket socket_;
    boost::asio::steady_timer timer_;
    TlsEngine tls_;
    Hooks hooks_;
    std::optional<ServerSession> session_;
    Stage stage_ = Stage::handshake;
    std::array<char, 16 * 1024> incoming_{};
    std::string outgoing_;
    bool reading_ = false;
    bool writing_ = false;
};

} // namespace testserver
