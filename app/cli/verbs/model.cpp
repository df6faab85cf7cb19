#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/json.hpp"
#include "app/cli/verbs/verbs.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace cli {

namespace {

namespace json = boost::json;
using ports::ModelRecord;
using ports::Result;

/// The versions that are kept, newest first, and which of them is in use.
struct Kept {
    std::vector<ModelRecord> models;
    std::uint64_t current = 0; ///< 0 when there is none.
};

Result<Kept> kept_by(ports::ModelStore& models) {
    auto list = models.list();
    if (!list) {
        return ports::fail(std::move(list).error());
    }
    const auto current = models.current();
    if (!current) {
        return ports::fail(current.error());
    }
    return Kept{*std::move(list), *current ? (*current)->version : 0};
}

std::string text_of_kept(const Kept& kept) {
    if (kept.models.empty()) {
        return "no model yet: gmail-classifier learn\n";
    }
    Table table{{Table::Align::left, Table::Align::left, Table::Align::right, Table::Align::left}};
    for (const auto& model : kept.models) {
        table.row(
            {fmt::format("m{}", model.version),
             moment(model.created),
             count(model.examples, "lesson"),
             model.version == kept.current ? "in use" : ""}
        );
    }
    return table.text();
}

json::object json_of_kept(const Kept& kept) {
    json::array models;
    for (const auto& model : kept.models) {
        models.push_back(json::object{
            {"model", model.version},
            {"created", json_of(model.created)},
            {"lessons", model.examples},
            {"in_use", model.version == kept.current},
        });
    }
    return {{"verb", "model list"}, {"models", std::move(models)}};
}

/// "m3" or "3".
std::optional<std::uint64_t> version_of(std::string_view text) {
    text.remove_prefix(text.starts_with('m') ? 1 : 0);
    std::uint64_t version = 0;
    const auto* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, version);
    return error == std::errc{} && stopped == end ? std::optional{version} : std::nullopt;
}

} // namespace

Result<int> run_model_list(Call& call) {
    const auto account = call.account(compose::StateUse::inspect);
    if (!account) {
        return ports::fail(account.error());
    }
    const auto kept = kept_by((*account)->world().state.models());
    if (!kept) {
        return ports::fail(kept.error());
    }
    if (call.out().json()) {
        call.out().value(json_of_kept(*kept));
    } else {
        call.out().text(text_of_kept(*kept));
    }
    return exit_code::ok;
}

Result<int> run_model_rollback(Call& call) {
    const auto& named = call.arguments().operands.front();
    const auto version = version_of(named);
    if (!version) {
        return ports::fail(
            ports::FailureKind::usage,
            fmt::format("A model is named like m3, not \"{}\"", named),
            "Those that are kept are listed by: gmail-classifier model list"
        );
    }
    const auto account = call.account(compose::StateUse::write);
    if (!account) {
        return ports::fail(account.error());
    }
    if (auto rolled = (*account)->world().state.models().rollback(*version); !rolled) {
        return ports::fail(std::move(rolled).error());
    }
    if (call.out().json()) {
        call.out().value(json::object{{"verb", "model rollback"}, {"model", *version}});
    } else {
        call.out().text(fmt::format(
            "m{} is in use again; plans made with another are stale\nnext: gmail-classifier plan\n",
            *version
        ));
    }
    return exit_code::ok;
}

} // namespace cli
