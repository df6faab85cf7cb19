#include "testserver/scenario/scenario_notes.hpp"

#include "domain/rules/diagnostic.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace testserver {
namespace {

/// Every command and line is looked for every pattern.
constexpr std::size_t longest_pattern = 500;
constexpr std::size_t most_ranges = 1000;

struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
};

constexpr std::array units{
    Unit{"ms", 1},
    Unit{"s", 1000},
    Unit{"m", 60'000},
    Unit{"h", 3'600'000},
    Unit{"d", 86'400'000},
};

/// Far beyond any run, and far from where milliseconds overflow.
constexpr std::int64_t longest_duration = std::int64_t{3650} * 86'400'000;

template <typename Number>
bool take_number(std::string_view& text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) {
        return false;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

const Unit* take_unit(std::string_view& text) {
    const auto letters = text.substr(0, text.find_first_of("0123456789"));
    for (const auto& unit : units) {
        if (letters == unit.name) {
            text.remove_prefix(letters.size());
            return &unit;
        }
    }
    return nullptr;
}

std::optional<Ordinals::Range> parse_range(std::string_view text) {
    if (text == "each") {
        return Ordinals::Range{};
    }
    Ordinals::Range range;
    if (!take_number(text, range.from) || range.from == 0) {
        return std::nullopt;
    }
    if (text.empty()) {
        range.to = range.from;
        return range;
    }
    if (!text.starts_with("..")) {
        return std::nullopt;
    }
    text.remove_prefix(2);
    if (!text.empty() && (!take_number(text, range.to) || !text.empty())) {
        return std::nullopt;
    }
    return range;
}

} // namespace

std::optional<Milliseconds> parse_scenario_duration(std::string_view text) {
    std::int64_t total = 0;
    if (text.empty()) {
        return std::nullopt;
    }
    while (!text.empty()) {
        std::int64_t amount = 0;
        if (!take_number(text, amount) || amount < 0) {
            return std::nullopt;
        }
        const auto* unit = take_unit(text);
        if (unit == nullptr || amount > (longest_duration - total) / unit->milliseconds) {
            return std::nullopt;
        }
        total += amount * unit->milliseconds;
    }
    return Milliseconds{total};
}

void ScenarioNotes::complain(const toml::source_region& where, std::string message) {
    mistakes.push_back({where.begin.line, where.begin.column, std::move(message)});
}

void ScenarioNotes::complain(const toml::node& where, std::string message) {
    complain(where.source(), std::move(message));
}

void ScenarioNotes::complain(const toml::key& where, std::string message) {
    complain(where.source(), std::move(message));
}

void ScenarioNotes::unknown(const toml::key& key, Words known) {
    std::string message = "unknown key \"" + std::string{key.str()} + '"';
    if (const auto near = domain::rules::nearest(key.str(), known)) {
        message += "; did you mean \"" + std::string{*near} + "\"?";
    }
    complain(key, std::move(message));
}

std::optional<std::string> ScenarioNotes::text(const toml::node& node) {
    auto value = node.value_exact<std::string>();
    if (!value) {
        complain(node, "a text is expected here");
    }
    return value;
}

std::optional<bool> ScenarioNotes::truth(const toml::node& node) {
    const auto value = node.value_exact<bool>();
    if (!value) {
        complain(node, "true or false is expected here");
    }
    return value;
}

std::optional<std::uint64_t> ScenarioNotes::number(const toml::node& node) {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < 0) {
        complain(node, "a whole number is expected here");
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(*value);
}

std::optional<double> ScenarioNotes::fraction(const toml::node& node) {
    const auto value = node.value<double>();
    if (!value || !(*value >= 0 && *value <= 1)) {
        complain(node, "a number from 0 to 1 is expected here");
        return std::nullopt;
    }
    return value;
}

std::optional<Milliseconds> ScenarioNotes::duration(const toml::node& node) {
    std::optional<Milliseconds> found;
    if (const auto seconds = node.value_exact<std::int64_t>()) {
        found = parse_scenario_duration(std::to_string(*seconds) + 's');
    } else if (const auto written = node.value_exact<std::string>()) {
        found = parse_scenario_duration(*written);
    }
    if (!found) {
        complain(node, R"(a duration such as "90s", "10m" or "50ms" is expected here)");
    }
    return found;
}

std::optional<Pattern> ScenarioNotes::pattern(const toml::node& node) {
    auto written = text(node);
    if (!written) {
        return std::nullopt;
    }
    if (written->size() > longest_pattern) {
        complain(node, "a pattern has at most " + std::to_string(longest_pattern) + " bytes");
        return std::nullopt;
    }
    auto parsed = Pattern::parse(*std::move(written));
    if (!parsed) {
        complain(node, "not a regular expression: " + parsed.error());
        return std::nullopt;
    }
    return *std::move(parsed);
}

std::optional<Ordinals::Range> ScenarioNotes::range(const toml::node& node) {
    std::optional<Ordinals::Range> found;
    if (const auto exact = node.value_exact<std::int64_t>()) {
        found = parse_range(std::to_string(*exact));
    } else if (const auto written = node.value_exact<std::string>()) {
        found = parse_range(*written);
    }
    if (!found) {
        complain(
            node, R"(a number from 1, "each", or a range such as "3.." or "2..5" is expected)"
        );
    }
    return found;
}

std::optional<Ordinals> ScenarioNotes::ordinals(const toml::node& node) {
    Ordinals found;
    const auto take = [&](const toml::node& one) {
        if (const auto next = range(one); next && found.ranges.size() < most_ranges) {
            found.ranges.push_back(*next);
        }
    };
    if (const auto* list = node.as_array()) {
        for (const auto& one : *list) {
            take(one);
        }
    } else {
        take(node);
    }
    return found.ranges.empty() ? std::nullopt : std::optional{std::move(found)};
}

std::optional<Offset> ScenarioNotes::offset(const toml::node& node) {
    if (const auto* table = node.as_table()) {
        Sweep sweep{Sweep::Over::range, 0, 0, 1};
        for (const auto& [key, value] : *table) {
            auto* const place = key == "from"   ? &sweep.from
                                : key == "to"   ? &sweep.to
                                : key == "step" ? &sweep.step
                                                : nullptr;
            if (place == nullptr) {
                constexpr std::array<std::string_view, 3> known{"from", "to", "step"};
                unknown(key, known);
            } else {
                *place = number(value).value_or(1);
            }
        }
        if (sweep.step == 0 || sweep.to < sweep.from) {
            complain(node, "a sweep goes up, by at least 1");
            return std::nullopt;
        }
        return Offset{sweep};
    }
    if (const auto written = node.value_exact<std::string>()) {
        if (*written == "sweep") {
            return Offset{Sweep{}};
        }
        if (*written == "edges") {
            return Offset{Sweep{Sweep::Over::edges, 0, 0, 1}};
        }
    } else if (const auto exact = node.value_exact<std::int64_t>(); exact && *exact >= 0) {
        return Offset{static_cast<std::uint64_t>(*exact)};
    }
    complain(node, R"(an offset is a number, "sweep", "edges" or { from, to, step })");
    return std::nullopt;
}

std::optional<Sweep> ScenarioNotes::counted_sweep(const toml::node& node) {
    const bool is_sweep = node.is_table() || node.value_exact<std::string>() == "sweep";
    const auto read = is_sweep ? offset(node) : std::nullopt;
    const auto* sweep = read ? std::get_if<Sweep>(&*read) : nullptr;
    if (sweep != nullptr && sweep->over == Sweep::Over::range && sweep->from == 0) {
        complain(node, "it is counted from 1");
    }
    return sweep == nullptr ? std::nullopt : std::optional{*sweep};
}

std::vector<std::string> ScenarioNotes::texts(const toml::node& node) {
    std::vector<std::string> found;
    const auto take = [&](const toml::node& one) {
        if (auto written = text(one)) {
            found.push_back(*std::move(written));
        }
    };
    if (const auto* list = node.as_array()) {
        for (const auto& one : *list) {
            take(one);
        }
    } else {
        take(node);
    }
    return found;
}

std::optional<std::size_t> ScenarioNotes::word(const toml::node& node, Words known) {
    const auto written = text(node);
    if (!written) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (*written == known[i]) {
            return i;
        }
    }
    std::string message = '"' + *written + "\" is none of:";
    for (const auto one : known) {
        message += ' ' + std::string{one};
    }
    if (const auto near = domain::rules::nearest(*written, known)) {
        message += "; did you mean \"" + std::string{*near} + "\"?";
    }
    complain(node, std::move(message));
    return std::nullopt;
}

} // namespace testserver
