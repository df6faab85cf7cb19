#include "domain/rules/diagnostic.hpp"
#include "testserver/scenario/scenario_tables.hpp"
#include "testserver/scenario/sweep.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <vector>

namespace testserver {
namespace {

using Place = std::tuple<toml::source_index, toml::source_index>;

Place place_of(const toml::node& node) {
    return {node.source().begin.line, node.source().begin.column};
}

/// Where the text stands: as a rule's name, or wherever else one is spoken of.
class Mentions {
public:
    Mentions(std::string_view text, bool as_name) : text_(text), as_name_(as_name) {}

    void look(const toml::node& node, bool of_a_name = false) {
        if (const auto* table = node.as_table()) {
            for (const auto& [key, value] : *table) {
                look(value, key == "name");
            }
        } else if (const auto* list = node.as_array()) {
            for (const auto& each : *list) {
                look(each, of_a_name);
            }
        } else if (of_a_name == as_name_ && node.value_exact<std::string>() == text_) {
            found_.push_back(&node);
        }
    }

    /// The last in the file; null when there is none.
    [[nodiscard]] const toml::node* last() const {
        const auto found = std::ranges::max_element(found_, {}, [](const toml::node* node) {
            return place_of(*node);
        });
        return found == found_.end() ? nullptr : *found;
    }

private:
    std::string_view text_;
    bool as_name_;
    std::vector<const toml::node*> found_;
};

const toml::node& place_in(const toml::table& root, std::string_view text, bool as_name) {
    Mentions mentions{text, as_name};
    mentions.look(root);
    const auto* node = mentions.last();
    return node != nullptr ? *node : root;
}

/// All names of rules that something speaks of.
std::vector<std::string> spoken_of(const Scenario& scenario) {
    std::vector<std::string> names;
    for (const auto& rule : scenario.rules) {
        names.push_back(rule.on.after);
        for (const auto& done : rule.actions) {
            if (const auto* switched = std::get_if<action::Switch>(&done)) {
                names.insert(names.end(), switched->rules.begin(), switched->rules.end());
            }
        }
    }
    for (const auto& expected : scenario.expectations) {
        names.push_back(expected.after);
        names.push_back(expected.before_rule);
    }
    std::erase(names, std::string{});
    return names;
}

} // namespace

void check_rule_names(const Scenario& scenario, const toml::table& root, ScenarioNotes& notes) {
    std::set<std::string, std::less<>> names;
    for (const auto& rule : scenario.rules) {
        if (!names.insert(rule.name).second) {
            notes.complain(
                place_in(root, rule.name, true), "two rules are called \"" + rule.name + '"'
            );
        }
    }
    const std::vector<std::string_view> known{names.begin(), names.end()};
    for (const auto& name : spoken_of(scenario)) {
        if (names.contains(name)) {
            continue;
        }
        std::string message = "there is no rule called \"" + name + '"';
        if (const auto near = domain::rules::nearest(name, known)) {
            message += "; did you mean \"" + std::string{*near} + "\"?";
        }
        notes.complain(place_in(root, name, false), std::move(message));
    }
}

void check_sweeps(const toml::table& rule, const Rule& read, ScenarioNotes& notes) {
    if (count_of_sweeps(read) > 1) {
        const auto* on = rule.get("on");
        notes.complain(on != nullptr ? *on : rule, "a rule sweeps one thing; write a rule each");
    }
}

} // namespace testserver
