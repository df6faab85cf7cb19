#include "testserver/program/oauth_endpoint.hpp"

#include "testserver/oauth/proof_key.hpp"
#include "testserver/program/write_file.hpp"

#include <random>

namespace testserver::program {
namespace {

/// The system's: other users of the machine can reach the port.
std::uint64_t random_bits() {
    std::random_device device;
    return (std::uint64_t{device()} << 32U) | device();
}

std::string random_text() {
    std::string bytes;
    for (int i = 0; i < 3; ++i) {
        for (auto bits = random_bits(), left = std::uint64_t{8}; left > 0; bits >>= 8U, --left) {
            bytes += static_cast<char>(bits & 0xFFU);
        }
    }
    return oauth::base64url(bytes);
}

oauth::TokenService::Setup setup_of(
    const oauth::Client& client, const std::string& user, const std::optional<Scenario>& scenario
) {
    oauth::TokenService::Setup setup;
    setup.client = client;
    setup.user = user;
    if (scenario) {
        setup.settings = scenario->oauth.value_or(OauthSettings{});
        setup.token_life = scenario->token_life.value_or(setup.token_life);
    }
    return setup;
}

} // namespace

OauthEndpoint::OauthEndpoint(
    const Options& options, World& world, const std::optional<Scenario>& scenario
)
    : options_(options), world_(world), scenario_(scenario) {
    if (!options.oauth_client_file.empty()) {
        client_ = {
            "fake-" + random_text() + ".apps.googleusercontent.com", "GOCSPX-" + random_text()
        };
        start_over();
    }
}

void OauthEndpoint::start_over() {
    if (!options_.oauth_client_file.empty()) {
        service_.emplace(world_, setup_of(client_, options_.user, scenario_), random_bits);
    }
}

ports::Result<void> OauthEndpoint::announce(std::uint16_t port) const {
    if (!service_) {
        return {};
    }
    auto written = write_atomically(options_.oauth_port_file, std::to_string(port) + '\n');
    return written ? write_atomically(
                         options_.oauth_client_file, client_json(client_, port), Readers::owner
                     )
                   : written;
}

std::string client_json(const oauth::Client& client, std::uint16_t port) {
    const auto address = [port](std::string_view path) {
        return json_string("https://localhost:" + std::to_string(port) + std::string{path});
    };
    return "{\"installed\":" +
           json_object({
               {"client_id", json_string(client.id)},
               {"project_id", json_string("fake-gmail")},
               {"auth_uri", address(oauth::consent_path)},
               {"token_uri", address(oauth::token_path)},
               {"client_secret", json_string(client.secret)},
               {"redirect_uris", "[\"http://localhost\"]"},
           }) +
           "}\n";
}

} // namespace testserver::program
