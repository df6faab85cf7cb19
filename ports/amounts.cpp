#include "ports/amounts.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace ports {

namespace {

using std::chrono::seconds;

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

} // namespace

std::string count(std::uint64_t number) {
    std::string digits = fmt::to_string(number);
    if (digits.size() <= 4) {
        return digits;
    }
    for (std::size_t from_end = 3; from_end < digits.size(); from_end += 3 + 2) {
        digits.insert(digits.size() - from_end, "\u00a0"); // Two bytes.
    }
    return digits;
}

std::string count(std::uint64_t number, std::string_view noun) {
    return fmt::format("{} {}{}", count(number), noun, number == 1 ? "" : "s");
}

std::string size(domain::Bytes bytes) {
    static constexpr std::array<std::string_view, 5> units{"B", "kB", "MB", "GB", "TB"};
    auto value = static_cast<double>(bytes.count);
    std::size_t unit = 0;
    // From 999.5 on the next unit, or it would read "1000 kB".
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    const bool small = unit > 0 && value < 9.95;
    return small ? fmt::format("{:.1f} {}", value, units[unit])
                 : fmt::format("{:.0f} {}", value, units[unit]);
}

std::string clock_time(seconds time) {
    const std::int64_t all = std::max<std::int64_t>(time.count(), 0);
    if (all >= hour) {
        return fmt::format("{}:{:02}:{:02}", all / hour, all % hour / minute, all % minute);
    }
    return fmt::format("{}:{:02}", all / minute, all % minute);
}

std::string duration(seconds time) {
    const std::int64_t all = std::max<std::int64_t>(time.count(), 0);
    const auto two = [](std::int64_t large, const char* name, std::int64_t rest, const char* of) {
        return rest == 0 ? fmt::format("{} {}", large, name)
                         : fmt::format("{} {} {} {}", large, name, rest, of);
    };
    if (all < minute) {
        return fmt::format("{} s", all);
    }
    if (all < hour) {
        return fmt::format("{} min", all / minute);
    }
    return all < day ? two(all / hour, "h", all % hour / minute, "min")
                     : two(all / day, "d", all % day / hour, "h");
}

std::string moment(domain::Timestamp time) {
    return fmt::format("{:%Y-%m-%d %H:%M}", fmt::gmtime(time.time_since_epoch().count()));
}

} // namespace ports
