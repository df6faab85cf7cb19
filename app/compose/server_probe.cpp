#include "adapters/imap/client/imap_mail_store.hpp"
#include "adapters/mime/gmime_reader.hpp"
#include "app/compose/doctor.hpp"
#include "app/compose/way.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace compose {

using ports::Result;

namespace {

/// A good-bye that is not heard ends nothing.
constexpr std::chrono::seconds goodbye{1};

class Probe final : public ports::ServerProbe {
public:
    Probe(const config::Settings& settings, Outside& outside, ports::Reporter& reporter)
        : settings_(settings), outside_(outside), reporter_(reporter),
          way_(way_to(settings, settings.host, settings.port, net::Traffic::mail)) {}

    ~Probe() override { leave(); }

    Probe(const Probe&) = delete;
    Probe& operator=(const Probe&) = delete;

    Result<std::optional<std::string>> proxy() override {
        auto chosen = way_.proxy();
        if (!chosen) {
            return ports::fail(std::move(chosen).error());
        }
        if (!*chosen) {
            return std::optional<std::string>{};
        }
        first_hop_ = (*chosen)->host;
        return std::optional{
            fmt::format("{}, named by {}", (*chosen)->address(), (*chosen)->named_by)
        };
    }

    Result<std::vector<std::string>> addresses(std::stop_token stop) override {
        const auto deadline = std::chrono::steady_clock::now() + way_.deadlines.resolve;
        return way_.resolver(first_hop_.empty() ? settings_.host : first_hop_, deadline, stop);
    }

    Result<void> reach(const std::string& address, std::stop_token stop) override {
        return net::try_address(way_, address, stop);
    }

    Result<ports::VerifiedServer> verify(std::stop_token stop) override {
        ports::VerifiedServer seen;
        auto watched = way_;
        watched.on_verified = [&seen](const net::TlsSeen& tls) {
            seen = {tls.version, tls.issuer, tls.valid_until};
        };
        const auto transport = net::tls_connector(std::move(watched))->connect(stop);
        if (!transport) {
            return ports::fail(transport.error());
        }
        (*transport)->close(std::chrono::steady_clock::now() + goodbye);
        return seen;
    }

    Result<std::vector<std::string>> log_in(std::stop_token stop) override {
        auto tokens = outside_.tokens(settings_, stop);
        if (!tokens) {
            return ports::fail(std::move(tokens).error());
        }
        tokens_ = *std::move(tokens);
        connector_ = outside_.connector(settings_);
        mail_ = std::make_unique<imap::client::ImapMailStore>(imap::client::ImapMailStore::World{
            *connector_,
            *tokens_,
            reader_,
            {outside_.clock(), reporter_, {}, outside_.sleep()},
            {settings_.host, settings_.port}
        });
        if (auto connected = mail_->connect(stop); !connected) {
            return ports::fail(std::move(connected).error());
        }
        if (auto logged_in = mail_->authenticate(ports::Freshness::cached, stop); !logged_in) {
            return ports::fail(std::move(logged_in).error());
        }
        return mail_->capabilities();
    }

    ports::MailStore& mail() override { return *mail_; }

private:
    void leave() {
        if (mail_) {
            // Nothing can be done about a good-bye that the server does not hear.
            static_cast<void>(mail_->close());
        }
    }

    const config::Settings& settings_;
    Outside& outside_;
    ports::Reporter& reporter_;
    net::TlsSettings way_;
    std::string first_hop_; ///< The proxy's host, where there is one.
    mime::GmimeReader reader_;
    std::unique_ptr<ports::TokenSource> tokens_;
    std::unique_ptr<net::Connector> connector_;
    std::unique_ptr<imap::client::ImapMailStore> mail_;
};

} // namespace

std::unique_ptr<ports::ServerProbe>
server_probe(const config::Settings& settings, Outside& outside, ports::Reporter& reporter) {
    return std::make_unique<Probe>(settings, outside, reporter);
}

} // namespace compose
