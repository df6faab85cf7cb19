#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/sign_in.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cli {

ports::Result<int> run_auth_status(Call& call) {
    const auto loaded = call.settings();
    if (!loaded) {
        return ports::fail(loaded.error());
    }
    const auto& settings = (*loaded)->settings;
    if (auto missing = config::missing_for_login(settings)) {
        return ports::fail(*std::move(missing));
    }
    compose::SignIn sign_in{settings, {call.outside(), call.reporter(), call.stop()}};
    const auto kept = sign_in.kept();
    if (!kept) {
        return ports::fail(kept.error());
    }
    const bool oauth = kept->has_value();
    if (call.out().json()) {
        call.out().value(boost::json::object{
            {"verb", "auth status"},
            {"account", settings.address},
            {"method", oauth ? "oauth" : "password"},
            {"client", oauth ? boost::json::value(**kept) : boost::json::value(nullptr)},
            {"store", sign_in.place()},
            {"why", sign_in.why()},
        });
    } else {
        call.out().text(fmt::format(
            "{}\nlogs in {}\nkept in {}: {}\n",
            printable(settings.address),
            oauth ? "by OAuth, as client " + printable(**kept) : "with a password",
            printable(sign_in.place()),
            sign_in.why()
        ));
    }
    return exit_code::ok;
}

} // namespace cli
