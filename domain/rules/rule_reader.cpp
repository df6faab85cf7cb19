#include "domain/rules/rule_reader.hpp"

#include "domain/mail/ascii.hpp"
#include "domain/rules/checker.hpp"
#include "domain/rules/parser.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <utility>

namespace domain::rules {

namespace {

/// A rule's name stands in tables and journal lines.
constexpr std::size_t max_name_bytes = 60;
/// Mail that a rule should act on later than that is not waited for.
constexpr std::chrono::seconds max_delay = std::chrono::hours{24 * 366};

Origin place_of(const SourceText& source, const Diagnostic& diagnostic) {
    Origin place = source.origin;
    const bool one_line = source.text.find('\n') == std::string::npos;
    if (place.column != 0 && one_line) {
        place.column += column(source.text, diagnostic.span.offset) - 1;
    }
    return place;
}

class Reader {
public:
    RulesRead run(std::span<const RuleText> rules, const ProtectText& protect) && {
        for (const RuleText& text : rules) {
            read(text);
        }
        rule_.clear();
        for (const SourceText& from : protect.from) {
            guard_sender(from);
        }
        if (protect.query) {
            if (auto query = query_from(*protect.query)) {
                read_.rules.guards.push_back({protect.query->text, *std::move(query)});
            }
        }
        return std::move(read_);
    }

private:
    void complain(const SourceText& source, Diagnostic diagnostic) {
        const Origin place = place_of(source, diagnostic);
        read_.diagnostics.push_back({std::move(diagnostic), rule_, source.text, place});
    }

    void complain(const SourceText& source, std::string message, std::string hint = {}) {
        const Span whole{0, source.text.size()};
        complain(source, {Severity::error, whole, std::move(message), std::move(hint)});
    }

    void complain(const Origin& origin, std::string message, std::string hint = {}) {
        complain(SourceText{{}, origin}, std::move(message), std::move(hint));
    }

    std::optional<Query> query_from(const SourceText& source) {
        ParsedQuery parsed = parse_query(source.text);
        for (Diagnostic& diagnostic : parsed.diagnostics) {
            complain(source, std::move(diagnostic));
        }
        return std::move(parsed.query);
    }

    void read(const RuleText& text) {
        rule_ = text.name.text;
        const std::size_t complaints = read_.diagnostics.size();
        Rule rule;
        rule.name = text.name.text;
        rule.origin = text.origin;
        rule.stop = text.stop;
        rule.priority = text.priority;
        check_name(text.name);
        read_condition(text, rule);
        read_labels(text, rule);
        read_delay(text, rule);
        if (text.mark_read) {
            complain(
                text.origin,
                "no rule marks mail as read: what you have read stays yours to say",
                "leave mark_read out"
            );
        }
        const std::span all{read_.diagnostics};
        if (!has_errors(all.subspan(complaints))) {
            insert(std::move(rule));
        }
    }

    /// Behind the rules that came earlier and are at least as urgent.
    void insert(Rule rule) {
        std::vector<Rule>& rules = read_.rules.rules;
        const auto place =
            std::ranges::upper_bound(rules, rule.priority, std::ranges::greater{}, &Rule::priority);
        rules.insert(place, std::move(rule));
    }

    void check_name(const SourceText& name) {
        const bool printable = std::ranges::none_of(name.text, [](char c) {
            return static_cast<unsigned char>(c) < ' ' || c == 0x7f;
        });
        if (name.text.empty()) {
            complain(name, "a rule needs a name");
        } else if (name.text.size() > max_name_bytes || !printable) {
            complain(name, "a rule's name is one line of at most 60 bytes");
        } else if (std::ranges::find(names_, ascii_lowered(name.text)) != names_.end()) {
            complain(name, "two rules are called \"" + name.text + "\"", "rename one of them");
        }
        names_.push_back(ascii_lowered(name.text));
    }

    void read_condition(const RuleText& text, Rule& rule) {
        auto when = query_from(text.when);
        if (when && when->matches_everything()) {
            complain(
                text.when.text.empty() ? text.origin : text.when.origin,
                "a rule needs a when",
                "in:anywhere matches every message"
            );
        } else if (when) {
            rule.when = *std::move(when);
        }
        if (text.unless) {
            rule.unless = query_from(*text.unless);
            if (rule.unless && rule.unless->matches_everything()) {
                complain(*text.unless, "an empty unless holds back everything", "leave it out");
            }
        }
    }

