#include "testserver/program/client_run.hpp"
#include "testserver/program/control_desk.hpp"
#include "testserver/program/make_world.hpp"
#include "testserver/program/oauth_endpoint.hpp"
#include "testserver/program/options.hpp"
#include "testserver/program/scenario_run.hpp"
#include "testserver/program/write_file.hpp"

#include <exception>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <thread>

namespace testserver::program {
namespace {

/// What the client of --run finds in its environment.
std::map<std::string, std::string> variables(const Options& options, std::uint16_t port) {
    return {
        {"FAKE_GMAIL_PORT", std::to_string(port)},
        {"FAKE_GMAIL_CA", options.ca_file.string()},
        {"FAKE_GMAIL_USER", options.user},
        {"FAKE_GMAIL_PASSWORD_FILE", options.password_file.string()},
        {"FAKE_GMAIL_OAUTH_CLIENT_FILE", options.oauth_client_file.string()},
    };
}

/// Until a signal, or the end of the client of --run, which is then given.
ports::Result<std::optional<ClientEnd>> serve(
    const Options& options,
    World& world,
    std::size_t messages,
    Interceptor& interceptor,
    OauthEndpoint& oauth,
    ControlDesk& desk,
    ServerClock& clock
) {
    queue_signals();
    const bool steered = !options.control_port_file.empty();
    auto listening = listen(
        world, options.listen, &interceptor, oauth.service(), {steered ? &desk : nullptr, &clock}
    );
    if (const auto* refused = std::get_if<CannotListen>(&listening)) {
        return ports::fail(
            ports::FailureKind::unreachable, "Cannot listen: " + refused->reason + '.'
        );
    }
    auto& server = *std::get<std::unique_ptr<TlsServer>>(listening);
    desk.attach(server);
    const std::jthread thread{[&](const std::stop_token& stop) { server.run(stop); }};
    if (auto written = write_atomically(options.ca_file, server.authority_pem()); !written) {
        return ports::fail(written.error());
    }
    if (auto written = oauth.announce(server.oauth_port()); !written) {
        return ports::fail(written.error());
    }
    if (auto written = write_atomically(
            options.control_port_file, std::to_string(server.control_port()) + '\n', Readers::owner
        );
        !written) {
        return ports::fail(written.error());
    }
    if (auto written = write_atomically(options.port_file, std::to_string(server.port()) + '\n');
        !written) {
        return ports::fail(written.error());
    }
    std::cerr << "fake-gmail: " << messages << " messages of " << options.user << " on "
              << options.listen.address << ':' << server.port() << ", profile "
              << (options.profile == Profile::gmail ? "gmail" : "rfc") << '\n';
    if (options.run.empty()) {
        wait_for_signal();
        return std::nullopt;
    }
    return run_client(options.run, variables(options, server.port()), options.run_limit);
}

ports::Result<std::optional<Scenario>> scenario_for(const Options& options) {
    if (options.scenario.empty()) {
        return std::nullopt;
    }
    auto loaded = load_scenario(options.scenario);
    if (!loaded) {
        return ports::fail(loaded.error());
    }
    if (auto fit = fits(*loaded, options); !fit) {
        return ports::fail(fit.error());
    }
    return *std::move(loaded);
}

/// False when something did not go as expected.
ports::Result<bool>
play(const Options& options, std::optional<Scenario> scenario, World& world, std::size_t messages) {
    if (!options.log.empty()) {
        if (auto made = make_private_file(options.log); !made) {
            return ports::fail(made.error());
        }
    }
    const bool stands = scenario && scenario->clock == ScenarioClock::manual;
    ServerClock clock{stands ? ServerClock::Kind::stands : ServerClock::Kind::runs};
    OauthEndpoint oauth{options, world, scenario};
    ScenarioRun played{std::move(scenario), options, world, clock};
    ControlDesk desk{options, world, played, oauth, clock};
    const auto client = serve(options, world, messages, played.interceptor(), oauth, desk, clock);
    return client ? played.finish(*client) : ports::fail(client.error());
}

ports::Result<bool> run(const Options& options) {
    auto scenario = scenario_for(options);
    if (!scenario) {
        return ports::fail(scenario.error());
    }
    auto world = make_world(options, scenario->value_or(Scenario{}));
    if (!world) {
        return ports::fail(world.error());
    }
    std::size_t messages = 0;
    world->for_each_user([&](const User& user) { messages = user.account->message_count(); });
    return play(options, *std::move(scenario), *world, messages);
}

int report(const ports::Failure& failure) {
    std::cerr << "fake-gmail: " << failure.sentence << '\n';
    if (!failure.hint.empty()) {
        std::cerr << failure.hint << '\n';
    }
    return ports::reaction(failure.kind).exit_code;
}

int main_program(int argc, const char* const* argv) {
    const auto parsed = parse(argc, argv);
    if (!parsed) {
        return report(parsed.error());
    }
    if (!parsed->options) {
        std::cout << parsed->answer;
        return 0;
    }
    const auto served = run(*parsed->options);
    if (!served) {
        return report(served.error());
    }
    return *served ? 0 : 1;
}

} // namespace
} // namespace testserver::program

int main(int argc, char** argv) {
    try {
        return testserver::program::main_program(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "fake-gmail: " << error.what() << '\n';
        return 70;
    }
}
