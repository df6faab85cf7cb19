#include "adapters/secrets/file_secret_store.hpp"
#include "adapters/secrets/password.hpp"
#include "adapters/system/browser.hpp"
#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/interruptible_input.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/sign_in.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <unistd.h>

namespace cli {

using ports::FailureKind;
using ports::Result;

namespace {

ports::Unexpected interrupted_at_the_password() {
    return ports::fail(FailureKind::interrupted, "Interrupted while asking for the password");
}

Result<ports::Secret> password_from_input(const std::stop_token& stop) {
    auto bytes = all_from(STDIN_FILENO, secrets::max_secret_bytes, stop);
    if (!bytes) {
        return interrupted_at_the_password();
    }
    if (bytes->size() > secrets::max_secret_bytes) {
        return ports::fail(FailureKind::bad_input, "Standard input is too long for a password");
    }
    return secrets::cleaned(*std::move(bytes), "standard input");
}

Result<ports::Secret> password_from_person(Call& call, const config::Settings& settings) {
    if (!call.person().listens()) {
        return ports::fail(
            FailureKind::usage,
            "There is nobody to type a password",
            "Give it on standard input: gmail-classifier auth login --with-password -"
        );
    }
    auto typed = call.person().secret(
        fmt::format("App password for {} (it is not shown):", printable(settings.address)),
        call.stop()
    );
    if (!typed) {
        return interrupted_at_the_password();
    }
    return secrets::cleaned(std::string{typed->reveal()}, "what was typed");
}

Result<ports::Secret> password(Call& call, const config::Settings& settings) {
    if (!call.arguments().has("with-password")) {
        return password_from_person(call, settings);
    }
    const auto file = call.arguments().value("with-password");
    return file == "-" ? password_from_input(call.stop()) : secrets::FileSecretStore{file}.read();
}

std::string json_of_page(const std::string& page) {
    return boost::json::serialize(boost::json::object{{"type", "consent"}, {"page", page}}) + '\n';
}

std::string text_of_page(const std::string& page, bool opened) {
    if (opened) {
        return fmt::format("Your browser opens this page; consent there:\n\n{}\n\n", page);
    }
    return fmt::format(
        "Open this page in a browser, and consent there:\n\n{}\n\n"
        "When the browser is on another machine, the last page that it is sent to cannot\n"
        "be shown: copy that page's address, and paste it here.\n",
        page
    );
}

/// Shows the page in a browser where there is one, and in any case its address.
oauth::Visit visit(Call& call) {
    const bool no_browser = call.arguments().has("no-browser");
    const auto show = [&call, no_browser](const std::string& page) {
        const bool opened = !no_browser && os::open_in_browser(page);
        call.person().tell(call.out().json() ? json_of_page(page) : text_of_page(page, opened));
    };
    const bool may_paste = !call.arguments().has("no-input");
    return {show, may_paste ? std::optional<int>{STDIN_FILENO} : std::nullopt};
}

Result<void> log_in(Call& call, const config::Settings& settings, compose::SignIn& sign_in) {
    if (settings.auth == config::Auth::oauth) {
        return sign_in.with_browser(visit(call));
    }
    const auto secret = password(call, settings);
    return secret ? sign_in.with_password(*secret) : ports::fail(secret.error());
}

Result<void> check(const Arguments& arguments, const config::Settings& settings) {
    const bool oauth = settings.auth == config::Auth::oauth;
    if (oauth && arguments.has("with-password")) {
        return ports::fail(
            FailureKind::usage,
            "--with-password does not go with auth = \"oauth\"",
            "Say --auth password too, or leave it out."
        );
    }
    if (!oauth && arguments.has("no-browser")) {
        return ports::fail(
            FailureKind::usage,
            "--no-browser is for OAuth, and this account logs in with a password",
            "Say --auth oauth too, or leave it out."
        );
    }
    return {};
}

} // namespace

Result<int> run_auth_login(Call& call) {
    const auto loaded = call.settings();
    if (!loaded) {
        return ports::fail(loaded.error());
    }
    const auto& settings = (*loaded)->settings;
    if (auto fits = check(call.arguments(), settings); !fits) {
        return ports::fail(std::move(fits).error());
    }
    compose::SignIn sign_in{settings, {call.outside(), call.reporter(), call.stop()}};
    if (auto done = log_in(call, settings, sign_in); !done) {
        return ports::fail(std::move(done).error());
    }
    if (call.out().json()) {
        call.out().value(boost::json::object{
            {"verb", "auth login"},
            {"account", settings.address},
            {"method", settings.auth == config::Auth::oauth ? "oauth" : "password"},
            {"store", sign_in.place()},
        });
    } else {
        call.out().text(fmt::format(
            "Logged in to {} as {}; kept in {}\nnext: gmail-classifier doctor · gmail-classifier "
            "sync\n",
            printable(settings.host),
            printable(settings.address),
            printable(sign_in.place())
        ));
    }
    return exit_code::ok;
}

} // namespace cli
