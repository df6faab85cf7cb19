#include "testserver/program/play.hpp"

#include "testserver/program/client_run.hpp"
#include "testserver/program/control_desk.hpp"
#include "testserver/program/make_world.hpp"
#include "testserver/program/oauth_endpoint.hpp"
#include "testserver/program/write_file.hpp"

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <variant>

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
    if (!options.one_of_many) {
        std::cerr << "fake-gmail: " << messages << " messages of " << options.user << " on "
                  << options.listen.address << ':' << server.port() << ", profile "
                  << (options.profile == Profile::gmail ? "gmail" : "rfc") << '\n';
        if (!options.listen.plain && options.ca_file.empty()) {
            std::cerr << "fake-gmail: no client can verify its certificate without --ca-file\n";
        }
    }
    if (options.run.empty()) {
        wait_for_signal();
        return std::nullopt;
    }
    return run_client(options.run, variables(options, server.port()), options.run_limit);
}

Outcome outcome_of(Verdict verdict, const Engine* engine) {
    Outcome outcome{std::move(verdict), {}, true};
    if (engine != nullptr) {
        outcome.reaches = engine->reaches();
        outcome.every_rule_fired =
            std::ranges::all_of(engine->scenario().rules, [engine](const Rule& rule) {
                return engine->fired(rule.name) > 0;
            });
    }
    return outcome;
}

} // namespace

ports::Result<Outcome> play(const Options& options, std::optional<Scenario> scenario) {
    auto world = make_world(options, scenario.value_or(Scenario{}));
    if (!world) {
        return ports::fail(world.error());
    }
    std::size_t messages = 0;
    world->for_each_user([&](const User& user) { messages = user.account->message_count(); });
    if (!options.log.empty()) {
        if (auto made = make_private_file(options.log); !made) {
            return ports::fail(made.error());
        }
    }
    const bool stands = scenario && scenario->clock == ScenarioClock::manual;
    ServerClock clock{stands ? ServerClock::Kind::stands : ServerClock::Kind::runs};
    OauthEndpoint oauth{options, *world, scenario};
    ScenarioRun played{std::move(scenario), options, *world, clock};
    ControlDesk desk{options, *world, played, oauth, clock};
    const auto client = serve(options, *world, messages, played.interceptor(), oauth, desk, clock);
    if (!client) {
        return ports::fail(client.error());
    }
    auto verdict = played.finish(*client);
    return verdict ? ports::Result<Outcome>{outcome_of(*std::move(verdict), played.engine())}
                   : ports::fail(verdict.error());
}

} // namespace testserver::program
