#include "testserver/program/load_mail.hpp"
#include "testserver/program/options.hpp"
#include "testserver/program/scenario_run.hpp"

#include <csignal>
#include <exception>
#include <fstream>
#include <iostream>
#include <optional>
#include <thread>

namespace testserver::program {
namespace {

/// A reader sees the whole text or no file.
ports::Result<void> write_atomically(const std::filesystem::path& path, const std::string& text) {
    if (path.empty()) {
        return {};
    }
    auto temporary = path;
    temporary += ".new";
    std::ofstream{temporary} << text << std::flush;
    std::error_code error;
    std::filesystem::rename(temporary, path, error);
    if (error) {
        return ports::fail(
            ports::FailureKind::local_io,
            "Cannot write " + path.string() + ": " + error.message() + '.'
        );
    }
    return {};
}

ports::Result<std::string> first_line(const std::filesystem::path& path) {
    std::ifstream file{path};
    std::string line;
    if (!std::getline(file, line)) {
        return ports::fail(ports::FailureKind::local_io, "Cannot read " + path.string() + '.');
    }
    return line;
}

ports::Result<void>
admit_user(const Options& options, World& world, std::shared_ptr<Account> account) {
    User user{options.user, {}, std::move(account)};
    if (!options.password_file.empty()) {
        auto password = first_line(options.password_file);
        if (!password) {
            return ports::fail(password.error());
        }
        user.password = *password;
    }
    if (!options.token_file.empty()) {
        auto token = first_line(options.token_file);
        if (!token) {
            return ports::fail(token.error());
        }
        world.tokens[*token] = {options.user, {}};
    }
    world.add_user(std::move(user));
    return {};
}

ports::Result<void> serve_until_signalled(
    const Options& options, World& world, std::size_t messages, Interceptor* interceptor
) {
    // Blocked before any thread starts, so that only sigwait sees them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    auto listening = listen(world, options.listen, interceptor);
    if (const auto* refused = std::get_if<CannotListen>(&listening)) {
        return ports::fail(
            ports::FailureKind::unreachable, "Cannot listen: " + refused->reason + '.'
        );
    }
    auto& server = *std::get<std::unique_ptr<TlsServer>>(listening);
    const std::jthread thread{[&](const std::stop_token& stop) { server.run(stop); }};
    if (auto written = write_atomically(options.ca_file, server.authority_pem()); !written) {
        return written;
    }
    if (auto written = write_atomically(options.port_file, std::to_string(server.port()) + '\n');
        !written) {
        return written;
    }
    std::cerr << "fake-gmail: " << messages << " messages of " << options.user << " on "
              << options.listen.address << ':' << server.port() << ", profile "
              << (options.profile == Profile::gmail ? "gmail" : "rfc") << '\n';
    int received = 0;
    sigwait(&signals, &received);
    return {};
}

/// Serves with the scenario, if there is one; false when that did not go as expected.
ports::Result<bool> serve(const Options& options, World& world, std::size_t messages) {
    std::optional<ScenarioRun> scenario;
    if (!options.scenario.empty()) {
        auto loaded = load_scenario(options.scenario);
        if (!loaded) {
            return ports::fail(loaded.error());
        }
        if (auto fit = fits(*loaded, options); !fit) {
            return ports::fail(fit.error());
        }
        scenario.emplace(*std::move(loaded), options, world);
    }
    const auto served = serve_until_signalled(
        options, world, messages, scenario ? &scenario->interceptor() : nullptr
    );
    if (!served) {
        return ports::fail(served.error());
    }
    return scenario ? scenario->finish() : true;
}

ports::Result<bool> run(const Options& options) {
    World world{options.profile};
    const auto account = std::make_shared<Account>(MailboxSettings{.profile = options.profile});
    if (auto admitted = admit_user(options, world, account); !admitted) {
        return ports::fail(admitted.error());
    }
    if (auto loaded = load_mail(options, *account); !loaded) {
        return ports::fail(loaded.error());
    }
    return serve(options, world, account->message_count());
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
