#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/verbs/log_view.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/usecase/status.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace cli {

namespace {

namespace json = boost::json;
using usecase::History;

// What fits on a screen; --limit says another number.
constexpr std::size_t usual_entries = 20;

struct Line {
    domain::Timestamp when;
    std::string text;
    json::object object;
};

template <typename Entry>
Line line_of(domain::Timestamp when, const char* what, const Entry& entry) {
    auto object = json_of(entry);
    object["what"] = what;
    return {when, text_of(entry), std::move(object)};
}

/// Both kinds by time, the newest `most`, the newest last.
std::vector<Line> lines_of(const History& history, std::size_t most) {
    std::vector<Line> lines;
    for (const auto& flight : history.flights) {
        lines.push_back(line_of(flight.began, "connection", flight));
    }
    for (const auto& run : history.runs) {
        lines.push_back(line_of(run.run.started, "run", run));
    }
    std::ranges::stable_sort(lines, std::greater{}, &Line::when);
    lines.resize(std::min(lines.size(), most));
    std::ranges::reverse(lines);
    return lines;
}

} // namespace

ports::Result<int> run_log(Call& call) {
    const auto limit = call.arguments().number("limit");
    if (!limit) {
        return ports::fail(limit.error());
    }
    const std::size_t most = limit->value_or(usual_entries);
    const auto account = call.account(compose::StateUse::inspect);
    if (!account) {
        return ports::fail(account.error());
    }
    const auto history = usecase::history((*account)->world(), most);
    if (!history) {
        return ports::fail(history.error());
    }
    json::array entries;
    std::string text;
    for (auto& line : lines_of(*history, most)) {
        entries.push_back(std::move(line.object));
        text += line.text;
    }
    if (call.out().json()) {
        call.out().value(json::object{{"verb", "log"}, {"entries", std::move(entries)}});
    } else {
        call.out().text(text.empty() ? "nothing has happened yet\n" : text);
    }
    return exit_code::ok;
}

} // namespace cli
