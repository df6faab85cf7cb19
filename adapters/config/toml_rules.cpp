#include "adapters/config/toml_rules.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace config {

namespace {

using domain::rules::RuleText;
using domain::rules::SourceText;

constexpr std::array<std::string_view, 6> rule_keys{
    "name", "when", "unless", "do", "stop", "priority"
};
constexpr std::array<std::string_view, 6> action_keys{
    "label", "unlabel", "archive", "star", "mark_read", "after"
};

/// Reads one `[[rule]]`; what is wrong is noted and left out.
class RuleTable {
public:
    RuleTable(const toml::table& table, TomlNotes& notes) : notes_(notes) {
        rule_.origin = notes.origin(table.source());
        for (const auto& [key, node] : table) {
            read(key, node);
        }
    }

    [[nodiscard]] const RuleText& rule() const { return rule_; }

private:
    void read(const toml::key& key, const toml::node& node) {
        if (key == "name") {
            assign(rule_.name, text(key, node));
        } else if (key == "when") {
            assign(rule_.when, text(key, node));
        } else if (key == "unless") {
            rule_.unless = text(key, node);
        } else if (key == "stop") {
            rule_.stop = boolean(key, node).value_or(false);
        } else if (key == "priority") {
            rule_.priority = priority(node);
        } else if (key == "do" && node.is_table()) {
            for (const auto& [action, argument] : *node.as_table()) {
                act(action, argument);
            }
        } else if (key == "do") {
            notes_.wrong_type(node, "do", "a table such as { label = [\"Receipts\"] }");
        } else {
            notes_.unknown(key, key.str(), rule_keys);
        }
    }

    void act(const toml::key& key, const toml::node& node) {
        if (key == "label") {
            rule_.labels = texts(key, node);
        } else if (key == "unlabel") {
            rule_.unlabel = texts(key, node);
        } else if (key == "archive") {
            rule_.archive = boolean(key, node).value_or(false);
        } else if (key == "star") {
            rule_.star = boolean(key, node);
        } else if (key == "mark_read") {
            rule_.mark_read = boolean(key, node).value_or(false);
        } else if (key == "after") {
            rule_.after = text(key, node);
        } else {
            notes_.unknown(key, key.str(), action_keys);
        }
    }

    static void assign(SourceText& to, std::optional<SourceText> from) {
        if (from) {
            to = std::move(*from);
        }
    }

    std::optional<SourceText> text(const toml::key& key, const toml::node& node) {
        if (const auto* const value = node.as_string()) {
            return notes_.text(*value);
        }
        notes_.wrong_type(node, key.str(), "text");
        return std::nullopt;
    }

    std::optional<bool> boolean(const toml::key& key, const toml::node& node) {
        if (const auto* const value = node.as_boolean()) {
            return value->get();
        }
        notes_.wrong_type(node, key.str(), "true or false");
        return std::nullopt;
    }

    int priority(const toml::node& node) {
        const auto* const value = node.as_integer();
        constexpr std::int64_t most = std::numeric_limits<int>::max();
        if (value != nullptr && value->get() <= most && value->get() >= -most) {
            return static_cast<int>(value->get());
        }
        notes_.wrong_type(node, "priority", "a whole number");
        return 0;
    }

    /// A list of texts, or one.
    std::vector<SourceText> texts(const toml::key& key, const toml::node& node) {
        std::vector<SourceText> found;
        if (const auto* const one = node.as_string()) {
            found.push_back(notes_.text(*one));
        } else if (const auto* const list = node.as_array()) {
            for (const toml::node& item : *list) {
                if (auto one_of_them = text(key, item)) {
                    found.push_back(std::move(*one_of_them));
                }
            }
        } else {
            notes_.wrong_type(node, key.str(), "a list of texts");
        }
        return found;
    }

    TomlNotes& notes_;
    RuleText rule_;
};

} // namespace

std::vector<RuleText> read_rule_tables(const toml::node& node, TomlNotes& notes) {
    std::vector<RuleText> rules;
    const auto* const tables = node.as_array();
    if (tables == nullptr) {
        notes.wrong_type(node, "rule", "written as [[rule]]");
        return rules;
    }
    for (const toml::node& one : *tables) {
        if (const auto* const table = one.as_table()) {
            rules.push_back(RuleTable{*table, notes}.rule());
        } else {
            notes.wrong_type(one, "rule", "written as [[rule]]");
        }
    }
    return rules;
}

} // namespace config
