#include "adapters/config/rule_text.hpp"
#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/json.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/suggest_rules.hpp"
#include "domain/rules/printer.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cli {

namespace json = boost::json;
using domain::suggest::LabelRules;
using domain::suggest::RuleFigures;
using domain::suggest::SuggestedRule;
using usecase::SuggestRulesReport;

namespace {

// The text is TOML: what is no rule is a comment.

std::string comment(std::string_view text) {
    constexpr std::size_t indent = 2;
    auto lines = "# " + wrapped(text, indent) + '\n';
    for (auto end = lines.find('\n'); end + 1 < lines.size(); end = lines.find('\n', end + 1)) {
        lines[end + 1] = '#';
    }
    return lines;
}

std::string measured_text(const RuleFigures& figures) {
    const auto decided = figures.hits - figures.unsaid;
    std::string text = decided == 0 ? std::string{"not measured: no newer mail matches"}
                                    : fmt::format(
                                          "{} of {} right ({} to {}), finds {} of the label's mail",
                                          count(figures.right),
                                          count(decided),
                                          percent(figures.precision_interval.lower),
                                          percent(figures.precision_interval.upper),
                                          percent(figures.coverage())
                                      );
    if (figures.unsaid > 0) {
        text += fmt::format("; {} more without a label", count(figures.unsaid));
    }
    return text;
}

domain::rules::Rule rule_of(const domain::Label& label, const SuggestedRule& suggested) {
    domain::rules::Rule rule;
    rule.name = suggested.name;
    rule.when = suggested.when;
    rule.edit.add = {label};
    return rule;
}

std::string text_of_label(const LabelRules& rules, double floor) {
    const auto name = label_name(rules.label);
    if (rules.rules.empty()) {
        return '\n' + comment(fmt::format(
                          "{}: no search words tell its mail from other mail in {} of cases",
                          name,
                          percent(floor)
                      ));
    }
    const bool many = rules.rules.size() > 1;
    auto text = '\n' + comment(fmt::format(
                           "{}: {}{}",
                           name,
                           many ? count(rules.rules.size(), "rule") + "; together " : "",
                           measured_text(rules.measured)
                       ));
    for (const auto& rule : rules.rules) {
        text += many ? '\n' + comment(measured_text(rule.measured)) : "";
        if (rule.measured.precision() < floor) {
            text += comment("below what you ask for: look at it before you keep it");
        }
        text += config::rule_text(rule_of(rules.label, rule));
    }
    return text;
}

std::string text_of_report(const SuggestRulesReport& report, double floor, std::uint64_t least) {
    auto text = comment(fmt::format(
        "Found in {}, at least {} right there; measured on the newer {}{}",
        count(report.older, "message"),
        percent(floor),
        count(report.newer),
        report.cut ? " (since " + moment(*report.cut) + ")" : std::string{}
    ));
    if (report.left_out > 0) {
        text += comment(fmt::format("{} were left out", count(report.left_out, "older message")));
    }
    for (const auto& label : report.labels) {
        text += text_of_label(label, floor);
    }
    for (const auto& label : report.too_few) {
        text += '\n' + comment(fmt::format(
                           "{}: {} of {} examples",
                           label_name(label.label),
                           count(label.messages),
                           count(least)
                       ));
    }
    return text + "\n# next: put what you like into your config file, then:\n"
                  "# gmail-classifier rules check\n";
}

json::object json_of_figures(const RuleFigures& figures) {
    return {
        {"hits", figures.hits},
        {"right", figures.right},
        {"unlabelled", figures.unsaid},
        {"precision", figures.precision()},
        {"precision_interval", {figures.precision_interval.lower, figures.precision_interval.upper}
        },
        {"coverage", figures.coverage()},
    };
}

json::object json_of_label(const LabelRules& rules) {
    json::array list;
    for (const auto& rule : rules.rules) {
        list.push_back(json::object{
            {"name", rule.name},
            {"when", domain::rules::print(rule.when)},
            {"toml", config::rule_text(rule_of(rules.label, rule))},
            {"found", json_of_figures(rule.found)},
            {"measured", json_of_figures(rule.measured)},
        });
    }
    return {
        {"label", rules.label.name},
        {"rules", std::move(list)},
        {"measured", json_of_figures(rules.measured)},
    };
}

json::object json_of_report(const SuggestRulesReport& report, double floor) {
    json::array labels;
    for (const auto& label : report.labels) {
        labels.push_back(json_of_label(label));
    }
    json::array too_few;
    for (const auto& label : report.too_few) {
        too_few.push_back(json::object{{"label", label.label.name}, {"messages", label.messages}});
    }
    return {
        {"verb", "rules suggest"},
        {"found_on", report.older},
        {"measured_on", report.newer},
        {"left_out", report.left_out},
        {"measured_since", report.cut ? json::value(json_of(*report.cut)) : json::value()},
        {"floor", floor},
        {"labels", std::move(labels)},
        {"too_few", std::move(too_few)},
    };
}

} // namespace

ports::Result<int> run_rules_suggest(Call& call) {
    const auto account = call.account(compose::StateUse::inspect);
    if (!account) {
        return ports::fail(account.error());
    }
    auto options = compose::suggest_rules_options((*account)->loaded());
    if (!call.arguments().operands.empty()) {
        options.label = domain::Label{call.arguments().operands.front()};
    }
    const auto report = usecase::suggest_rules((*account)->world(), options);
    if (!report) {
        return ports::fail(report.error());
    }
    const auto floor = options.gate.target_precision;
    if (call.out().json()) {
        call.out().value(json_of_report(*report, floor));
    } else {
        call.out().text(text_of_report(*report, floor, options.gate.min_examples));
    }
    return exit_code::ok;
}

} // namespace cli
