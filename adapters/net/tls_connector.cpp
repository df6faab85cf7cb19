#include "adapters/net/tls_connector.hpp"

#include "adapters/net/tls_transport.hpp"
#include "adapters/net/tls_trust.hpp"
#include "adapters/net/tunnel.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <fmt/core.h>

#include <optional>
#include <utility>

namespace net {

namespace asio = boost::asio;
using boost::system::error_code;
using ports::Failure;
using ports::FailureKind;

namespace {

Deadline in(std::chrono::milliseconds duration) {
    return std::chrono::steady_clock::now() + duration;
}

Failure interrupted(const std::string& host) {
    return {FailureKind::interrupted, "Interrupted while connecting to " + host, {}, {}};
}

class TlsConnector final : public Connector {
public:
    explicit TlsConnector(TlsSettings settings) : settings_(std::move(settings)) {}

    ports::Result<std::unique_ptr<Transport>> connect(const std::stop_token& stop) override;
    ports::Result<void> try_once(const std::string& address, const std::stop_token& stop);

private:
    ports::Result<void> choose_proxy();
    /// Whom the socket is connected to: the proxy, or the host itself.
    [[nodiscard]] Destination first_hop() const;
    std::optional<Failure> reach_any(
        TlsLink& link, const std::vector<std::string>& addresses, const std::stop_token& stop
    );
    std::optional<Failure>
    reach(TlsLink& link, const std::string& address, const std::stop_token& stop);
    std::optional<Failure> pass_proxy(TlsLink& link, const std::stop_token& stop);
    [[nodiscard]] Failure proxy_failed(Waited waited, const error_code& error) const;
    std::optional<Failure> shake_hands(TlsLink& link, const std::stop_token& stop);

