#include "app/usecase/plan.hpp"

#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/files.hpp"
#include "app/cli/verbs/plan_view.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/sync.hpp"

#include <boost/json.hpp>

namespace cli {

namespace {

/// Null when the plan is to be made offline; else synchronised.
ports::Result<ports::MailStore*> fresh_mail(Call& call, compose::Account& account) {
    if (call.arguments().has("offline")) {
        return nullptr;
    }
    const auto mail = account.mail();
    if (!mail) {
        return ports::fail(mail.error());
    }
    const auto synced =
        usecase::sync(**mail, account.world(), compose::sync_options(account.loaded()));
    if (!synced) {
        return ports::fail(synced.error());
    }
    return *mail;
}

} // namespace

ports::Result<int> run_plan(Call& call) {
    const auto account = call.account(compose::StateUse::write);
    if (!account) {
        return ports::fail(account.error());
    }
    auto options = compose::plan_options((*account)->loaded());
    options.use_model = !call.arguments().has("no-model");
    const auto mail = fresh_mail(call, **account);
    if (!mail) {
        return ports::fail(mail.error());
    }
    auto report = usecase::plan(*mail, (*account)->world(), options);
    if (!report) {
        return ports::fail(report.error());
    }
    if (*mail != nullptr) {
        report->bytes = (*mail)->transferred(); // Those of the sync before it too.
    }
    if (call.arguments().has("output")) {
        if (auto kept = write_file(call.arguments().value("output"), report->text); !kept) {
            return ports::fail(std::move(kept).error());
        }
    }
    if (call.out().json()) {
        call.out().value(json_of(*report));
    } else {
        call.out().text(text_of(*report));
    }
    const bool detailed = call.arguments().has("detailed-exitcode");
    return detailed && report->messages > 0 ? exit_code::has_changes : exit_code::ok;
}

} // namespace cli
