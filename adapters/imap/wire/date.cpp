#include "adapters/imap/wire/date.hpp"

#include "adapters/imap/wire/characters.hpp"

#include <array>
#include <chrono>
#include <cstdlib>

namespace imap::wire {

namespace {

constexpr std::array<std::string_view, 12> months{
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
};

/// Years of two digits belong to this century's first half or to the last one's second half, as
/// RFC 5322 4.3 reads them.
constexpr int century(int year) {
    return year < 50 ? year + 2000 : year + 1900;
}

/// Takes a date apart from the front; every member answers false when the text is something else.
class DateReader {
public:
    explicit DateReader(std::string_view text) : text_(text) {}

    bool number(unsigned& value, std::size_t at_least, std::size_t at_most) {
        std::size_t digits = 0;
        value = 0;
        while (digits < at_most && digits < text_.size() && is(text_[digits], character::digit)) {
            value = value * 10 + static_cast<unsigned>(text_[digits] - '0');
            ++digits;
        }
        text_.remove_prefix(digits);
        return digits >= at_least;
    }

    bool month(unsigned& value) {
        for (unsigned i = 0; i < months.size(); ++i) {
            if (text_.size() >= 3 && same_word(text_.substr(0, 3), uppered(months[i]))) {
                text_.remove_prefix(3);
                value = i + 1;
                return true;
            }
        }
        return false;
    }

    bool skip(char c) {
        if (text_.empty() || text_[0] != c) {
            return false;
        }
        text_.remove_prefix(1);
        return true;
    }

    [[nodiscard]] std::string_view rest() const { return text_; }

private:
    std::string_view text_;
};

bool is_real(const Date& date) {
    const std::chrono::year_month_day day{
        std::chrono::year{date.year}, std::chrono::month{date.month}, std::chrono::day{date.day}
    };
    return day.ok();
}

// date-day "-" date-month "-" date-year
bool date_parts(DateReader& in, Date& date, bool& relaxed) {
    unsigned year = 0;
    if (!in.number(date.day, 1, 2) || !in.skip('-') || !in.month(date.month) || !in.skip('-')) {
        return false;
    }
    const std::size_t before = in.rest().size();
    if (!in.number(year, 2, 4)) {
        return false;
    }
    const std::size_t digits = before - in.rest().size();
    relaxed = relaxed || digits != 4;
    date.year = digits == 2 ? century(static_cast<int>(year)) : static_cast<int>(year);
    return is_real(date);
}

// time = 2DIGIT ":" 2DIGIT ":" 2DIGIT
bool time_parts(DateReader& in, DateTime& time, bool& relaxed) {
    if (!in.number(time.hour, 1, 2) || !in.skip(':') || !in.number(time.minute, 2, 2)) {
        return false;
    }
    if (!in.skip(':')) {
        relaxed = true;
    } else if (!in.number(time.second, 2, 2)) {
        return false;
    }
    return time.hour < 24 && time.minute < 60 && time.second <= 60;
}

// zone = ("+" / "-") 4DIGIT
bool zone_part(DateReader& in, int& zone, bool& relaxed) {
    const bool east = in.skip('+');
    if (!east && !in.skip('-')) {
        relaxed = true;
        return in.rest().empty() || same_word(in.rest(), "GMT") || same_word(in.rest(), "UTC") ||
               same_word(in.rest(), "Z");
    }
    unsigned hours = 0;
    unsigned minutes = 0;
    if (!in.number(hours, 2, 2)) {
        return false;
    }
    relaxed = in.skip(':') || relaxed;
    if (!in.number(minutes, 2, 2) || hours > 23 || minutes > 59 || !in.rest().empty()) {
        return false;
    }
    zone = static_cast<int>(hours * 60 + minutes) * (east ? 1 : -1);
    return true;
}

void append_padded(std::string& out, unsigned value, std::size_t width) {
    const std::string digits = std::to_string(value);
    out.append(width > digits.size() ? width - digits.size() : 0, '0').append(digits);
}

void append_date(std::string& out, const Date& date) {
    out += std::to_string(date.day);
    out += '-';
    out += months.at((date.month - 1) % months.size());
    out += '-';
    append_padded(out, static_cast<unsigned>(date.year), 4);
}

} // namespace

std::optional<Date> read_date(std::string_view text) {
    DateReader in(text);
    Date date;
    bool relaxed = false;
    if (!date_parts(in, date, relaxed) || relaxed || !in.rest().empty()) {
        return std::nullopt;
    }
    return date;
}

std::optional<DateTime> read_date_time(std::string_view text, bool& relaxed) {
    DateReader in(text);
    DateTime time;
    relaxed = text.size() != std::string_view{"01-Jan-2000 00:00:00 +0000"}.size();
    in.skip(' ');
    if (!date_parts(in, time.date, relaxed) || !in.skip(' ') || !time_parts(in, time, relaxed)) {
        return std::nullopt;
    }
    if (!in.skip(' ')) {
        relaxed = true;
    }
    if (!zone_part(in, time.zone, relaxed)) {
        return std::nullopt;
    }
    return time;
}

std::string text_of(const Date& date) {
    std::string text;
    append_date(text, date);
    return text;
}

std::string text_of(const DateTime& time) {
    std::string text;
    if (time.date.day < 10) {
        text += ' ';
    }
    append_date(text, time.date);
    text += ' ';
    append_padded(text, time.hour, 2);
    text += ':';
    append_padded(text, time.minute, 2);
    text += ':';
    append_padded(text, time.second, 2);
    text += time.zone < 0 ? " -" : " +";
    const auto zone = static_cast<unsigned>(std::abs(time.zone));
    append_padded(text, zone / 60 * 100 + zone % 60, 4);
    return text;
}

std::int64_t unix_seconds(const DateTime& time) {
    using namespace std::chrono;
    const sys_days date{year{time.date.year} / month{time.date.month} / day{time.date.day}};
    const auto seconds = date.time_since_epoch() + hours{time.hour} + minutes{time.minute} +
                         std::chrono::seconds{time.second};
    return std::chrono::seconds{seconds - minutes{time.zone}}.count();
}

DateTime date_time_at(std::int64_t unix_seconds, int zone_minutes) {
    using namespace std::chrono;
    const sys_seconds local{seconds{unix_seconds} + minutes{zone_minutes}};
    const auto day = floor<days>(local);
    const year_month_day date{day};
    const hh_mm_ss clock{local - day};
    DateTime time;
    time.date = {
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day())
    };
    time.hour = static_cast<unsigned>(clock.hours().count());
    time.minute = static_cast<unsigned>(clock.minutes().count());
    time.second = static_cast<unsigned>(clock.seconds().count());
    time.zone = zone_minutes;
    return time;
}

} // namespace imap::wire
