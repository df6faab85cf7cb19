#include "adapters/config/resolve.hpp"

#include "domain/rules/diagnostic.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace config {

namespace {

using domain::rules::Severity;
using Texts = std::map<std::string, std::string, std::less<>>;

void complain(std::vector<Mistake>& mistakes, std::string place, std::string message) {
    mistakes.push_back({Severity::error, std::move(place), std::move(message), {}, {}});
}

/// What a flag or variable says, when it is there and right.
std::optional<Resolved> from_text(
    const Key& key,
    const Texts& texts,
    const std::string& name,
    Level level,
    std::vector<Mistake>& mistakes
) {
    const auto found = texts.find(name);
    if (found == texts.end()) {
        return std::nullopt;
    }
    const std::string place = (level == Level::flag ? "--" : "") + name;
    Checked checked = parse_value(key, found->second);
    if (!checked.problem.empty()) {
        complain(mistakes, place, std::move(checked.problem));
        return std::nullopt;
    }
    return Resolved{&key, std::move(checked.value), level, {place, 0, 0}, {}};
}

template <typename Entries>
std::optional<Resolved> from_file(const Key& key, const Entries& entries, Level level) {
    const auto found = entries.find(key.toml);
    if (key.toml.empty() || found == entries.end() || found->second.value.index() == 0) {
        return std::nullopt;
    }
    const Entry& entry = found->second;
    return Resolved{&key, entry.value, level, entry.origin, entry.items};
}

Resolved from_default(const Key& key) {
    Resolved resolved;
    resolved.key = &key;
    if (!key.default_text.empty()) {
        resolved.value = parse_value(key, key.default_text).value;
    }
    return resolved;
}

void warn_of_unknown(const Texts& variables, std::vector<Mistake>& mistakes) {
    std::vector<std::string> known;
    for (const Key& key : keys()) {
        known.push_back(variable(key));
    }
    for (const auto& [name, value] : variables) {
        if (std::ranges::find(known, name) == known.end()) {
            mistakes.push_back(
                {Severity::warning, name, "there is no such variable, so it does nothing", {}, {}}
            );
        }
    }
}

struct Text {
    std::string operator()(std::monostate) const { return ""; }

    std::string operator()(bool value) const { return value ? "true" : "false"; }

    std::string operator()(std::int64_t value) const {
        return type == KeyType::duration ? fmt::format("{}s", value) : fmt::to_string(value);
    }

    std::string operator()(double value) const { return fmt::to_string(value); }

    std::string operator()(const std::string& value) const { return value; }

    std::string operator()(const std::vector<std::string>& value) const {
        return fmt::format("{}", fmt::join(value, ", "));
    }

    KeyType type;
};

} // namespace

std::string Resolved::place() const {
    return level == Level::nobody ? "default" : origin.text();
}

std::string Resolved::text() const {
    std::string said = std::visit(Text{key->type}, value);
    // A password that somebody wrote there all the same is refused, and shown nowhere.
    const auto end = key->id == KeyId::proxy ? said.rfind('@') : std::string::npos;
    return end == std::string::npos ? said : "•••" + said.substr(end);
}

std::string
choose_account(const Given& given, const Document& document, std::vector<Mistake>& mistakes) {
    std::vector<std::string_view> names;
    for (const auto& [name, entries] : document.accounts) {
        names.push_back(name);
    }
    const Key& choice = key(KeyId::account);
    const auto flag = given.flags.find(choice.flag);
    const auto said = given.variables.find(variable(choice));
    const bool by_flag = flag != given.flags.end();
    if (!by_flag && said == given.variables.end()) {
        if (names.size() > 1) {
            complain(
                mistakes, "--account", fmt::format("say which account: {}", fmt::join(names, ", "))
            );
        }
        return names.size() == 1 ? std::string{names.front()} : std::string{};
    }
    const std::string& name = by_flag ? flag->second : said->second;
    if (!document.accounts.contains(name)) {
        const auto near = domain::rules::nearest(name, names);
        mistakes.push_back(
            {Severity::error,
             by_flag ? "--account" : variable(choice),
             fmt::format("there is no [account.{}]", name),
             near ? fmt::format("did you mean {}?", *near) : std::string{},
             {}}
        );
    }
    return name;
}

std::vector<Resolved> resolve(
    const Given& given,
    const Document& document,
    std::string_view account,
    std::vector<Mistake>& mistakes
) {
    warn_of_unknown(given.variables, mistakes);
    const auto section = document.accounts.find(account);
    std::vector<Resolved> all;
    for (const Key& key : keys()) {
        // All four are read, so that a mistake is reported even where a stronger one wins.
        auto flag = from_text(key, given.flags, std::string{key.flag}, Level::flag, mistakes);
        auto said = from_text(key, given.variables, variable(key), Level::variable, mistakes);
        auto own = section == document.accounts.end()
                       ? std::nullopt
                       : from_file(key, section->second, Level::account);
        auto top = from_file(key, document.top, Level::top);
        for (auto* one : {&said, &own, &top}) {
            if (!flag) {
                flag = std::move(*one);
            }
        }
        all.push_back(flag ? *std::move(flag) : from_default(key));
    }
    return all;
}

} // namespace config
