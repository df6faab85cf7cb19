#include "testserver/net/tls_server.hpp"

#include "testserver/net/tls_connection.hpp"
#include "testserver/net/tls_contexts.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace testserver {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

/// Far above what a test opens, far below what a process may.
constexpr std::size_t max_connections = 500;

class AsioTlsServer final : public TlsServer {
public:
    AsioTlsServer(World& world, Interceptor* interceptor)
        : world_(world), interceptor_(interceptor != nullptr ? *interceptor : calm_) {}

    /// What went wrong, or nothing.
    error_code open(tcp::endpoint endpoint) {
        error_code error;
        acceptor_.open(endpoint.protocol(), error);
        if (!error) {
            acceptor_.set_option(tcp::acceptor::reuse_address{true}, error);
        }
        if (!error) {
            acceptor_.bind(endpoint, error);
        }
        if (!error) {
            acceptor_.listen(boost::asio::socket_base::max_listen_connections, error);
        }
        if (!error) {
            endpoint_ = acceptor_.local_endpoint();
        }
        return error;
    }

    [[nodiscard]] std::uint16_t port() const override { return endpoint_.port(); }

    [[nodiscard]] const std::string& authority_pem() const override {
        return forge_.authority_pem();
    }

    void run(const std::stop_token& stop) override {
        const std::stop_callback on_stop{stop, [this] {
                                             boost::asio::post(io_, [this] { stop_all(); });
                                         }};
        accept();
        io_.run();
    }

private:
    void accept() {
        acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
            if (!acceptor_.is_open()) {
                return;
            }
            if (!error) {
                admit(std::move(socket));
            }
            accept();
        });
    }

    void admit(tcp::socket socket) {
        std::erase_if(connections_, [](const auto& each) { return each->closed(); });
        if (connections_.size() >= max_connections) {
            return; // The socket closes.
        }
        error_code error;
        ConnectionFacts facts;
        facts.ordinal = ++accepted_;
        facts.peer = socket.remote_endpoint(error).address().to_string();
        TlsConnection::Hooks hooks{
            [this, facts] { return ServerSession{world_, wall_now(), facts, &interceptor_}; },
            [this] { wake_all(); },
            [this, facts] { interceptor_.on_close(facts, wall_now()); },
        };
        auto admission = interceptor_.on_accept(facts, wall_now());
        const auto& context = contexts_.of(admission);
        const auto connection = std::make_shared<TlsConnection>(
            std::move(socket), context, std::move(admission), std::move(hooks)
        );
        connections_.push_back(connection);
        connection->start();
        watch_time();
    }

    void wake_all() {
        for (const auto& connection : std::vector{connections_}) {
            connection->wake();
        }
        watch_time();
    }

    /// Scenarios do things at their time, whoever speaks or not.
    void watch_time() {
        follow_reachability();
        const auto moment = interceptor_.next_moment();
        if (!moment || moment == watched_) {
            return;
        }
        watched_ = moment;
        moment_timer_.expires_after(std::max(*moment - wall_now(), std::chrono::milliseconds{0}));
        moment_timer_.async_wait([this](const error_code& error) {
            if (!error) {
                watched_.reset();
                interceptor_.on_time(wall_now());
                wake_all();
            }
        });
    }

    /// Closes the port, or opens it again.
    void follow_reachability() {
        const bool down = interceptor_.is_down(wall_now());
        if (down == !acceptor_.is_open() || stopped_) {
            return;
        }
        error_code ignored;
        if (down) {
            acceptor_.close(ignored);
        } else if (!open(endpoint_)) {
            accept();
        }
    }

    void stop_all() {
        stopped_ = true;
        error_code ignored;
        acceptor_.close(ignored);
        moment_timer_.cancel();
        for (const auto& connection : connections_) {
            connection->abort();
        }
        connections_.clear();
    }

    World& world_;
    Interceptor calm_;
    Interceptor& interceptor_;
    boost::asio::io_context io_{1};
    tcp::acceptor acceptor_{io_};
    tcp::endpoint endpoint_;
    bool stopped_ = false;
    boost::asio::steady_timer moment_timer_{io_};
    std::optional<Instant> watched_; ///< What the timer waits for.
    CertificateForge forge_;
    TlsContexts contexts_{forge_};
    std::vector<std::shared_ptr<TlsConnection>> connections_;
    std::uint64_t accepted_ = 0;
};

} // namespace

std::variant<std::unique_ptr<TlsServer>, CannotListen>
listen(World& world, const ListenAt& at, Interceptor* interceptor) {
    error_code error;
    const auto address = boost::asio::ip::make_address(at.address, error);
    if (error) {
        return CannotListen{at.address + " is not an IP address"};
    }
    if (!address.is_loopback()) {
        return CannotListen{
            at.address + " is not a loopback address; fake-gmail serves this machine only"
        };
    }
    auto server = std::make_unique<AsioTlsServer>(world, interceptor);
    if (const auto failed = server->open({address, at.port})) {
        return CannotListen{at.address + ": " + failed.message()};
    }
    return server;
}

} // namespace testserver
