#include "testserver/net/listener.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <utility>

namespace testserver {
namespace {

using boost::system::error_code;

/// The kernel keeps one more than the backlog that it is told; a margin for other kernels.
constexpr std::size_t most_fillers = 8;
/// Out of descriptors: the next attempt would fail too.
constexpr std::chrono::milliseconds accept_pause{100};

bool connected(int socket) {
    pollfd waited{.fd = socket, .events = POLLOUT, .revents = 0};
    return ::poll(&waited, 1, 0) == 1; // Loopback answers a SYN within the call that sends it.
}

} // namespace

error_code Listener::open(const Tcp::endpoint& endpoint) {
    endpoint_ = endpoint;
    return listen();
}

error_code Listener::listen() {
    error_code error;
    acceptor_.open(endpoint_.protocol(), error);
    if (!error) {
        acceptor_.set_option(Tcp::acceptor::reuse_address{true}, error);
    }
    if (!error) {
        acceptor_.bind(endpoint_, error);
    }
    if (!error) {
        acceptor_.listen(boost::asio::socket_base::max_listen_connections, error);
    }
    if (!error) {
        endpoint_ = acceptor_.local_endpoint(error);
    }
    return error;
}

void Listener::start(OnAccept on_accept) {
    on_accept_ = std::move(on_accept);
    accept();
}

void Listener::become(Listening wanted) {
    if (std::exchange(state_, wanted) == wanted) {
        return;
    }
    if (wanted == Listening::refused) {
        close();
        return;
    }
    if (!acceptor_.is_open() && listen()) {
        return;
    }
    stop_accepting();
    if (wanted == Listening::deaf) {
        fill_backlog();
    } else {
        hear_again();
    }
}

void Listener::close() {
    error_code ignored;
    stop_accepting();
    acceptor_.close(ignored);
    fillers_.clear();
}

void Listener::stop_accepting() {
    error_code ignored;
    ++stops_;
    acceptor_.cancel(ignored);
    pause_.cancel();
}

void Listener::accept() {
    acceptor_.async_accept([this, stops = stops_](const error_code& error, Tcp::socket socket) {
        // A connection may have been accepted before the listener stopped and be heard of only
        // now: it is served, but no other after it, since the listener may be deaf by now.
        const bool still_open = stops == stops_;
        if (!error) {
            if (still_open) {
                accept(); // First: what follows may stop or reopen the listener.
            }
            if (!is_filler(socket)) {
                on_accept_(std::move(socket));
            }
            return;
        }
        if (!still_open || error == boost::asio::error::operation_aborted) {
            return;
        }
        pause_.expires_after(accept_pause);
        pause_.async_wait([this](const error_code& stopped) {
            if (!stopped) {
                accept();
            }
        });
    });
}

/// Until a SYN of ours is not answered: nor is anyone else's then.
void Listener::fill_backlog() {
    error_code ignored;
    acceptor_.listen(0, ignored);
    bool taken = true;
    while (taken && fillers_.size() < most_fillers) {
        auto& filler = fillers_.emplace_back(io_);
        filler.open(endpoint_.protocol(), ignored);
        filler.native_non_blocking(true, ignored);
        const auto size = static_cast<socklen_t>(endpoint_.size());
        // Asio's would wait. What became of it is asked for below.
        // NOLINTNEXTLINE(bugprone-unused-return-value)
        ::connect(filler.native_handle(), endpoint_.data(), size);
        taken = connected(filler.native_handle());
    }
}

/// The listener stays the same socket, so that nobody is refused between deaf and open.
void Listener::hear_again() {
    error_code ignored;
    std::erase_if(fillers_, [](Tcp::socket& each) { return !connected(each.native_handle()); });
    acceptor_.listen(boost::asio::socket_base::max_listen_connections, ignored);
    accept();
}

bool Listener::is_filler(const Tcp::socket& accepted) {
    error_code ignored;
    const auto peer = accepted.remote_endpoint(ignored);
    return std::erase_if(fillers_, [&](const Tcp::socket& each) {
               return each.local_endpoint(ignored) == peer;
           }) > 0;
}

} // namespace testserver
