#include "testserver/scenario/uid_set.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace testserver {
namespace {

bool read_number(std::string_view text, std::uint64_t& number) {
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && stopped == end;
}

} // namespace

std::vector<UidRange> uid_ranges(std::string_view set) {
    std::vector<UidRange> ranges;
    while (!set.empty()) {
        const auto comma = std::min(set.find(','), set.size());
        const auto part = set.substr(0, comma);
        set.remove_prefix(std::min(comma + 1, set.size()));
        const auto colon = part.find(':');
        UidRange range;
        if (!read_number(part.substr(0, colon), range.from)) {
            continue;
        }
        range.to = range.from;
        if (colon != std::string_view::npos && !read_number(part.substr(colon + 1), range.to)) {
            continue;
        }
        ranges.push_back({std::min(range.from, range.to), std::max(range.from, range.to)});
    }
    return ranges;
}

void UidSet::add(UidRange range) {
    auto next = ranges_.upper_bound(range.from);
    if (next != ranges_.begin() && std::prev(next)->second + 1 >= range.from) {
        --next;
    }
    while (next != ranges_.end() && next->first <= range.to + 1) {
        range.from = std::min(range.from, next->first);
        range.to = std::max(range.to, next->second);
        next = ranges_.erase(next);
    }
    ranges_[range.from] = range.to;
}

bool UidSet::holds(std::uint64_t uid) const {
    const auto next = ranges_.upper_bound(uid);
    return next != ranges_.begin() && std::prev(next)->second >= uid;
}

} // namespace testserver
