#include "adapters/net/tls_connector.hpp"

#include "adapters/net/tls_transport.hpp"
#include "adapters/net/tls_trust.hpp"

#include <boost/asio/ip/address.hpp>
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

private:
    std::optional<Failure> reach_any(
        TlsLink& link, const std::vector<std::string>& addresses, const std::stop_token& stop
    );
    std::optional<Failure>
    reach(TlsLink& link, const std::string& address, const std::stop_token& stop);
    std::optional<Failure> shake_hands(TlsLink& link, const std::stop_token& stop);

    TlsSettings settings_;
};

ports::Result<std::unique_ptr<Transport>> TlsConnector::connect(const std::stop_token& stop) {
    const auto addresses =
        settings_.resolver(settings_.host, in(settings_.deadlines.resolve), stop);
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
    socket.async_connect({numeric, settings_.port}, [&outcome](const error_code& result) {
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
            "{} port {} cannot be reached at {}: {}",
            settings_.host,
            settings_.port,
            address,
            waited == Waited::timed_out ? "no answer in time" : outcome->message()
        ),
        {},
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
    return std::nullopt;
}

} // namespace

std::unique_ptr<Connector> tls_connector(TlsSettings settings) {
    return std::make_unique<TlsConnector>(std::move(settings));
}

} // namespace net
