#include "app/usecase/apply.hpp"

#include "app/cli/call.hpp"
#include "app/cli/verbs/run_view.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/options.hpp"

namespace cli {

ports::Result<int> run_apply(Call& call) {
    const auto confirmed = call.arguments().number("confirm");
    if (!confirmed) {
        return ports::fail(confirmed.error());
    }
    const auto account = call.account(compose::StateUse::write);
    if (!account) {
        return ports::fail(account.error());
    }
    const auto plan = call.plan(compose::StateUse::write);
    if (!plan) {
        return ports::fail(plan.error());
    }
    auto options = compose::apply_options((*account)->loaded());
    options.confirmed = *confirmed;
    options.dry_run = call.arguments().has("dry-run");
    const auto mail = (*account)->mail();
    if (!mail) {
        return ports::fail(mail.error());
    }
    const auto report = usecase::apply(**mail, (*account)->world(), *plan, options);
    if (!report) {
        return ports::fail(report.error());
    }
    return show(call.out(), *report, options.dry_run);
}

} // namespace cli
