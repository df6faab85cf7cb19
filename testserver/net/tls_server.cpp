#include "testserver/net/tls_server.hpp"

#include "testserver/net/tls_connection.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
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
        : world_(world), interceptor_(interceptor) {}

    /// What went wrong, or nothing.
    error_code open(const tcp::endpoint& endpoint) {
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
        return error;
    }

    [[nodiscard]] std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }

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
        std::erase_if(connections_, [](const auto& weak) { return weak.expired(); });
        if (connections_.size() >= max_connections) {
            return; // The socket closes.
        }
        error_code error;
        ConnectionFacts facts;
        facts.ordinal = ++accepted_;
        facts.peer = socket.remote_endpoint(error).address().to_string();
        TlsConnection::Hooks hooks{
            [this, facts] { return ServerSession{world_, wall_now(), facts, interceptor_}; },
            [this] { wake_all(); },
        };
        const auto connection =
            std::make_shared<TlsConnection>(std::move(socket), context_, std::move(hooks));
        connections_.push_back(connection);
        connection->start();
    }

    void wake_all() {
        for (const auto& weak : std::vector{connections_}) {
            if (const auto connection = weak.lock()) {
                connection->wake();
            }
        }
    }

    void stop_all() {
        error_code ignored;
        acceptor_.close(ignored);
        for (const auto& weak : connections_) {
            if (const auto connection = weak.lock()) {
                connection->abort();
            }
        }
    }

    World& world_;
    Interceptor* interceptor_;
    boost::asio::io_context io_{1};
    tcp::acceptor acceptor_{io_};
    CertificateForge forge_;
    TlsContext context_{forge_.issue()};
    std::vector<std::weak_ptr<TlsConnection>> connections_;
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
