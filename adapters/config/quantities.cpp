#include "adapters/config/quantities.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>

namespace config {

namespace {

struct Unit {
    std::string_view name;
    std::uint64_t factor;
};

constexpr std::array size_units{
    Unit{"", 1},
    Unit{"b", 1},
    Unit{"k", 1000},
    Unit{"kb", 1000},
    Unit{"kib", 1024},
    Unit{"m", 1000 * 1000},
    Unit{"mb", 1000 * 1000},
    Unit{"mib", 1024 * 1024},
    Unit{"g", 1000 * 1000 * 1000},
    Unit{"gb", 1000 * 1000 * 1000},
    Unit{"gib", 1024 * 1024 * 1024},
    Unit{"tb", 1000ULL * 1000 * 1000 * 1000},
    Unit{"tib", 1024ULL * 1024 * 1024 * 1024},
};

constexpr std::array time_units{
    Unit{"s", 1},
    Unit{"m", 60},
    Unit{"h", 3600},
    Unit{"d", 24 * 3600},
    Unit{"w", 7 * 24 * 3600},
};

/// A hundred years: nothing that is configured is longer, and sums of it do not overflow.
constexpr std::uint64_t longest = 100ULL * 366 * 24 * 3600;

template <std::size_t Size>
std::optional<std::uint64_t> factor_of(const std::array<Unit, Size>& units, std::string_view name) {
    const auto* const found = std::ranges::find(units, domain::ascii_lowered(name), &Unit::name);
    return found == units.end() ? std::nullopt : std::optional{found->factor};
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) {
        text.remove_prefix(1);
    }
    while (text.ends_with(' ')) {
        text.remove_suffix(1);
    }
    return text;
}

/// Digits, and the text behind them.
std::optional<std::uint64_t> take_number(std::string_view& text) {
    std::uint64_t value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
    return value;
}

} // namespace

std::optional<std::uint64_t> parse_size(std::string_view text) {
    text = trimmed(text);
    double value = 0;
    const auto [stop, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc{} || !(value >= 0)) {
        return std::nullopt;
    }
    const auto unit = trimmed(text.substr(static_cast<std::size_t>(stop - text.data())));
    const auto factor = factor_of(size_units, unit);
    constexpr double too_much = 1e18; // Below 2^63, and exact enough in a double for any size.
    const double bytes = factor ? value * static_cast<double>(*factor) : too_much;
    return bytes < too_much ? std::optional{static_cast<std::uint64_t>(bytes)} : std::nullopt;
}

std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
    text = trimmed(text);
    if (text.empty()) {
        return std::nullopt;
    }
    std::uint64_t sum = 0;
    while (!text.empty()) {
        const auto number = take_number(text);
        const auto factor = factor_of(time_units, text.substr(0, 1));
        if (!number || !factor || *number > longest / *factor) {
            return std::nullopt;
        }
        text = trimmed(text.substr(1));
        sum += *number * *factor;
        if (sum > longest) {
            return std::nullopt;
        }
    }
    return std::chrono::seconds{sum};
}

} // namespace config
