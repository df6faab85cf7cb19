#include "testserver/program/report_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace testserver::program {
namespace {

/// Lines of the conversation before and behind a finding.
constexpr std::size_t around = 8;
/// Findings of one run that are shown; the page says how many there are more.
constexpr std::size_t most_findings = 100;

constexpr std::string_view head = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>fake-gmail: how a client takes faults</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { --ink: #1b1f24; --paper: #ffffff; --soft: #f3f4f6; --line: #d5d9de; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8eb; --paper: #15181c; --soft: #20252b; --line: #3a414a; }
}
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
       max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
pre { background: var(--soft); padding: .6rem; overflow-x: auto; font-size: .85rem; border-radius: 4px; }
.grade { padding: .1rem .5rem; border-radius: 4px; white-space: nowrap; color: #fff; font-size: .85rem; }
.pass { background: #1a7f37; } .tolerated { background: #7a6200; } .hang { background: #b35900; }
.crash { background: #c2185b; } .data { background: #cf222e; } .unsafe { background: #8e0000; }
.here { font-weight: bold; } small { color: #6b7480; }
</style></head><body>
)";

std::string html(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '&':
            escaped += "&amp;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

std::string badge(Grade grade) {
    return fmt::format("<span class=\"grade {0}\">{0}</span>", word_of(grade));
}

std::string_view speaker(char who) {
    switch (who) {
    case 'C':
        return "client";
    case 'S':
        return "server";
    case 'F':
        return "fault ";
    case 'A':
        return "opens ";
    case 'X':
        return "closed";
    default:
        return "      ";
    }
}

/// The line that is meant: of those at that time the fault, else what the client said last.
std::size_t place_of(const Finding& finding, const std::vector<TranscriptLine>& lines) {
    const auto is_of = [&](const TranscriptLine& line) {
        return line.at >= finding.at &&
               (finding.connection == 0 || line.connection == finding.connection);
    };
    const auto first = std::ranges::find_if(lines, is_of);
    auto here = first;
    for (auto line = first; line != lines.end() && line->at == first->at; ++line) {
        if (is_of(*line) && (line->who == 'F' || (line->who == 'C' && here->who != 'F'))) {
            here = line;
        }
    }
    return static_cast<std::size_t>(here - lines.begin());
}

/// The conversation where something was found.
std::string excerpt(const Transcript& transcript, const Finding& finding) {
    const auto& lines = transcript.lines();
    const auto at = place_of(finding, lines);
    const auto from = at > around ? at - around : 0;
    std::string text = "<pre>";
    for (auto i = from; i < std::min(lines.size(), at + around + 1); ++i) {
        const auto& line = lines[i];
        text += fmt::format(
            "{}{:>8} ms  #{}  {}  {}{}\n",
            i == at ? "<span class=\"here\">" : "",
            line.at.count(),
            line.connection,
            speaker(line.who),
            html(line.text),
            i == at ? "</span>" : ""
        );
    }
    return text + "</pre>\n";
}

std::string shown_findings(const ReportedRun& run) {
    std::string text;
    const auto shown = std::min(run.findings.size(), most_findings);
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& finding = run.findings[i];
        text += fmt::format("<p>{} {}</p>\n", badge(finding.grade), html(finding.sentence));
        text += run.transcript != nullptr ? excerpt(*run.transcript, finding) : std::string{};
    }
    if (shown < run.findings.size()) {
        text += fmt::format("<p>… and {} more findings.</p>\n", run.findings.size() - shown);
    }
    if (run.findings.empty()) {
        text += "<p>Nothing went wrong, and the client did nothing that is worth a word.</p>\n";
    }
    return text;
}

std::string shown_problems(const std::vector<std::string>& problems) {
    if (problems.empty()) {
        return {};
    }
    std::string text = "<h3>Not as expected</h3>\n<ul>\n";
    for (const auto& problem : problems) {
        text += fmt::format("<li>{}</li>\n", html(problem));
    }
    return text + "</ul>\n";
}

std::string section(const ReportedRun& run, std::size_t number) {
    auto text = fmt::format(
        "<h2 id=\"run{}\">{} {}</h2>\n", number, html(run.name), badge(worst_of(run.findings))
    );
    if (!run.fault.empty()) {
        text += fmt::format(
            "<p>What goes wrong: {}. Right for a client: {}.</p>\n",
            html(run.fault),
            html(run.right_reaction)
        );
    }
    text += shown_problems(run.problems) + shown_findings(run);
    if (run.transcript != nullptr && run.transcript->left_out() > 0) {
        text += fmt::format(
            "<p>The last {} lines of the run are not in this page.</p>\n",
            run.transcript->left_out()
        );
    }
    return text;
}

std::string overview(const std::vector<ReportedRun>& runs) {
    std::string text = "<table><tr><th>run</th><th>what goes wrong</th><th>grade</th>"
                       "<th>as expected</th></tr>\n";
    for (std::size_t i = 0; i < runs.size(); ++i) {
        text += fmt::format(
            "<tr><td><a href=\"#run{}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            i,
            html(runs[i].name),
            html(runs[i].fault),
            badge(worst_of(runs[i].findings)),
            runs[i].problems.empty() ? "yes" : "no"
        );
    }
    return text + "</table>\n";
}

constexpr std::string_view legend = R"(<h2>Reading it</h2>
<p><b>pass</b> it went on, came back, or ended well · <b>tolerated</b> it gave up and lost nothing · <b>hang</b> it sits on a
connection that says nothing · <b>crash</b> a signal ended it · <b>data loss</b> it deleted or doubled mail that it could not be sure
of · <b>unsafe</b> it spoke to a server that it cannot have verified.</p>
<p>RB reconnect with backoff · TO own deadline, then RB · TR refresh the token once · HS stop and tell the user · PS pause for
long · TL tolerate · RS resync · RV read back before repeating · RJ treat as an attack or a bug, then RB.</p>
)";

} // namespace

std::string report_page(const std::string& client, const std::vector<ReportedRun>& runs) {
    auto text = std::string{head} + "<h1>How a client takes faults</h1>\n";
    if (!client.empty()) {
        text += fmt::format("<p>The client: <code>{}</code></p>\n", html(client));
    }
    text += overview(runs);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        text += section(runs[i], i);
    }
    return text + std::string{legend} + "</body></html>\n";
}

} // namespace testserver::program
