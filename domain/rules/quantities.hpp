#pragma once

#include "domain/rules/query.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace domain::rules {

/// A value with its canonical spelling.
template <typename T>
struct Spelled {
    T value;
    std::string text;
};

/// "1000", "100K", "10M", "1G"; a trailing B is taken too.
std::optional<Spelled<Bytes>> parse_size(std::string_view text);

/// "2h", "30d", "6m", "1y"; at most a hundred years.
std::optional<Spelled<Age>> parse_age(std::string_view text);

/// "2026/01/31", "2026-01-31", "01/31/2026", or seconds since 1970.
std::optional<Spelled<Date>> parse_date(std::string_view text);

/// The moment that long before `now`. Months and years go by the calendar; a day that the month
/// does not have becomes its last.
Timestamp moment_before(Timestamp now, Age age);

} // namespace domain::rules
