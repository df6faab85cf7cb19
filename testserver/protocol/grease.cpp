#include "testserver/protocol/grease.hpp"

#include "testserver/scenario/draw.hpp"

#include <algorithm>

namespace testserver {
namespace {

/// One answer in so many is told more than it asked for.
constexpr std::uint64_t seldom = 4;
/// A segment that ends at a drawn place is no longer than this.
constexpr std::uint64_t longest_segment = 1'400;
/// Edges in one answer: enough to meet every kind of token, few enough to stay fast.
constexpr int most_edges = 4;

} // namespace

std::uint64_t Grease::next() {
    return draw({seed_, "grease", connection_, ++drawn_});
}

imap::wire::ResponseStyle Grease::varied(imap::wire::ResponseStyle style) {
    style.strings = imap::wire::ResponseStyle::Strings::varied;
    style.shuffled_items = true;
    style.varied_case = true;
    style.seed = next();
    return style;
}

bool Grease::says_more() {
    return next() % seldom == 0;
}

Steps Grease::segments(std::string bytes) {
    Steps steps;
    for (int edge = 0; edge < most_edges && bytes.size() > 1; ++edge) {
        const auto size = 1 + next() % std::min<std::uint64_t>(bytes.size() - 1, longest_segment);
        steps.emplace_back(step::Send{bytes.substr(0, size)});
        steps.emplace_back(step::Flush{});
        bytes.erase(0, size);
    }
    steps.emplace_back(step::Send{std::move(bytes)});
    return steps;
}

} // namespace testserver
