#include "app/compose/doctor.hpp"

#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/load_settings.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace cli {

namespace json = boost::json;
using ports::Result;
using usecase::Finding;
using usecase::Findings;
using usecase::Grade;

namespace {

constexpr std::size_t topic_columns = 14;
constexpr std::size_t text_column = topic_columns + 2;

std::string_view mark(Grade grade) {
    switch (grade) {
    case Grade::good:
        return "✓";
    case Grade::warning:
        return "!";
    case Grade::bad:
        return "✗";
    }
    return {};
}

std::string_view name_of(Grade grade) {
    switch (grade) {
    case Grade::good:
        return "ok";
    case Grade::warning:
        return "warning";
    case Grade::bad:
        return "error";
    }
    return {};
}

std::uint64_t count_of(const Findings& findings, Grade grade) {
    return static_cast<std::uint64_t>(std::ranges::count(findings, grade, &Finding::grade));
}

std::string text_of_finding(const Finding& finding) {
    auto text = fmt::format(
        "{} {:<{}}{}\n",
        mark(finding.grade),
        finding.topic,
        topic_columns,
        wrapped(printable(finding.sentence), text_column)
    );
    if (!finding.fix.empty()) {
        const std::string indent(text_column, ' ');
        text += indent + "→ " + wrapped(printable(finding.fix), text_column + 2) + '\n';
    }
    return text;
}

std::string text_of(const Findings& findings) {
    std::string text;
    for (const auto& finding : findings) {
        text += text_of_finding(finding);
    }
    const auto errors = count_of(findings, Grade::bad);
    const auto warnings = count_of(findings, Grade::warning);
    if (errors + warnings == 0) {
        return text + "All is well.\n";
    }
    return text + fmt::format("{}, {}\n", count(errors, "error"), count(warnings, "warning"));
}

json::object json_of(const Findings& findings) {
    json::array all;
    for (const auto& finding : findings) {
        all.push_back(json::object{
            {"topic", finding.topic},
            {"grade", name_of(finding.grade)},
            {"sentence", finding.sentence},
            {"fix", finding.fix},
        });
    }
    return {
        {"verb", "doctor"},
        {"findings", std::move(all)},
        {"errors", count_of(findings, Grade::bad)},
        {"warnings", count_of(findings, Grade::warning)},
    };
}

/// That of the first error's cause, so that a script can tell a refused login from a dead network.
int exit_code_of(const Findings& findings, bool fail_on_warning) {
    const auto first = std::ranges::find(findings, Grade::bad, &Finding::grade);
    if (first != findings.end()) {
        return ports::reaction(first->kind).exit_code;
    }
    return fail_on_warning && count_of(findings, Grade::warning) > 0 ? 1 : exit_code::ok;
}

Result<bool> fails_on_warning(const Arguments& arguments) {
    const auto said = arguments.value("fail-on");
    if (!arguments.has("fail-on") || said == "error") {
        return false;
    }
    if (said == "warn" || said == "warning") {
        return true;
    }
    return ports::fail(
        ports::FailureKind::usage, fmt::format("--fail-on is warn or error, not \"{}\"", said)
    );
}

Result<Findings> examine(Call& call) {
    const auto loaded = compose::load_settings(call.arguments().settings);
    if (!loaded) {
        return ports::fail(loaded.error());
    }
    auto [findings, usable] = compose::examine_config(*loaded);
    if (usable) {
        auto more = compose::examine_account(*loaded, call.outside(), call.reporter(), call.stop());
        std::ranges::move(more, std::back_inserter(findings));
    }
    return findings;
}

} // namespace

Result<int> run_doctor(Call& call) {
    const auto fail_on_warning = fails_on_warning(call.arguments());
    if (!fail_on_warning) {
        return ports::fail(fail_on_warning.error());
    }
    const auto findings = examine(call);
    if (!findings) {
        return ports::fail(findings.error());
    }
    if (call.stop().stop_requested()) {
        return ports::fail(ports::FailureKind::interrupted, "Interrupted while looking");
    }
    if (call.out().json()) {
        call.out().value(json_of(*findings));
    } else {
        call.out().text(text_of(*findings));
    }
    return exit_code_of(*findings, *fail_on_warning);
}

} // namespace cli