    void read_labels(const RuleText& text, Rule& rule) {
        for (const SourceText& label : text.labels) {
            take_label(label, rule.edit.add);
        }
        for (const SourceText& label : text.unlabel) {
            take_label(label, rule.edit.remove);
        }
        for (const SourceText& label : text.labels) {
            if (has_label(rule.edit.remove, Label{label.text})) {
                complain(label, "the label \"" + label.text + "\" is both added and removed");
            }
        }
        if (text.archive) {
            rule.edit.remove.insert(inbox);
        }
        if (text.star) {
            (*text.star ? rule.edit.add : rule.edit.remove).insert(starred);
        }
    }

    void take_label(const SourceText& source, LabelSet& labels) {
        if (auto problem = user_label_problem(source.text)) {
            complain(source, *std::move(problem), label_hint(source.text));
        } else if (source.text.find('*') != std::string::npos) {
            complain(source, "a rule names one label, without *");
        } else if (!has_label(labels, Label{source.text})) {
            labels.insert(Label{source.text});
        }
    }

    static std::string label_hint(std::string_view name) {
        if (same_label(name, "inbox") || same_label(name, "\\Inbox")) {
            return "to take mail out of the inbox write archive = true";
        }
        if (same_label(name, "starred") || same_label(name, "\\Starred")) {
            return "write star = true or star = false";
        }
        return {};
    }

    void read_delay(const RuleText& text, Rule& rule) {
        if (!text.after) {
            return;
        }
        if (const auto delay = parse_delay(text.after->text)) {
            rule.after = *delay;
        } else {
            complain(
                *text.after,
                "after cannot read '" + text.after->text + "'",
                "write seconds, minutes, hours or days: 45s, 10m, 2h, 3d (a year at most)"
            );
        }
    }

    void guard_sender(const SourceText& source) {
        std::optional<Person> person;
        if (source.text == "contacts") {
            person = Person{Person::Kind::contacts, {}};
        } else if (source.text == "people-i-replied-to") {
            person = Person{Person::Kind::replied_to, {}};
        } else {
            guard_address(source);
            return;
        }
        Term term{FieldId::from, source.text, *std::move(person)};
        read_.rules.guards.push_back({source.text, Query{Node{std::move(term)}}});
    }

    void guard_address(const SourceText& source) {
        std::vector<Diagnostic> wrong;
        const RawValue raw{source.text, false, {0, source.text.size()}};
        auto term = check_term(field(FieldId::from), raw, wrong);
        for (Diagnostic& diagnostic : wrong) {
            complain(source, std::move(diagnostic));
        }
        if (term) {
            read_.rules.guards.push_back({source.text, Query{Node{*std::move(term)}}});
        }
    }

    RulesRead read_;
    std::string rule_; ///< The one being read.
    std::vector<std::string> names_;
};

struct DelayUnit {
    char letter;
    std::chrono::seconds length;
};

constexpr std::array<DelayUnit, 4> delay_units{{
    {'s', std::chrono::seconds{1}},
    {'m', std::chrono::minutes{1}},
    {'h', std::chrono::hours{1}},
    {'d', std::chrono::hours{24}},
}};

} // namespace

RulesRead read_rules(std::span<const RuleText> rules, const ProtectText& protect) {
    return Reader{}.run(rules, protect);
}

bool has_errors(std::span<const RuleDiagnostic> diagnostics) {
    return std::ranges::any_of(diagnostics, [](const RuleDiagnostic& one) {
        return one.diagnostic.severity == Severity::error;
    });
}

std::optional<std::chrono::seconds> parse_delay(std::string_view text) {
    std::uint32_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const auto* unit = std::ranges::find(
        delay_units, text.size() == 1 ? ascii_lower(text.front()) : '\0', &DelayUnit::letter
    );
    if (error != std::errc{} || unit == delay_units.end() || count * unit->length > max_delay) {
        return std::nullopt;
    }
    return count * unit->length;
}

} // namespace domain::rules
