#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace imap::wire {

/// date of RFC 3501: a day without a zone, as SEARCH takes it ("1-Feb-1994").
struct Date {
    int year = 1970;
    unsigned month = 1;
    unsigned day = 1;

    auto operator<=>(const Date&) const = default;
};

/// date-time of RFC 3501, as INTERNALDATE and APPEND have it ("17-Jul-1996 02:44:25 -0700").
struct DateTime {
    Date date;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0; ///< 60 in a leap second.
    int zone = 0;        ///< Minutes east of UTC.

    bool operator==(const DateTime&) const = default;
};

/// Without the quotes. `relaxed` says that the text is not in the form of the grammar: days of one
/// digit without the leading space, missing seconds or zones and years of two digits are read too.
std::optional<Date> read_date(std::string_view text);
std::optional<DateTime> read_date_time(std::string_view text, bool& relaxed);

std::string text_of(const Date& date);
/// With the leading space of date-day-fixed, without quotes.
std::string text_of(const DateTime& time);

/// Seconds since 1970-01-01 UTC, and back.
std::int64_t unix_seconds(const DateTime& time);
DateTime date_time_at(std::int64_t unix_seconds, int zone_minutes = 0);

} // namespace imap::wire
