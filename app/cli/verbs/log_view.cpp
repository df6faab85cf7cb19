#include "app/cli/verbs/log_view.hpp"

#include "app/cli/json.hpp"
#include "app/cli/output.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace cli {

namespace json = boost::json;

namespace {

std::string_view name_of(ports::RunKind kind) {
    return kind == ports::RunKind::apply ? "apply" : "undo";
}

template <typename Entry>
LogLine line_of(domain::Timestamp when, const char* what, const Entry& entry) {
    auto object = json_of(entry);
    object["what"] = what;
    return {when, text_of(entry), std::move(object)};
}

} // namespace

std::string text_of(const usecase::RunStatus& status) {
    auto text = fmt::format(
        "run {}  {} {}  {}  {} done, {} skipped, {} failed",
        status.run.id.value,
        name_of(status.run.kind),
        status.run.plan,
        moment(status.run.started),
        count(status.done),
        count(status.skipped),
        count(status.failed)
    );
    if (!status.run.ended) {
        text += status.open > 0 ? fmt::format("; ended half way, {} to read back", status.open)
                                : "; ended half way";
    }
    return text + '\n';
}

std::string text_of(const ports::Flight& flight, std::string_view lead) {
    constexpr std::size_t indent = 4;
    auto text = fmt::format("{}{}  ", lead, moment(flight.began));
    if (!flight.ended) {
        text += "up since, or ended from outside";
    } else {
        text += fmt::format("up {}", ports::duration(*flight.ended - flight.began));
        text += flight.cause.empty() ? std::string{", closed"} : ", lost";
    }
    if (flight.blind.count() > 0) {
        text += fmt::format(
            "; {} without one before it, in which {} came",
            ports::duration(flight.blind),
            count(flight.came, "message")
        );
    }
    if (flight.logins > 1) {
        text += fmt::format("; {} logins", count(flight.logins));
    }
    text = wrapped(text, indent) + '\n';
    for (const auto& line : {flight.proof, flight.cause}) {
        text +=
            line.empty() ? "" : std::string(indent, ' ') + wrapped(printable(line), indent) + '\n';
    }
    return text;
}

json::object json_of(const usecase::RunStatus& status) {
    return {
        {"run", status.run.id.value},
        {"kind", name_of(status.run.kind)},
        {"plan", status.run.plan},
        {"started", json_of(status.run.started)},
        {"ended", status.run.ended.has_value()},
        {"done", status.done},
        {"skipped", status.skipped},
        {"failed", status.failed},
        {"open", status.open},
    };
}

json::object json_of(const ports::Flight& flight) {
    return {
        {"began", json_of(flight.began)},
        {"ended", flight.ended ? json::value(json_of(*flight.ended)) : json::value(nullptr)},
        {"cause", flight.cause},
        {"blind_seconds", flight.blind.count()},
        {"came_meanwhile", flight.came},
        {"logins", flight.logins},
        {"proof", flight.proof},
    };
}

std::vector<LogLine> lines_of(const usecase::History& history, std::size_t most) {
    std::vector<LogLine> lines;
    for (const auto& run : history.runs) {
        lines.push_back(line_of(run.run.started, "run", run));
    }
    for (const auto& flight : history.flights) {
        lines.push_back(line_of(flight.began, "connection", flight));
    }
    std::ranges::stable_sort(lines, std::greater{}, &LogLine::when);
    lines.resize(std::min(lines.size(), most));
    std::ranges::reverse(lines);
    return lines;
}

} // namespace cli
