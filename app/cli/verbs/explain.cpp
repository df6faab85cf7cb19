#include "app/usecase/explain.hpp"

#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/verbs/explain_view.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/options.hpp"

#include <boost/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace cli {

namespace {

using ports::Result;

/// The operand, or the ids that --last asks for.
Result<std::vector<std::string>> wanted(const Arguments& arguments, compose::Account& account) {
    const auto last = arguments.number("last");
    if (!last) {
        return ports::fail(last.error());
    }
    if (!arguments.operands.empty()) {
        return arguments.operands;
    }
    const auto ids = usecase::last_changed(account.world(), last->value_or(1));
    if (!ids) {
        return ports::fail(ids.error());
    }
    if (ids->empty()) {
        return ports::fail(
            ports::FailureKind::usage,
            "explain needs a MESSAGE, as long as nothing was applied",
            "The ids are listed by: gmail-classifier show --entries"
        );
    }
    std::vector<std::string> names;
    for (const auto& id : *ids) {
        names.push_back(id.value);
    }
    return names;
}

} // namespace

Result<int> run_explain(Call& call) {
    const bool fetch = call.arguments().has("fetch");
    const auto account =
        call.account(fetch ? compose::StateUse::write : compose::StateUse::inspect);
    if (!account) {
        return ports::fail(account.error());
    }
    const auto options = compose::plan_options((*account)->loaded());
    ports::MailStore* mail = nullptr;
    if (fetch) {
        const auto made = (*account)->mail();
        if (!made) {
            return ports::fail(made.error());
        }
        mail = *made;
    }
    const auto names = wanted(call.arguments(), **account);
    if (!names) {
        return ports::fail(names.error());
    }
    boost::json::array list;
    bool first = true;
    for (const auto& name : *names) {
        const auto report = usecase::explain(mail, (*account)->world(), name, options);
        if (!report) {
            return ports::fail(report.error());
        }
        if (call.out().json()) {
            list.push_back(json_of(*report));
        } else {
            call.out().text((std::exchange(first, false) ? "" : "\n") + text_of(*report));
        }
    }
    if (call.out().json()) {
        call.out().value(boost::json::object{{"verb", "explain"}, {"messages", std::move(list)}});
    }
    return exit_code::ok;
}

} // namespace cli
