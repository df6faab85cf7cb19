#include "app/usecase/undo.hpp"

#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/verbs/run_view.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/options.hpp"

#include <fmt/format.h>

#include <charconv>

namespace cli {

namespace {

ports::Result<std::optional<ports::RunId>> run_operand(const Arguments& arguments) {
    if (arguments.operands.empty()) {
        return std::optional<ports::RunId>{};
    }
    const auto& text = arguments.operands.front();
    ports::RunId run;
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, run.value);
    if (error != std::errc{} || stopped != end) {
        return ports::fail(
            ports::FailureKind::usage,
            fmt::format("A run is a number, not \"{}\"", text),
            "The runs are listed by: gmail-classifier status"
        );
    }
    return std::optional{run};
}

/// Whether there is a yes: a person is told what would be done, and asked.
ports::Result<bool> may_undo(
    Call& call, ports::MailStore& mail, compose::Account& account, usecase::UndoOptions options
) {
    if (options.dry_run || call.arguments().has("yes") || !call.person().listens()) {
        return true;
    }
    options.dry_run = true;
    const auto count = usecase::undo(mail, account.world(), options);
    if (!count) {
        return ports::fail(count.error());
    }
    call.out().text(text_of(*count, true));
    return count->done > 0 ? call.person().agrees("Undo them now?", call.stop()) : false;
}

} // namespace

ports::Result<int> run_undo(Call& call) {
    const auto run = run_operand(call.arguments());
    if (!run) {
        return ports::fail(run.error());
    }
    const auto account = call.account(compose::StateUse::write);
    if (!account) {
        return ports::fail(account.error());
    }
    auto options = compose::undo_options((*account)->loaded());
    options.choice = {
        *run,
        call.arguments().value("rule"),
        call.arguments().value("label"),
        call.arguments().value("message")
    };
    options.dry_run = call.arguments().has("dry-run");
    const auto mail = (*account)->mail();
    if (!mail) {
        return ports::fail(mail.error());
    }
    const auto go_on = may_undo(call, **mail, **account, options);
    if (!go_on) {
        return ports::fail(go_on.error());
    }
    if (!*go_on) {
        return exit_code::ok;
    }
    const auto report = usecase::undo(**mail, (*account)->world(), options);
    if (!report) {
        return ports::fail(report.error());
    }
    return show(call.out(), *report, options.dry_run);
}

} // namespace cli
