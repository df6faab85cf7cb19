#include "app/cli/verbs/log_view.hpp"

#include "app/cli/json.hpp"
#include "app/cli/output.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cli {

namespace json = boost::json;

namespace {

std::string_view name_of(ports::RunKind kind) {
    return kind == ports::RunKind::apply ? "apply" : "undo";
}

/// "2 h 14 min".
std::string span_of(std::chrono::seconds time) {
    const auto minutes = time.count() / 60;
    if (minutes == 0) {
        return fmt::format("{} s", time.count());
    }
    return minutes < 60 ? fmt::format("{} min", minutes)
                        : fmt::format("{} h {} min", minutes / 60, minutes % 60);
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

std::string text_of(const ports::Flight& flight) {
    auto text = moment(flight.began) + "  ";
    if (!flight.ended) {
        text += "up since, or ended from outside";
    } else {
        text += fmt::format("up {}", span_of(*flight.ended - flight.began));
        text += flight.cause.empty() ? std::string{", closed"} : ", lost";
    }
    if (flight.blind.count() > 0) {
        text += fmt::format(
            "; {} without one before it, in which {} came",
            span_of(flight.blind),
            count(flight.came, "message")
        );
    }
    if (flight.logins > 1) {
        text += fmt::format("; {} logins", count(flight.logins));
    }
    text += '\n';
    for (const auto& line : {flight.proof, flight.cause}) {
        text += line.empty() ? "" : "    " + printable(line) + '\n';
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

} // namespace cli
