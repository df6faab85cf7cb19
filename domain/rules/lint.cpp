#include "domain/rules/lint.hpp"

#include "domain/rules/implication.hpp"
#include "domain/rules/printer.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace domain::rules {

namespace {

/// Gmail refuses filters with a longer search.
constexpr std::size_t max_filter_characters = 1'500;
/// Gmail keeps no more filters than that.
constexpr std::size_t max_filters = 1'000;

constexpr std::array untouched{
    Property::spam, Property::trash, Property::draft, Property::sent, Property::chat
};

bool asks_for_untouched(const Node& node) {
    const auto* term = std::get_if<Term>(&node.is);
    const auto* property = term == nullptr ? nullptr : std::get_if<Property>(&term->value);
    if (property != nullptr) {
        return std::ranges::find(untouched, *property) != untouched.end();
    }
    if (const auto* any = std::get_if<Any>(&node.is)) {
        return std::ranges::all_of(any->of, asks_for_untouched);
    }
    const auto* all = std::get_if<All>(&node.is);
    return all != nullptr && std::ranges::any_of(all->of, asks_for_untouched);
}

class Linter {
public:
    explicit Linter(const RuleSet& rules) : rules_(rules.rules) {}

    std::vector<RuleDiagnostic> run() && {
        for (std::size_t i = 0; i < rules_.size(); ++i) {
            check_condition(rules_[i]);
            check_effect(rules_[i]);
            check_reach(rules_[i], rules_.first(i));
            check_export(rules_[i]);
        }
        if (rules_.size() > max_filters) {
            found_.push_back(
                {{Severity::note,
                  {},
                  "Gmail keeps at most 1000 filters: not all can be exported",
                  {}},
                 {},
                 {},
                 {}}
            );
        }
        return std::move(found_);
    }

private:
    void say(const Rule& rule, Severity severity, std::string message, std::string hint = {}) {
        found_.push_back(
            {{severity, {}, std::move(message), std::move(hint)}, rule.name, {}, rule.origin}
        );
    }

    void check_condition(const Rule& rule) {
        const Node& when = rule.when.root();
        if (is_impossible(when)) {
            say(rule, Severity::warning, "when can never be true", print(when));
        } else if (rule.unless && implies(when, rule.unless->root())) {
            say(rule, Severity::warning, "unless holds back everything that when matches");
        } else if (asks_for_untouched(when)) {
            say(rule,
                Severity::warning,
                "the rule asks for mail that is never touched",
                "Spam, Trash, Drafts, Sent and Chats are out of scope");
        }
    }

    void check_effect(const Rule& rule) {
        if (rule.edit.empty() && !rule.stop) {
            say(rule,
                Severity::warning,
                "the rule does nothing",
                "give it a label, or archive, star or stop");
        }
    }

    void check_reach(const Rule& rule, std::span<const Rule> earlier) {
        const auto stopper = std::ranges::find_if(earlier, [&rule](const Rule& other) {
            const bool exempt = other.unless && !(rule.unless && *rule.unless == *other.unless);
            return other.stop && !exempt && implies(rule.when.root(), other.when.root());
        });
        if (stopper != earlier.end()) {
            say(rule,
                Severity::warning,
                "the rule is never reached: \"" + stopper->name + "\" stops on all that it matches",
                "put it before that rule, or give it a higher priority");
            return;
        }
        const auto opposed = std::ranges::find_if(earlier, [&rule](const Rule& other) {
            return takes_back(rule, other) && implies(other.when.root(), rule.when.root());
        });
        if (opposed != earlier.end()) {
            say(rule, Severity::warning, "the rule takes back what \"" + opposed->name + "\" does");
        }
    }

    /// Exempting the same mail twice would only confuse: rules with unless are not compared.
    static bool takes_back(const Rule& later, const Rule& earlier) {
        const auto clashes = [](const LabelSet& left, const LabelSet& right) {
            return std::ranges::any_of(left, [&right](const Label& label) {
                return has_label(right, label);
            });
        };
        return !later.unless && !earlier.stop &&
               (clashes(later.edit.add, earlier.edit.remove) ||
                clashes(later.edit.remove, earlier.edit.add));
    }

    void check_export(const Rule& rule) {
        const std::string unless = rule.unless ? " -(" + print(*rule.unless) + ')' : "";
        const std::size_t length = print(rule.when).size() + unless.size();
        if (length > max_filter_characters) {
            say(rule,
                Severity::note,
                "as a Gmail filter it would have " + std::to_string(length) +
                    " characters; Gmail takes 1500",
                "export will have to split it");
        }
    }

    std::span<const Rule> rules_;
    std::vector<RuleDiagnostic> found_;
};

} // namespace

std::vector<RuleDiagnostic> lint(const RuleSet& rules) {
    return Linter{rules}.run();
}

} // namespace domain::rules
