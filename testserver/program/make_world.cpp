#include "testserver/program/make_world.hpp"

#include "testserver/program/load_mail.hpp"
#include "testserver/protocol/scenario_world.hpp"

#include <cerrno>
#include <fstream>
#include <memory>
#include <system_error>
#include <utility>

namespace testserver::program {
namespace {

ports::Result<std::string> first_line(const std::filesystem::path& path) {
    std::ifstream file{path};
    std::string line;
    if (!std::getline(file, line)) {
        const std::string why =
            file.is_open() ? "there is no first line" : std::generic_category().message(errno);
        return ports::fail(
            ports::FailureKind::local_io, "Cannot read " + path.string() + ": " + why + '.'
        );
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

} // namespace

ports::Result<World> make_world(const Options& options, const Scenario& scenario) {
    World world{options.profile};
    world.plus_names = true;
    const auto account = std::make_shared<Account>(mailbox_settings(scenario, options.profile));
    if (auto admitted = admit_user(options, world, account); !admitted) {
        return ports::fail(admitted.error());
    }
    if (auto loaded = load_mail(options, *account); !loaded) {
        // Not its kind: the exit code would be that of a scenario that was not fulfilled.
        return ports::fail(
            ports::FailureKind::local_io, "Cannot read the mail: " + loaded.error().sentence + '.'
        );
    }
    return world;
}

} // namespace testserver::program
