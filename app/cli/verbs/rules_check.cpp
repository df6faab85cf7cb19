#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/verbs/rules_against.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/load_settings.hpp"
#include "domain/rules/printer.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace cli {

namespace json = boost::json;
using config::Mistake;
using domain::rules::Severity;

namespace {

std::uint64_t count_of(const std::vector<Mistake>& mistakes, Severity severity) {
    return static_cast<std::uint64_t>(std::ranges::count(mistakes, severity, &Mistake::severity));
}

std::string_view name_of(Severity severity) {
    switch (severity) {
    case Severity::note:
        return "note";
    case Severity::warning:
        return "warning";
    case Severity::error:
        return "error";
    }
    return "";
}

json::object json_of_loaded(const config::Loaded& loaded) {
    json::array mistakes;
    for (const auto& mistake : loaded.mistakes) {
        mistakes.push_back(json::object{
            {"severity", name_of(mistake.severity)},
            {"place", mistake.place},
            {"message", mistake.message},
            {"hint", mistake.hint},
        });
    }
    json::array rules;
    for (const auto& rule : loaded.rules.rules) {
        rules.push_back(json::object{{"name", rule.name}, {"when", domain::rules::print(rule.when)}}
        );
    }
    return {
        {"verb", "rules check"},
        {"file", loaded.file.string()},
        {"rules", std::move(rules)},
        {"mistakes", std::move(mistakes)},
    };
}

std::string text_of_loaded(const config::Loaded& loaded) {
    std::string text;
    for (const auto& mistake : loaded.mistakes) {
        text += config::text(mistake) + '\n';
    }
    const auto file = loaded.file.empty() ? std::string{"no config file"} : loaded.file.string();
    return text + fmt::format(
                      "{}: {}, {}, {}\n",
                      file,
                      count(loaded.rules.rules.size(), "rule"),
                      count(count_of(loaded.mistakes, Severity::error), "error"),
                      count(count_of(loaded.mistakes, Severity::warning), "warning")
                  );
}

} // namespace

ports::Result<int> run_rules_check(Call& call) {
    if (call.arguments().has("against")) {
        return check_against(call);
    }
    if (call.arguments().has("limit")) {
        return ports::fail(ports::FailureKind::usage, "--limit goes with --against");
    }
    const auto loaded = compose::load_settings(call.arguments().settings);
    if (!loaded) {
        return ports::fail(loaded.error());
    }
    if (call.out().json()) {
        call.out().value(json_of_loaded(*loaded));
    } else {
        call.out().text(text_of_loaded(*loaded));
    }
    const bool wrong = count_of(loaded->mistakes, Severity::error) > 0;
    return wrong ? ports::reaction(ports::FailureKind::config).exit_code : exit_code::ok;
}

} // namespace cli
