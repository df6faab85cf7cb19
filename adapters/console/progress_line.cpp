#include "adapters/console/progress_line.hpp"

#include "adapters/console/connection_news.hpp"
#include "adapters/console/visible.hpp"
#include "ports/amounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace console {

namespace {

using ports::clock_time;
using ports::count;
using ports::size;

std::string bar(std::uint64_t done, std::uint64_t total) {
    constexpr std::uint64_t cells = 10;
    const std::uint64_t filled = total == 0 ? cells : std::min(cells, done * cells / total);
    std::string text;
    for (std::uint64_t i = 0; i < cells; ++i) {
        text += i < filled ? "▓" : "░";
    }
    return text;
}

/// A part of the line; those with the lowest weight go first.
struct Piece {
    std::string text;
    int weight = 0;
};

std::string percent(const ports::Progress& progress) {
    const std::uint64_t total = std::max<std::uint64_t>(*progress.total, 1);
    return fmt::format("{} %", std::min<std::uint64_t>(100, progress.done * 100 / total));
}

std::string counted(const ports::Progress& progress) {
    const std::string done = count(progress.done);
    return progress.total ? fmt::format("{}/{}", done, count(*progress.total)) : done;
}

std::string bytes(const ProgressState& state) {
    const auto expected = state.pace.expected_bytes();
    const std::string received = size(state.progress.received);
    return expected ? fmt::format("{} of ≈{}", received, size(*expected)) : received;
}

std::string connection(const ProgressState& state, ports::Clock::Monotonic now) {
    const auto up = std::chrono::floor<std::chrono::seconds>(now - state.connected_since);
    const std::string reconnects =
        state.connections > 1 ? fmt::format(", {}", count(state.connections - 1, "reconnect")) : "";
    return fmt::format("connected {}{}", clock_time(up), reconnects);
}

std::vector<Piece> pieces(const ProgressState& state, ports::Clock::Monotonic now) {
    const ports::Progress& progress = state.progress;
    std::vector<Piece> all{{progress.verb, 9}};
    if (progress.total) {
        all.push_back({bar(progress.done, *progress.total), 3});
        all.push_back({percent(progress), 7});
    }
    all.push_back({counted(progress), 8});
    if (const auto rate = state.pace.rate()) {
        all.push_back({fmt::format("{:.0f}/s", *rate), 4});
    }
    if (progress.received.count != 0) {
        all.push_back({bytes(state), 5});
    }
    if (const auto remaining = state.pace.remaining()) {
        all.push_back({"eta " + clock_time(*remaining), 6});
    }
    if (!state.waiting.empty()) {
        all.push_back({state.waiting, 10});
    } else if (state.connected) {
        all.push_back({connection(state, now), 2});
    }
    all.push_back({"^C pauses safely", 1});
    return all;
}

std::string joined(const std::vector<Piece>& pieces) {
    std::string line;
    for (const Piece& piece : pieces) {
        line += (line.empty() ? "" : "  ") + piece.text;
    }
    return line;
}

} // namespace

void ProgressState::take(const ports::Progress& event, ports::Clock::Monotonic now) {
    progress = event;
    pace.add(event, now);
}

void ProgressState::take(const ports::ConnectionEvent& event, ports::Clock::Monotonic now) {
    using What = ports::ConnectionEvent::What;
    connected = event.what == What::connected;
    if (connected) {
        ++connections;
        connected_since = now;
        waiting.clear();
    } else if (event.what != What::closed) {
        waiting = connection_news(event);
    }
}

std::string
progress_line(const ProgressState& state, ports::Clock::Monotonic now, std::size_t columns) {
    std::vector<Piece> all = pieces(state, now);
    while (all.size() > 1 && width(joined(all)) > columns) {
        all.erase(std::ranges::min_element(all, {}, &Piece::weight));
    }
    return fitted(joined(all), columns);
}

} // namespace console
