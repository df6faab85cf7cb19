#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/json.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/usecase/plan_file.hpp"
#include "domain/plan/summary.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <optional>

namespace cli {

namespace json = boost::json;
using Align = Table::Align;
using domain::plan::Entry;
using domain::plan::Group;
using domain::plan::GroupBy;
using ports::Result;
using usecase::PlanFile;

namespace {

Result<GroupBy> group_by(const Arguments& arguments) {
    const auto value = arguments.value("group");
    if (value.empty() || value == "reason" || value == "rule") {
        return GroupBy::reason;
    }
    if (value == "label") {
        return GroupBy::label;
    }
    if (value == "sender") {
        return GroupBy::sender;
    }
    return ports::fail(
        ports::FailureKind::usage,
        fmt::format("show cannot group by {}", value),
        "It can by reason, label or sender."
    );
}

std::string text_of_entry(const Entry& entry) {
    std::string why;
    for (const auto& reason : entry.reasons) {
        why += (why.empty() ? "" : ", ") + printable(reason);
    }
    return fmt::format(
        "{}  {}\n{}\n  {}  ({})\n\n",
        moment(entry.received),
        entry.change.id.value,
        cut(fmt::format("  {}  {}", printable(entry.sender), printable(entry.subject)), 80),
        label_changes(entry.change.edit.add, entry.change.edit.remove),
        why
    );
}

json::object json_of_entry(const Entry& entry) {
    json::array reasons(entry.reasons.begin(), entry.reasons.end());
    return {
        {"id", entry.change.id.value},
        {"received", json_of(entry.received)},
        {"sender", entry.sender},
        {"subject", entry.subject},
        {"before", json_of(entry.before)},
        {"add", json_of(entry.change.edit.add)},
        {"remove", json_of(entry.change.edit.remove)},
        {"reasons", std::move(reasons)},
    };
}

Result<void> show_entries(const PlanFile& plan, Output& out) {
    return plan.for_each([&out](const Entry& entry) {
        out.text(text_of_entry(entry));
        return Result<void>{};
    });
}

Result<void> show_groups(const PlanFile& plan, GroupBy by, Output& out) {
    domain::plan::Summary summary{by};
    auto read = plan.for_each([&summary](const Entry& entry) {
        summary.add(entry);
        return Result<void>{};
    });
    if (!read) {
        return read;
    }
    Table table{{Align::left, Align::right, Align::left}};
    for (const auto& group : summary.groups()) {
        table.row(
            {printable(group.name), count(group.messages), label_changes(group.add, group.remove)}
        );
    }
    out.text(fmt::format(
        "Plan {} · {} · made {}\n\n{}\n{} to {} · {} leave the inbox\n",
        plan.head().id,
        printable(plan.head().basis.account),
        moment(plan.head().created),
        table.text(),
        count(summary.label_edits(), "change"),
        count(summary.messages(), "message"),
        count(summary.archived())
    ));
    return {};
}

Result<void> show_json(const PlanFile& plan, GroupBy by, Output& out) {
    domain::plan::Summary summary{by};
    json::array entries;
    auto read = plan.for_each([&](const Entry& entry) {
        summary.add(entry);
        entries.push_back(json_of_entry(entry));
        return Result<void>{};
    });
    if (!read) {
        return read;
    }
    json::array groups;
    for (const auto& group : summary.groups()) {
        groups.push_back(json::object{
            {"name", group.name},
            {"messages", group.messages},
            {"archived", group.archived},
            {"add", json_of(group.add)},
            {"remove", json_of(group.remove)},
        });
    }
    out.value(json::object{
        {"verb", "show"},
        {"plan", plan.head().id},
        {"account", plan.head().basis.account},
        {"created", json_of(plan.head().created)},
        {"messages", summary.messages()},
        {"changes", summary.label_edits()},
        {"archived", summary.archived()},
        {"groups", std::move(groups)},
        {"entries", std::move(entries)},
    });
    return {};
}

} // namespace

Result<int> run_show(Call& call) {
    const auto by = group_by(call.arguments());
    if (!by) {
        return ports::fail(by.error());
    }
    const auto plan = call.plan(compose::StateUse::inspect);
    if (!plan) {
        return ports::fail(plan.error());
    }
    auto& out = call.out();
    auto shown = out.json()                        ? show_json(*plan, *by, out)
                 : call.arguments().has("entries") ? show_entries(*plan, out)
                                                   : show_groups(*plan, *by, out);
    if (!shown) {
        return ports::fail(std::move(shown).error());
    }
    return exit_code::ok;
}

} // namespace cli
