#include "adapters/config/value.hpp"

#include "adapters/config/quantities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <system_error>
#include <utility>

namespace config {

namespace {

Checked wrong(const Key& key, std::string_view text) {
    return {{}, fmt::format("must be {}, not \"{}\"", expectation(key), text)};
}

std::optional<double> number(std::string_view text) {
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc{} && stop == end ? std::optional{value} : std::nullopt;
}

bool in_range(const Key& key, double value) {
    return value >= key.least && value <= key.most;
}

Checked choice(const Key& key, std::string_view text) {
    std::string_view rest = key.choices;
    while (!rest.empty()) {
        const std::string_view one = rest.substr(0, rest.find('|'));
        if (one == text) {
            return {std::string{text}, {}};
        }
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    }
    return wrong(key, text);
}

Checked boolean(const Key& key, std::string_view text) {
    if (text == "true" || text == "yes" || text == "1") {
        return {true, {}};
    }
    if (text == "false" || text == "no" || text == "0") {
        return {false, {}};
    }
    return wrong(key, text);
}

Value list(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        std::string_view item = text.substr(0, text.find(','));
        text.remove_prefix(std::min(item.size() + 1, text.size()));
        item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
        item.remove_suffix(item.size() - (item.find_last_not_of(' ') + 1));
        if (!item.empty()) {
            items.emplace_back(item);
        }
    }
    return items;
}

template <typename Quantity>
Checked quantity(const Key& key, std::string_view text, const std::optional<Quantity>& parsed) {
    if (!parsed || !in_range(key, static_cast<double>(*parsed))) {
        return wrong(key, text);
    }
    return {static_cast<std::int64_t>(*parsed), {}};
}

std::optional<std::int64_t> seconds(std::string_view text) {
    const auto parsed = parse_duration(text);
    return parsed ? std::optional<std::int64_t>{parsed->count()} : std::nullopt;
}

} // namespace

Checked check_number(const Key& key, double number, std::string_view as_written) {
    const bool takes_numbers =
        key.type == KeyType::integer || key.type == KeyType::fraction || key.type == KeyType::size;
    const bool whole = key.type == KeyType::fraction || std::trunc(number) == number;
    if (!takes_numbers || !whole || !in_range(key, number)) {
        return wrong(key, as_written);
    }
    if (key.type == KeyType::fraction) {
        return {number, {}};
    }
    return {static_cast<std::int64_t>(number), {}};
}

Checked parse_value(const Key& key, std::string_view text) {
    switch (key.type) {
    case KeyType::text:
    case KeyType::path:
        return {std::string{text}, {}};
    case KeyType::boolean:
        return boolean(key, text);
    case KeyType::integer:
    case KeyType::fraction: {
        const auto value = number(text);
        return value ? check_number(key, *value, text) : wrong(key, text);
    }
    case KeyType::size:
        return quantity(key, text, parse_size(text));
    case KeyType::duration:
        return quantity(key, text, seconds(text));
    case KeyType::choice:
        return choice(key, text);
    case KeyType::list:
        return {list(text), {}};
    }
    return {};
}

} // namespace config
