#include "domain/rules/run_rules.hpp"

#include "domain/rules/reason.hpp"

#include <algorithm>

namespace domain::rules {

namespace {

std::optional<Evidence> cheaper(std::optional<Evidence> left, std::optional<Evidence> right) {
    return left && right ? std::min(left, right) : std::max(left, right);
}

class Simulation {
public:
    Simulation(
        const RuleSet& rules, const Message& message, const QueryContext& context, Detail detail
    )
        : rules_(rules), context_(context), detail_(detail), original_(message), view_(message) {}

    RuleRun run() && {
        run_.steps.reserve(rules_.rules.size());
        for (const Rule& rule : rules_.rules) {
            RuleStep step = run_.stopped == Truth::yes ? not_reached() : try_rule(rule);
            step.rule = rule.name;
            run_.needed = cheaper(run_.needed, step.needed);
            run_.steps.push_back(std::move(step));
        }
        settle();
        return std::move(run_);
    }

private:
    static RuleStep not_reached() {
        RuleStep step;
        step.status = RuleStatus::not_reached;
        return step;
    }

    RuleStep try_rule(const Rule& rule) {
        RuleStep step;
        const Answer when = answer(rule.when, view_, context_);
        if (when.truth == Truth::no) {
            return explained(std::move(step), rule.when);
        }
        const Answer unless =
            rule.unless ? answer(*rule.unless, view_, context_) : Answer{Truth::no, std::nullopt};
        if (unless.truth == Truth::yes) {
            step.status = when.truth == Truth::yes ? RuleStatus::held_back : RuleStatus::no_match;
            return explained(std::move(step), *rule.unless);
        }
        if (when.truth == Truth::unknown || unless.truth == Truth::unknown) {
            step.needed = cheaper(when.needed, unless.needed);
            leave_open(rule);
            step.status = RuleStatus::undecided;
            return explained(
                std::move(step), when.truth == Truth::unknown ? rule.when : *rule.unless
            );
        }
        return matched(rule, explained(std::move(step), rule.when));
    }

    RuleStep explained(RuleStep step, const Query& query) const {
        if (detail_ == Detail::explained) {
            step.why = reason(query, view_, context_);
        }
        return step;
    }

    /// The rule matches for certain, if it is reached.
    RuleStep matched(const Rule& rule, RuleStep step) {
        const Timestamp due = view_.message().received + rule.after;
        if (context_.now < due) {
            step.status = RuleStatus::waiting;
            step.due = due;
        } else if (run_.stopped == Truth::unknown) {
            step.status = RuleStatus::undecided;
            step.why = "an undecided rule before it may stop";
            leave_open(rule);
        } else {
            step.status = RuleStatus::fired;
            fire(rule, step);
        }
        if (rule.stop) {
            // Also after an undecided stop: one of the two has stopped by here.
            run_.stopped = Truth::yes;
        }
        return step;
    }

    /// What the rule would change is unknown from here on.
    void leave_open(const Rule& rule) {
        for (const Label& label : rule.edit.add) {
            if (!has_label(view_.labels(), label)) {
                view_.uncertain().insert(label);
            }
        }
        for (const Label& label : rule.edit.remove) {
            if (has_label(view_.labels(), label)) {
                view_.uncertain().insert(label);
            }
        }
        if (rule.stop) {
            run_.stopped = either(run_.stopped, Truth::unknown);
        }
    }

    void fire(const Rule& rule, RuleStep& step) {
        for (const Label& label : rule.edit.add) {
            add(label, step);
        }
        for (const Label& label : rule.edit.remove) {
            if (label == inbox) {
                archive(step);
            } else {
                remove(label, step);
            }
        }
    }

    void add(const Label& label, RuleStep& step) {
        if (!has_label(view_.labels(), label)) {
            view_.labels().insert(label);
            step.edit.add.insert(label);
        }
        erase_label(view_.uncertain(), label);
        erase_label(run_.refused, label);
    }

    void remove(const Label& label, RuleStep& step) {
        if (has_label(view_.labels(), label)) {
            erase_label(view_.labels(), label);
            step.edit.remove.insert(label);
        }
        erase_label(view_.uncertain(), label);
        run_.refused.insert(label);
    }

    void archive(RuleStep& step) {
        if (!has_label(view_.labels(), inbox)) {
            remove(inbox, step);
            return;
        }
        Truth kept = Truth::no;
        for (const Guard& guard : rules_.guards) {
            const Answer guarded = guard_answer(guard.query);
            kept = either(kept, guarded.truth);
            step.needed = cheaper(step.needed, guarded.needed);
            if (kept == Truth::yes) {
                step.kept_by = guard.name;
                step.needed.reset();
                return;
            }
        }
        if (kept == Truth::unknown) {
            view_.uncertain().insert(inbox);
        } else {
            remove(inbox, step);
        }
    }

    /// Neither what the message was nor what rules made of it may be guarded.
    [[nodiscard]] Answer guard_answer(const Query& query) const {
        const Answer before = answer(query, original_, context_);
        const Answer now = answer(query, view_, context_);
        return before.truth >= now.truth ? before : now;
    }

    void settle() {
        run_.labels = view_.labels();
        run_.uncertain = view_.uncertain();
        const LabelSet& before = view_.message().labels;
        for (const Label& label : run_.labels) {
            if (!has_label(before, label) && !has_label(run_.uncertain, label)) {
                run_.edit.add.insert(label);
            }
        }
        for (const Label& label : before) {
            if (!has_label(run_.labels, label) && !has_label(run_.uncertain, label)) {
                run_.edit.remove.insert(label);
            }
        }
    }

    const RuleSet& rules_;
    const QueryContext& context_;
    Detail detail_;
    MessageView original_;
    MessageView view_;
    RuleRun run_;
};

} // namespace

RuleRun run_rules(
    const RuleSet& rules, const Message& message, const QueryContext& context, Detail detail
) {
    return Simulation{rules, message, context, detail}.run();
}

} // namespace domain::rules
