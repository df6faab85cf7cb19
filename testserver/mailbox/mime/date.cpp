#include "testserver/mailbox/mime/date.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace testserver::mime {
namespace {

std::optional<int> number(std::string_view word) {
    int value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    const bool whole = error == std::errc{} && end == word.data() + word.size() && !word.empty();
    return whole ? std::optional{value} : std::nullopt;
}

std::string_view take_word(std::string_view& text) {
    const auto begin = std::min(text.find_first_not_of(" \t\r\n,"), text.size());
    const auto end = std::min(text.find_first_of(" \t\r\n,", begin), text.size());
    const auto word = text.substr(begin, end - begin);
    text.remove_prefix(end);
    return word;
}

std::optional<unsigned> month(std::string_view word) {
    static constexpr std::array<std::string_view, 12> names{
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    };
    const auto* const found = std::ranges::find_if(names, [&](std::string_view name) {
        return domain::equal_ignoring_case(word.substr(0, name.size()), name);
    });
    if (found == names.end()) {
        return std::nullopt;
    }
    return static_cast<unsigned>(found - names.begin()) + 1;
}

/// RFC 5322 4.3: years of two and three digits.
int full_year(int year) {
    if (year < 50) {
        return year + 2000;
    }
    return year < 1000 ? year + 1900 : year;
}

/// Minutes east of UTC; a name that is not "-0800" counts as UTC.
std::chrono::minutes zone_offset(std::string_view word) {
    const auto digits = number(word.substr(std::min<std::size_t>(1, word.size())));
    if (word.size() != 5 || !digits || (word.front() != '+' && word.front() != '-')) {
        return {};
    }
    const std::chrono::minutes offset{*digits / 100 * 60 + *digits % 100};
    return word.front() == '-' ? -offset : offset;
}

/// "23:59:01", "23:59".
std::optional<std::chrono::seconds> time_of_day(std::string_view word) {
    const auto hour = number(word.substr(0, 2));
    const auto minute = number(word.substr(std::min<std::size_t>(3, word.size())).substr(0, 2));
    const auto second = word.size() > 6 ? number(word.substr(6)) : std::optional{0};
    if (!hour || !minute || !second) {
        return std::nullopt;
    }
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
           std::chrono::seconds{*second};
}

std::optional<std::chrono::year_month_day> take_day(std::string_view& date) {
    auto day = number(take_word(date));
    if (!day) {
        day = number(take_word(date));
    }
    const auto mon = month(take_word(date));
    const auto year = number(take_word(date));
    if (!day || !mon || !year || *day < 1 || *year < 0) {
        return std::nullopt;
    }
    const std::chrono::year_month_day result{
        std::chrono::year{full_year(*year)},
        std::chrono::month{*mon},
        std::chrono::day{static_cast<unsigned>(*day)},
    };
    return result.ok() ? std::optional{result} : std::nullopt;
}

} // namespace

std::optional<std::chrono::year_month_day> day_of(std::string_view date) {
    return take_day(date);
}

std::optional<std::chrono::sys_seconds> time_of(std::string_view date) {
    const auto day = take_day(date);
    const auto time = time_of_day(take_word(date));
    if (!day || !time) {
        return std::nullopt;
    }
    return std::chrono::sys_days{*day} + *time - zone_offset(take_word(date));
}

} // namespace testserver::mime
