#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/sign_in.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <string_view>

namespace cli {

ports::Result<int> run_auth_logout(Call& call) {
    const auto loaded = call.settings();
    if (!loaded) {
        return ports::fail(loaded.error());
    }
    const auto& settings = (*loaded)->settings;
    compose::SignIn sign_in{settings, {call.outside(), call.reporter(), call.stop()}};
    const bool local = call.arguments().has("local");
    if (auto done = local ? sign_in.forget() : sign_in.end(); !done) {
        return ports::fail(std::move(done).error());
    }
    const bool oauth = settings.auth == config::Auth::oauth;
    if (call.out().json()) {
        call.out().value(boost::json::object{
            {"verb", "auth logout"},
            {"account", settings.address},
            {"revoked", oauth && !local},
            {"store", sign_in.place()},
        });
        return exit_code::ok;
    }
    constexpr std::string_view by_yourself =
        "An app password works until you revoke it:\nhttps://myaccount.google.com/apppasswords\n";
    call.out().text(fmt::format(
        "{}Forgotten in {}\n{}",
        oauth && !local ? "Revoked at the server. " : "",
        printable(sign_in.place()),
        oauth ? "" : by_yourself
    ));
    return exit_code::ok;
}

} // namespace cli
