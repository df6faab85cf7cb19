#include "domain/rules/quantities.hpp"

#include "domain/mail/ascii.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <limits>

namespace domain::rules {

namespace {

/// A number at the start of the text, which it takes off.
std::optional<std::uint64_t> take_number(std::string_view& text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

std::string padded(std::uint64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

struct AgeLetter {
    char letter;
    AgeUnit unit;
    std::uint32_t most; ///< A hundred years.
};

constexpr std::array<AgeLetter, 4> age_letters{{
    {'h', AgeUnit::hours, 876'600},
    {'d', AgeUnit::days, 36'525},
    {'m', AgeUnit::months, 1'200},
    {'y', AgeUnit::years, 100},
}};

/// 9999-12-31T23:59:59Z: what four digits of a year can say.
constexpr std::uint64_t last_second = 253'402'300'799U;
/// Fewer digits are a mistyped date, not a moment in 1970.
constexpr std::size_t least_epoch_digits = 7;

std::optional<Spelled<Date>> parse_seconds(std::string_view text) {
    std::string_view rest = text;
    const auto seconds = take_number(rest);
    if (!seconds || !rest.empty() || text.size() < least_epoch_digits || *seconds > last_second) {
        return std::nullopt;
    }
    const Timestamp at{std::chrono::seconds{static_cast<std::int64_t>(*seconds)}};
    return Spelled<Date>{{at, true}, padded(*seconds, least_epoch_digits)};
}

std::optional<std::array<std::uint64_t, 3>> three_numbers(std::string_view text, char separator) {
    std::array<std::uint64_t, 3> numbers{};
    for (std::uint64_t& number : numbers) {
        const bool first = &number == &numbers.front();
        if (!first && !text.starts_with(separator)) {
            return std::nullopt;
        }
        text.remove_prefix(first ? 0 : 1);
        const auto taken = take_number(text);
        if (!taken) {
            return std::nullopt;
        }
        number = *taken;
    }
    return text.empty() ? std::optional{numbers} : std::nullopt;
}

std::optional<Spelled<Date>>
calendar_day(std::uint64_t year, std::uint64_t month, std::uint64_t day) {
    if (year < 1970 || year > 9999 || month > 12 || day > 31) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{
        std::chrono::year{static_cast<int>(year)},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)},
    };
    if (!date.ok()) {
        return std::nullopt;
    }
    return Spelled<Date>{
        {Timestamp{std::chrono::sys_days{date}}, false},
        padded(year, 4) + '/' + padded(month, 2) + '/' + padded(day, 2),
    };
}

} // namespace

std::optional<Spelled<Bytes>> parse_size(std::string_view text) {
    const auto number = take_number(text);
    std::string unit = ascii_lowered(text);
    if (unit.size() > 1 && unit.back() == 'b') {
        unit.pop_back();
    }
    const std::size_t power = std::string_view{"kmg"}.find(unit) + 1;
    if (!number || unit.size() > 1 || (!unit.empty() && power == 0)) {
        return std::nullopt;
    }
    const unsigned shift = unit.empty() ? 0U : 10U * static_cast<unsigned>(power);
    if (*number > (std::numeric_limits<std::uint64_t>::max() >> shift)) {
        return std::nullopt;
    }
    std::string spelled = std::to_string(*number);
    if (!unit.empty()) {
        spelled += "KMG"[power - 1];
    }
    return Spelled<Bytes>{{*number << shift}, std::move(spelled)};
}

std::optional<Spelled<Age>> parse_age(std::string_view text) {
    const auto count = take_number(text);
    if (!count || *count == 0 || text.size() != 1) {
        return std::nullopt;
    }
    for (const AgeLetter& row : age_letters) {
        if (row.letter == ascii_lower(text.front()) && *count <= row.most) {
            return Spelled<Age>{
                {static_cast<std::uint32_t>(*count), row.unit},
                std::to_string(*count) + row.letter,
            };
        }
    }
    return std::nullopt;
}

std::optional<Spelled<Date>> parse_date(std::string_view text) {
    if (auto seconds = parse_seconds(text)) {
        return seconds;
    }
    const std::size_t first_separator = text.find_first_of("/-");
    const bool year_first = first_separator == 4;
    if (first_separator == std::string_view::npos ||
        (!year_first && text[first_separator] == '-')) {
        return std::nullopt;
    }
    const auto parts = three_numbers(text, text[first_separator]);
    if (!parts) {
        return std::nullopt;
    }
    const auto [first, second, third] = *parts;
    return year_first ? calendar_day(first, second, third) : calendar_day(third, first, second);
}

Timestamp moment_before(Timestamp now, Age age) {
    using namespace std::chrono;
    const int count = static_cast<int>(age.count);
    if (age.unit == AgeUnit::hours) {
        return now - hours{count};
    }
    if (age.unit == AgeUnit::days) {
        return now - days{count};
    }
    const auto day = floor<days>(now);
    const months back{age.unit == AgeUnit::years ? count * 12 : count};
    year_month_day date = year_month_day{day} - back;
    if (!date.ok()) {
        date = date.year() / date.month() / last;
    }
    return sys_days{date} + (now - day);
}

} // namespace domain::rules
