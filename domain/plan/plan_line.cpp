#include "domain/plan/plan_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <iterator>
#include <memory>
#include <system_error>
#include <utility>

namespace domain::plan {

namespace {

bool is_control(char c) {
    return static_cast<unsigned char>(c) < ' ' || c == 0x7f;
}

std::string two_digits(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// A number in decimal digits at a fixed place.
std::optional<unsigned> digits_at(std::string_view text, std::size_t at, std::size_t length) {
    const auto number = read_number(text.substr(at, length));
    return number ? std::optional{static_cast<unsigned>(*number)} : std::nullopt;
}

/// Whether the whole field is a number in that base.
bool fills(std::string_view field, std::uint64_t& number, int base) {
    const char* begin = std::to_address(field.begin());
    const char* end = std::to_address(field.end());
    const auto [read, error] = std::from_chars(begin, end, number, base);
    return error == std::errc{} && read == end;
}

constexpr std::string_view time_pattern = "dddd-dd-ddTdd:dd:ddZ";

bool fits_time_pattern(std::string_view field) {
    return std::ranges::equal(field, time_pattern, [](char c, char wanted) {
        return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted;
    });
}

constexpr std::size_t entry_fields = 8;

std::optional<std::array<std::string_view, entry_fields>> split(std::string_view line) {
    std::array<std::string_view, entry_fields> fields;
    for (std::size_t i = 0; i < entry_fields; ++i) {
        const std::size_t tab = line.find('\t');
        if ((tab == std::string_view::npos) != (i + 1 == entry_fields)) {
            return std::nullopt;
        }
        fields.at(i) = line.substr(0, tab);
        line.remove_prefix(i + 1 == entry_fields ? line.size() : tab + 1);
    }
    return fields;
}

} // namespace

std::string written_text(std::string_view text) {
    std::string written;
    written.reserve(text.size());
    for (const char c : text) {
        if (c == '\\' || c == ',') {
            written += '\\';
        }
        written += is_control(c) ? ' ' : c;
    }
    return written;
}

std::string written_list(std::span<const std::string> items) {
    std::string written;
    for (const std::string& item : items) {
        if (!item.empty()) {
            written += (written.empty() ? "" : ",") + written_text(item);
        }
    }
    return written;
}

std::string written_labels(const LabelSet& labels) {
    std::vector<std::string> names;
    names.reserve(labels.size());
    std::ranges::transform(labels, std::back_inserter(names), &Label::name);
    return written_list(names);
}

std::string written_time(Timestamp time) {
    using namespace std::chrono;
    // Four digits of a year: what lies outside is a broken date, and only shown.
    const Timestamp first{sys_days{year{0} / 1 / 1}};
    const Timestamp last{sys_days{year{9999} / 12 / 31}};
    const Timestamp shown = std::clamp(time, first, last);
    const auto day = floor<days>(shown);
    const year_month_day date{day};
    const hh_mm_ss clock{shown - day};
    const std::string year = std::to_string(int{date.year()});
    return std::string(4 - year.size(), '0') + year + '-' + two_digits(unsigned{date.month()}) +
           '-' + two_digits(unsigned{date.day()}) + 'T' +
           two_digits(static_cast<unsigned>(clock.hours().count())) + ':' +
           two_digits(static_cast<unsigned>(clock.minutes().count())) + ':' +
           two_digits(static_cast<unsigned>(clock.seconds().count())) + 'Z';
}

std::optional<std::vector<std::string>> read_list(std::string_view field) {
    std::vector<std::string> items;
    if (field.empty()) {
        return items;
    }
    items.emplace_back();
    for (std::size_t i = 0; i < field.size(); ++i) {
        const bool escaped = field[i] == '\\';
        i += escaped ? 1 : 0;
        const bool broken = i == field.size() || is_control(field[i]) ||
                            (escaped && field[i] != '\\' && field[i] != ',');
        if (broken) {
            return std::nullopt;
        }
        if (field[i] == ',' && !escaped) {
            items.emplace_back();
        } else {
            items.back() += field[i];
        }
    }
    const bool empty_item = std::ranges::any_of(items, &std::string::empty);
    return empty_item ? std::nullopt : std::optional{std::move(items)};
}

std::optional<std::string> read_text(std::string_view field) {
    auto items = read_list(field);
    if (!items || items->size() > 1) {
        return std::nullopt;
    }
    return items->empty() ? std::string{} : std::move(items->front());
}

std::optional<LabelSet> read_labels(std::string_view field) {
    auto names = read_list(field);
    if (!names) {
        return std::nullopt;
    }
    LabelSet labels;
    for (std::string& name : *names) {
        labels.insert(Label{std::move(name)});
    }
    return labels;
}

std::optional<Timestamp> read_time(std::string_view field) {
    using namespace std::chrono;
    if (!fits_time_pattern(field)) {
        return std::nullopt;
    }
    const auto number = [field](std::size_t at, std::size_t length) {
        return *digits_at(field, at, length);
    };
    const year_month_day date{
        year{static_cast<int>(number(0, 4))}, month{number(5, 2)}, day{number(8, 2)}
    };
    if (!date.ok() || number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 59) {
        return std::nullopt;
    }
    return Timestamp{sys_days{date}} + hours{number(11, 2)} + minutes{number(14, 2)} +
           seconds{number(17, 2)};
}

std::optional<std::uint64_t> read_number(std::string_view field) {
    std::uint64_t number = 0;
    const bool whole = fills(field, number, 10);
    return whole ? std::optional{number} : std::nullopt;
}

std::optional<std::uint64_t> read_hex(std::string_view field) {
    constexpr std::size_t digits = 16;
    std::uint64_t number = 0;
    const bool whole = field.size() == digits && fills(field, number, 16);
    return whole ? std::optional{number} : std::nullopt;
}

std::string_view cut(std::string_view text, std::size_t most) {
    if (text.size() <= most) {
        return text;
    }
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0U) == 0x80U) {
        --most;
    }
    return text.substr(0, most);
}

std::string written_entry(const Entry& entry) {
    std::string line = written_text(entry.change.id.value);
    const std::array<std::string, entry_fields - 1> others{
        written_time(entry.received),
        written_labels(entry.before),
        written_labels(entry.change.edit.add),
        written_labels(entry.change.edit.remove),
        written_list(entry.reasons),
        written_text(entry.sender),
        written_text(cut(entry.subject, max_subject_bytes)),
    };
    for (const std::string& field : others) {
        line += '\t' + field;
    }
    return line;
}

std::optional<Entry> read_entry(std::string_view rest) {
    const auto fields = split(rest);
    if (!fields) {
        return std::nullopt;
    }
    auto id = read_text((*fields)[0]);
    const auto received = read_time((*fields)[1]);
    auto before = read_labels((*fields)[2]);
    auto add = read_labels((*fields)[3]);
    auto remove = read_labels((*fields)[4]);
    auto reasons = read_list((*fields)[5]);
    auto sender = read_text((*fields)[6]);
    auto subject = read_text((*fields)[7]);
    if (!id || !received || !before || !add || !remove || !reasons || !sender || !subject) {
        return std::nullopt;
    }
    return Entry{
        {{*std::move(id)}, {*std::move(add), *std::move(remove)}},
        *std::move(before),
        *std::move(reasons),
        *received,
        *std::move(sender),
        *std::move(subject),
    };
}

} // namespace domain::plan
