#include "adapters/console/amounts.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace console {

namespace {

using std::chrono::seconds;

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

} // namespace

std::string count_text(std::uint64_t count) {
    std::string digits = fmt::to_string(count);
    for (std::size_t from_end = 3; from_end < digits.size(); from_end += 3 + 2) {
        digits.insert(digits.size() - from_end, "\u00a0"); // Two bytes.
    }
    return digits;
}

std::string plural(std::uint64_t count, std::string_view one, std::string_view many) {
    if (count == 1) {
        return fmt::format("1 {}", one);
    }
    return many.empty() ? fmt::format("{} {}s", count_text(count), one)
                        : fmt::format("{} {}", count_text(count), many);
}

std::string size_text(domain::Bytes size) {
    static constexpr std::array<std::string_view, 5> units{"B", "KB", "MB", "GB", "TB"};
    auto value = static_cast<double>(size.count);
    std::size_t unit = 0;
    // From 999.5 on the next unit, or it would read "1000 KB".
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    const bool small = unit > 0 && value < 9.95;
    return small ? fmt::format("{:.1f} {}", value, units[unit])
                 : fmt::format("{:.0f} {}", value, units[unit]);
}

std::string clock_text(seconds duration) {
    const std::int64_t all = std::max<std::int64_t>(duration.count(), 0);
    if (all >= hour) {
        return fmt::format("{}:{:02}:{:02}", all / hour, all % hour / minute, all % minute);
    }
    return fmt::format("{}:{:02}", all / minute, all % minute);
}

std::string duration_text(seconds duration) {
    const std::int64_t all = std::max<std::int64_t>(duration.count(), 0);
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

std::string relative_text(domain::Timestamp then, domain::Timestamp now) {
    const std::int64_t away = (now - then).count();
    const std::int64_t distance = away < 0 ? -away : away;
    if (distance < minute) {
        return "just now";
    }
    // One unit is enough at a distance.
    const std::int64_t unit = distance >= day ? day : distance >= hour ? hour : minute;
    const std::string text = duration_text(seconds{distance - (distance % unit)});
    return away < 0 ? "in " + text : text + " ago";
}

std::string time_text(domain::Timestamp time) {
    return fmt::format("{:%Y-%m-%d %H:%M}", fmt::gmtime(time.time_since_epoch().count()));
}

} // namespace console
