#include "testserver/net/tls_server.hpp"

#include "testserver/control/control_service.hpp"
#include "testserver/net/connection.hpp"
#include "testserver/net/listener.hpp"
#include "testserver/net/tls_contexts.hpp"
#include "testserver/oauth/token_session.hpp"
#include "testserver/protocol/server_session.hpp"

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
constexpr std::size_t max_control_connections = 16;
constexpr std::chrono::seconds control_silence{60};
/// Things that are due while the clock is moved at once.
constexpr std::size_t most_moments = 100'000;

class AsioTlsServer final : public TlsServer {
public:
    AsioTlsServer(
        World& world,
        const ListenAt& at,
        Interceptor* interceptor,
        oauth::TokenService* oauth,
        Steering steering
    )
        : world_(world), interceptor_(interceptor != nullptr ? *interceptor : calm_), oauth_(oauth),
          controls_(steering.controls),
          clock_(steering.clock != nullptr ? *steering.clock : own_clock_), plain_(at.plain),
          contexts_(forge_, at.needs_sni) {}

    /// What went wrong, or nothing.
    error_code open(const tcp::endpoint& endpoint) {
        auto failed = listener_.open(endpoint);
        if (!failed && oauth_ != nullptr) {
            failed = oauth_listener_.open({endpoint.address(), 0});
        }
        if (!failed && controls_ != nullptr) {
            failed = control_listener_.open({endpoint.address(), 0});
        }
        return failed;
    }

    [[nodiscard]] std::uint16_t port() const override { return listener_.port(); }

    [[nodiscard]] std::uint16_t oauth_port() const override {
        return oauth_ == nullptr ? std::uint16_t{0} : oauth_listener_.port();
    }

    [[nodiscard]] std::uint16_t control_port() const override {
        return controls_ == nullptr ? std::uint16_t{0} : control_listener_.port();
    }

    [[nodiscard]] const std::string& authority_pem() const override {
        return forge_.authority_pem();
    }

    void run(const std::stop_token& stop) override {
        const std::stop_callback on_stop{stop, [this] {
                                             boost::asio::post(io_, [this] { stop_all(); });
                                         }};
        listener_.start([this](tcp::socket socket) { admit(std::move(socket)); });
        if (oauth_ != nullptr) {
            oauth_listener_.start([this](tcp::socket socket) { admit_http(std::move(socket)); });
        }
        if (controls_ != nullptr) {
            control_listener_.start([this](tcp::socket socket) { admit_control(std::move(socket)); }
            );
        }
        look_around();
        io_.run();
    }

    void cut_all() override {
        for (const auto& connection : std::vector{connections_}) {
            connection->abort();
        }
        connections_.clear();
        accepted_ = 0;
        http_accepted_ = 0;
        watched_.reset();
        moment_timer_.cancel();
    }

    std::chrono::milliseconds advance(std::chrono::milliseconds by) override {
        const auto from = clock_.now();
        const auto target = from + by;
        const auto move_to = [this](Instant moment) {
            clock_.advance(std::max(moment - clock_.now(), std::chrono::milliseconds{0}));
        };
        for (std::size_t moments = 0; moments < most_moments; ++moments) {
            const auto moment = interceptor_.next_moment();
            if (!moment || *moment > target) {
                move_to(target);
                wake_all();
                return by;
            }
            move_to(*moment);
            interceptor_.on_time(clock_.now());
            wake_all();
        }
        return std::min(clock_.now() - from, by);
    }

private:
    void admit(tcp::socket socket) {
        if (is_full()) {
            return; // The socket closes.
        }
        error_code error;
        ConnectionFacts facts;
        facts.ordinal = ++accepted_;
        facts.peer = socket.remote_endpoint(error).address().to_string();
        Connection::Hooks hooks{
            [this, facts] {
                return std::make_unique<Carried<ServerSession>>(
                    ServerSession{world_, clock_.now(), facts, &interceptor_}
                );
            },
            [this] { move_ports(); },
            [this] { wake_all(); },
            [this, facts] { interceptor_.on_close(facts, clock_.now()); },
            clock_,
        };
        auto admission = interceptor_.on_accept(facts, clock_.now());
        auto channel = channel_for(admission);
        start(std::move(socket), std::move(channel), std::move(admission), std::move(hooks));
    }

