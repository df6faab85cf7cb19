#pragma once

#include "testserver/scenario/admission.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <functional>
#include <vector>

namespace testserver {

/// A listening socket that can be shut, or made deaf, and opened again at the same port.
class Listener {
public:
    using Tcp = boost::asio::ip::tcp;
    using OnAccept = std::function<void(Tcp::socket)>;

    explicit Listener(boost::asio::io_context& io) : io_(io) {}

    /// What went wrong, or nothing. Port 0 becomes a free one.
    boost::system::error_code open(const Tcp::endpoint& endpoint);
    /// Gives each connection to `on_accept` from now on.
    void start(OnAccept on_accept);
    void become(Listening wanted);
    void close();

    [[nodiscard]] std::uint16_t port() const { return endpoint_.port(); }

private:
    boost::system::error_code listen();
    void accept();
    void stop_accepting();
    void fill_backlog();
    void hear_again();
    bool is_filler(const Tcp::socket& accepted);

    boost::asio::io_context& io_;
    Tcp::endpoint endpoint_;
    Tcp::acceptor acceptor_{io_};
    boost::asio::steady_timer pause_{io_};
    OnAccept on_accept_;
    Listening state_ = Listening::open;
    std::uint64_t stops_ = 0; ///< How often it stopped accepting: what was begun before is stale.
    std::vector<Tcp::socket> fillers_; ///< Connections of our own that wait to be accepted.
};

} // namespace testserver
