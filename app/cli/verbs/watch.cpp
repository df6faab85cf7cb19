#include "app/usecase/watch.hpp"

#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/cli/verbs/watch_view.hpp"
#include "app/compose/options.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cli {

namespace {

using ports::Result;

/// What the user asked for, flags before the config file.
Result<usecase::WatchOptions> options_of(Call& call, const config::Loaded& loaded) {
    auto options = compose::watch_options(loaded);
    if (loaded.settings.mode == config::Mode::off && !call.arguments().has("apply")) {
        return ports::fail(
            ports::FailureKind::config,
            "mode is \"off\": the program may do nothing on its own",
            "Say mode = \"suggest\" in the config file, or --mode suggest."
        );
    }
    const auto length = call.arguments().duration("for");
    if (!length) {
        return ports::fail(length.error());
    }
    options.length = *length;
    options.act = options.act || call.arguments().has("apply");
    options.sleep = call.outside().sleep();
    return options;
}

void say_what_begins(Call& call, const compose::Account& account, bool acts) {
    if (call.out().json()) {
        call.out().value(watch_event(
            "watching", call.outside().clock().wall(), {{"account", account.name()}, {"acts", acts}}
        ));
    } else {
        call.out().text(fmt::format(
            "watching {}: {}; Ctrl-C ends it\n",
            printable(account.name()),
            acts ? "what is planned is applied" : "suggestions only, nothing is changed"
        ));
    }
}

} // namespace

Result<int> run_watch(Call& call) {
    const auto account = call.account(compose::StateUse::write, imap::supervise::watch_policy());
    if (!account) {
        return ports::fail(account.error());
    }
    const auto options = options_of(call, (*account)->loaded());
    if (!options) {
        return ports::fail(options.error());
    }
    const auto mail = (*account)->mail();
    if (!mail) {
        return ports::fail(mail.error());
    }
    say_what_begins(call, **account, options->act);
    const auto now = [&call] { return call.outside().clock().wall(); };
    const auto tell = [&](const usecase::WatchNews& news) {
        if (call.out().json()) {
            call.out().value(json_of(news, now()));
        } else {
            call.out().text(text_of(news, now()));
        }
    };
    const auto report = usecase::watch(**mail, (*account)->world(), *options, tell);
    if (!report) {
        return ports::fail(report.error());
    }
    if (call.out().json()) {
        call.out().value(json_of(*report, now()));
    } else {
        call.out().text(text_of(*report));
    }
    return exit_code::ok;
}

} // namespace cli
