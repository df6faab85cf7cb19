#pragma once

#include "ports/result.hpp"
#include "testserver/oauth/token_service.hpp"
#include "testserver/program/options.hpp"
#include "testserver/scenario/scenario.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace testserver::program {

/// The OAuth endpoint that --oauth-client-file asks for, with a client made at this start.
class OauthEndpoint {
public:
    /// `scenario` says how it behaves; `world` must outlive it.
    OauthEndpoint(const Options& options, World& world, const std::optional<Scenario>& scenario);

    /// Null when nobody asked for one.
    [[nodiscard]] oauth::TokenService* service() { return service_ ? &*service_ : nullptr; }

    /// Forgets every code and sign-in; the client stays.
    void start_over();

    /// Writes what a client has to know, for its owner's eyes only.
    [[nodiscard]] ports::Result<void> announce(std::uint16_t port) const;

private:
    const Options& options_;
    World& world_;
    std::optional<Scenario> scenario_;
    oauth::Client client_;
    std::optional<oauth::TokenService> service_;
};

/// As Google's console lets one download it, with this server's addresses.
std::string client_json(const oauth::Client& client, std::uint16_t port);

} // namespace testserver::program