    TlsSettings settings_;
    std::optional<Proxy> proxy_; ///< Of the connection that is being made.
};

ports::Result<void> TlsConnector::choose_proxy() {
    if (settings_.proxy) {
        auto chosen = settings_.proxy();
        if (!chosen) {
            return ports::fail(std::move(chosen).error());
        }
        proxy_ = *std::move(chosen);
    }
    return {};
}

Destination TlsConnector::first_hop() const {
    return proxy_ ? Destination{proxy_->host, proxy_->port}
                  : Destination{settings_.host, settings_.port};
}

ports::Result<std::unique_ptr<Transport>> TlsConnector::connect(const std::stop_token& stop) {
    if (auto chosen = choose_proxy(); !chosen) {
        return ports::fail(std::move(chosen).error());
    }
    const auto addresses =
        settings_.resolver(first_hop().host, in(settings_.deadlines.resolve), stop);
    if (!addresses) {
        return ports::fail(addresses.error());
    }
    asio::ssl::context context{asio::ssl::context::tls_client};
    if (auto failure = restrict_context(context.native_handle(), settings_.ca_file)) {
        return ports::fail(*std::move(failure));
    }
    auto link = std::make_unique<TlsLink>(std::move(context));
    if (auto failure = reach_any(*link, *addresses, stop)) {
        return ports::fail(*std::move(failure));
    }
    if (auto failure = pass_proxy(*link, stop)) {
        return ports::fail(*std::move(failure));
    }
    if (auto failure = shake_hands(*link, stop)) {
        return ports::fail(*std::move(failure));
    }
    return std::make_unique<TlsTransport>(std::move(link));
}

std::optional<Failure> TlsConnector::reach_any(
    TlsLink& link, const std::vector<std::string>& addresses, const std::stop_token& stop
) {
    std::optional<Failure> failure;
    for (const std::string& address : addresses) {
        failure = reach(link, address, stop);
        if (!failure || failure->kind == FailureKind::interrupted) {
            break;
        }
    }
    return failure;
}

std::optional<Failure>
TlsConnector::reach(TlsLink& link, const std::string& address, const std::stop_token& stop) {
    TlsLink::Tcp::socket& socket = link.stream.next_layer();
    error_code error;
    const auto numeric = asio::ip::make_address(address, error);
    TlsLink::Outcome outcome;
    socket.close(error);
    const Destination hop = first_hop();
    socket.async_connect({numeric, hop.port}, [&outcome](const error_code& result) {
        outcome = result;
    });
    const Waited waited = link.finish(outcome, in(settings_.deadlines.connect), stop);
    if (waited == Waited::interrupted) {
        return interrupted(settings_.host);
    }
    if (waited == Waited::done && !*outcome) {
        socket.set_option(TlsLink::Tcp::no_delay{true}, error);
        return std::nullopt;
    }
    return Failure{
        FailureKind::unreachable,
        fmt::format(
            "{}{} port {} cannot be reached at {}: {}",
            proxy_ ? "The proxy " : "",
            hop.host,
            hop.port,
            address,
            waited == Waited::timed_out ? "no answer in time" : outcome->message()
        ),
        proxy_ ? fmt::format("It was named by {}.", proxy_->named_by)
               : "Is the port right (993 at Gmail), and does a firewall let it through?",
        {}
    };
}

/// Talks with the proxy below TLS until it passes our bytes on; one deadline for all of it.
std::optional<Failure> TlsConnector::pass_proxy(TlsLink& link, const std::stop_token& stop) {
    if (!proxy_) {
        return std::nullopt;
    }
    const auto tunnel = make_tunnel(*proxy_, {settings_.host, settings_.port});
    const Deadline deadline = in(settings_.deadlines.tunnel);
    while (tunnel->wants() > 0) {
        const std::string outgoing = tunnel->output();
        std::string incoming(tunnel->wants(), '\0');
        TlsLink::Outcome outcome;
        asio::async_write(
            link.stream.next_layer(),
            asio::buffer(outgoing),
            [&](const error_code& error, std::size_t) {
                if (error) {
                    outcome = error;
                    return;
                }
                asio::async_read(
                    link.stream.next_layer(),
                    asio::buffer(incoming),
                    [&outcome](const error_code& result, std::size_t) { outcome = result; }
                );
            }
        );
        const Waited waited = link.finish(outcome, deadline, stop);
        if (waited == Waited::interrupted) {
            return interrupted(settings_.host);
        }
        if (waited == Waited::timed_out || *outcome) {
            return proxy_failed(waited, *outcome);
        }
        if (auto refused = tunnel->receive(incoming)) {
            return refused;
        }
    }
    return std::nullopt;
}

Failure TlsConnector::proxy_failed(Waited waited, const error_code& error) const {
    const bool late = waited == Waited::timed_out;
    return {
        late ? FailureKind::timed_out : FailureKind::connection_lost,
        fmt::format(
            "The proxy {} {} on the way to {}",
            proxy_->address(),
            late ? "did not answer in time" : "closed the connection (" + error.message() + ")",
            settings_.host
        ),
        fmt::format("It was named by {}.", proxy_->named_by),
        {}
    };
}

std::optional<Failure> TlsConnector::shake_hands(TlsLink& link, const std::stop_token& stop) {
    SSL* const session = link.stream.native_handle();
    if (!expect_host(session, settings_.host)) {
        return Failure{
            FailureKind::config, fmt::format("\"{}\" cannot be a host name", settings_.host), {}, {}
        };
    }
    TlsLink::Outcome outcome;
    link.stream.async_handshake(
        asio::ssl::stream_base::client, [&outcome](const error_code& result) { outcome = result; }
    );
    const Waited waited = link.finish(outcome, in(settings_.deadlines.handshake), stop);
    if (waited == Waited::interrupted) {
        return interrupted(settings_.host);
    }
    if (waited == Waited::timed_out) {
        return Failure{
            FailureKind::timed_out,
            fmt::format("{} did not finish the TLS handshake in time", settings_.host),
            {},
            {}
        };
    }
    if (*outcome) {
        return handshake_failure(session, *outcome, settings_.host);
    }
    if (settings_.on_verified) {
        settings_.on_verified(seen_of(session));
    }
    return std::nullopt;
}

ports::Result<void>
TlsConnector::try_once(const std::string& address, const std::stop_token& stop) {
    if (auto chosen = choose_proxy(); !chosen) {
        return chosen;
    }
    TlsLink link{asio::ssl::context{asio::ssl::context::tls_client}};
    auto failure = reach(link, address, stop);
    return failure ? ports::fail(*std::move(failure)) : ports::Result<void>{};
}

} // namespace

ports::Result<void>
try_address(const TlsSettings& settings, const std::string& address, const std::stop_token& stop) {
    return TlsConnector{settings}.try_once(address, stop);
}

std::unique_ptr<Connector> tls_connector(TlsSettings settings) {
    return std::make_unique<TlsConnector>(std::move(settings));
}

} // namespace net
