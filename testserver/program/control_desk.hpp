#pragma once

#include "testserver/control/controls.hpp"
#include "testserver/net/server_clock.hpp"
#include "testserver/net/tls_server.hpp"
#include "testserver/program/oauth_endpoint.hpp"
#include "testserver/program/options.hpp"
#include "testserver/program/scenario_run.hpp"

namespace testserver::program {

/// What the control port does to a served run.
class ControlDesk final : public control::Controls {
public:
    /// All must outlive it.
    ControlDesk(
        const Options& options,
        World& world,
        ScenarioRun& run,
        OauthEndpoint& oauth,
        ServerClock& clock
    )
        : options_(options), world_(world), run_(run), oauth_(oauth), clock_(clock) {}

    /// Before the first request.
    void attach(TlsServer& server) { server_ = &server; }

    [[nodiscard]] control::Status status() const override;
    [[nodiscard]] std::vector<std::string> rule_names() const override;
    control::Firing fire(const std::string& rule) override;
    Milliseconds advance(Milliseconds by) override;
    std::optional<control::Refused> reset() override;
    [[nodiscard]] control::JournalPart journal(std::uint64_t from, std::size_t most) const override;

private:
    const Options& options_;
    World& world_;
    ScenarioRun& run_;
    OauthEndpoint& oauth_;
    ServerClock& clock_;
    TlsServer* server_ = nullptr;
};

} // namespace testserver::program