    void admit_http(tcp::socket socket) {
        if (is_full()) {
            return;
        }
        ConnectionFacts facts;
        facts.ordinal = ++http_accepted_;
        Connection::Hooks hooks{
            [this, facts] {
                return std::make_unique<Carried<HttpSession>>(
                    oauth::token_session(*oauth_, facts, &interceptor_)
                );
            },
            [this] { move_ports(); },
            [this] { wake_all(); },
            [this, facts] { interceptor_.on_request_over(facts, clock_.now()); },
            clock_,
        };
        auto admission = interceptor_.on_http_accept(facts, clock_.now());
        auto channel = std::make_unique<TlsEngine>(contexts_.of(admission));
        start(std::move(socket), std::move(channel), std::move(admission), std::move(hooks));
    }

    /// In clear: it never leaves this machine. Kept apart, so that it outlives `cut_all`.
    void admit_control(tcp::socket socket) {
        std::erase_if(control_connections_, [](const auto& each) { return each->closed(); });
        if (control_connections_.size() >= max_control_connections) {
            return;
        }
        Connection::Hooks hooks{
            [this] {
                return std::make_unique<Carried<HttpSession>>(control::control_session(*controls_));
            },
            [this] { move_ports(); },
            [this] { wake_all(); },
            [] {},
            clock_,
            control_silence,
        };
        control_connections_.push_back(std::make_shared<Connection>(
            std::move(socket), std::make_unique<ClearChannel>(), Admission{}, std::move(hooks)
        ));
        control_connections_.back()->start();
    }

    bool is_full() {
        std::erase_if(connections_, [](const auto& each) { return each->closed(); });
        return connections_.size() >= max_connections;
    }

    void start(
        tcp::socket socket,
        std::unique_ptr<Channel> channel,
        Admission admission,
        Connection::Hooks hooks
    ) {
        const auto connection = std::make_shared<Connection>(
            std::move(socket), std::move(channel), std::move(admission), std::move(hooks)
        );
        connections_.push_back(connection);
        move_ports();
        connection->start();
        look_around();
    }

    std::unique_ptr<Channel> channel_for(const Admission& admission) {
        if (plain_) {
            return std::make_unique<ClearChannel>();
        }
        return std::make_unique<TlsEngine>(contexts_.of(admission));
    }

    void wake_all() {
        move_ports();
        for (const auto& connection : std::vector{connections_}) {
            connection->wake();
        }
        look_around();
    }

    /// What the scenario wants that is no single connection's.
    void look_around() {
        move_ports();
        if (!stopping_) {
            watch_time();
        }
    }

    /// Before anyone hears of what takes a port down: a quick client would still get in.
    void move_ports() {
        if (stopping_) {
            return;
        }
        listener_.become(interceptor_.listening(clock_.now()));
        if (oauth_ != nullptr) {
            oauth_listener_.become(interceptor_.http_listening(clock_.now()));
        }
    }

    /// Scenarios do things at their time, whoever speaks or not.
    void watch_time() {
        const auto moment = interceptor_.next_moment();
        if (!moment || moment == watched_ || !clock_.runs()) {
            return;
        }
        watched_ = moment;
        moment_timer_.expires_after(std::max(*moment - clock_.now(), std::chrono::milliseconds{0}));
        moment_timer_.async_wait([this](const error_code& error) {
            if (!error) {
                watched_.reset();
                interceptor_.on_time(clock_.now());
                wake_all();
            }
        });
    }

    void stop_all() {
        stopping_ = true;
        listener_.close();
        oauth_listener_.close();
        control_listener_.close();
        cut_all();
        for (const auto& connection : control_connections_) {
            connection->abort();
        }
        control_connections_.clear();
    }

    World& world_;
    Interceptor calm_;
    Interceptor& interceptor_;
    oauth::TokenService* oauth_;
    control::Controls* controls_;
    ServerClock own_clock_;
    ServerClock& clock_;
    boost::asio::io_context io_{1};
    Listener listener_{io_};
    Listener oauth_listener_{io_};
    Listener control_listener_{io_};
    boost::asio::steady_timer moment_timer_{io_};
    std::optional<Instant> watched_; ///< What the timer waits for.
    bool plain_;
    CertificateForge forge_;
    TlsContexts contexts_;
    std::vector<std::shared_ptr<Connection>> connections_;
    std::vector<std::shared_ptr<Connection>> control_connections_;
    std::uint64_t accepted_ = 0;
    std::uint64_t http_accepted_ = 0;
    bool stopping_ = false;
};

} // namespace

std::variant<std::unique_ptr<TlsServer>, CannotListen> listen(
    World& world,
    const ListenAt& at,
    Interceptor* interceptor,
    oauth::TokenService* oauth,
    Steering steering
) {
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
    auto server = std::make_unique<AsioTlsServer>(world, at, interceptor, oauth, steering);
    if (const auto failed = server->open({address, at.port})) {
        return CannotListen{at.address + ": " + failed.message()};
    }
    return server;
}

} // namespace testserver
