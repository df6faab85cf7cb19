#include "adapters/mailfile/from_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <string>

namespace mailfile {

namespace {

constexpr std::string_view opening = "From ";

std::optional<int> number(std::string_view digits) {
    int value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || stop != end || value < 0) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::chrono::month> month(std::string_view word) {
    static constexpr std::array<std::string_view, 12> names{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    const auto* const found = std::ranges::find(names, word);
    if (found == names.end()) {
        return std::nullopt;
    }
    return std::chrono::month{static_cast<unsigned>(found - names.begin()) + 1};
}

/// "12:34:56" or "12:34".
std::optional<std::chrono::seconds> time_of_day(std::string_view word) {
    if (word.size() != 5 && word.size() != 8) {
        return std::nullopt;
    }
    const auto hours = number(word.substr(0, 2));
    const auto minutes = number(word.substr(3, 2));
    const auto seconds = word.size() == 8 ? number(word.substr(6, 2)) : std::optional{0};
    if (word[2] != ':' || !hours || !minutes || !seconds) {
        return std::nullopt;
    }
    return std::chrono::hours{*hours} + std::chrono::minutes{*minutes} +
           std::chrono::seconds{*seconds};
}

/// "+0130"; a name ("PST") says too little and counts as UTC.
std::chrono::seconds zone(std::string_view word) {
    const bool offset = word.size() == 5 && (word[0] == '+' || word[0] == '-');
    const auto digits = offset ? number(word.substr(1)) : std::nullopt;
    const int value = digits.value_or(0);
    const auto distance = std::chrono::hours{value / 100} + std::chrono::minutes{value % 100};
    return word.starts_with('-') ? -distance : distance;
}

/// Words of a line; more than eight are none that a date is among.
class Words {
public:
    explicit Words(std::string_view line) {
        while (count_ < words_.size()) {
            line.remove_prefix(std::min(line.find_first_not_of(" \t\r\n"), line.size()));
            if (line.empty()) {
                return;
            }
            words_[count_++] = line.substr(0, line.find_first_of(" \t\r\n"));
            line.remove_prefix(words_[count_ - 1].size());
        }
    }

    /// An empty word behind the last.
    [[nodiscard]] std::string_view at(std::size_t index) const {
        return index < count_ ? words_[index] : std::string_view{};
    }

    [[nodiscard]] std::size_t size() const { return count_; }

private:
    std::array<std::string_view, 8> words_;
    std::size_t count_ = 0;
};

struct YearAndZone {
    int year = 0;
    std::chrono::seconds zone{0};
};

/// "1999", "1999 +0200", "+0200 1999" or "PST 1999".
std::optional<YearAndZone> year_and_zone(std::string_view first, std::string_view second) {
    const auto year_of = [](std::string_view word) {
        return word.size() == 4 ? number(word) : std::nullopt;
    };
    if (const auto year = year_of(first)) {
        return YearAndZone{*year, zone(second)};
    }
    if (const auto year = year_of(second)) {
        return YearAndZone{*year, zone(first)};
    }
    return std::nullopt;
}

/// The words from the month on.
std::optional<domain::Timestamp> date_at(const Words& words, std::size_t index) {
    const auto named_month = month(words.at(index));
    const auto day = number(words.at(index + 1));
    const auto time = time_of_day(words.at(index + 2));
    const auto year = year_and_zone(words.at(index + 3), words.at(index + 4));
    if (!named_month || !day || !time || !year) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{
        std::chrono::year{year->year}, *named_month, std::chrono::day{static_cast<unsigned>(*day)}
    };
    if (!date.ok()) {
        return std::nullopt;
    }
    return domain::Timestamp{std::chrono::sys_days{date}} + *time - year->zone;
}

} // namespace

std::optional<FromLine> parse_from_line(std::string_view line) {
    if (!line.starts_with(opening)) {
        return std::nullopt;
    }
    const Words words{line.substr(opening.size())};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (const auto date = date_at(words, i)) {
            return FromLine{date};
        }
    }
    return std::nullopt;
}

std::string_view without_from_line(std::string_view message) {
    if (message.starts_with(opening)) {
        message.remove_prefix(std::min(message.find('\n'), message.size() - 1) + 1);
    }
    return message;
}

} // namespace mailfile
