#include "domain/rules/rule.hpp"

#include "domain/mail/fingerprint.hpp"
#include "domain/rules/printer.hpp"

namespace domain::rules {

namespace {

void add_labels(Fingerprint& digest, const LabelSet& labels) {
    digest.add(std::to_string(labels.size()));
    for (const Label& label : labels) {
        digest.add(label.name);
    }
}

void add_rule(Fingerprint& digest, const Rule& rule) {
    digest.add(print(rule.when));
    digest.add(rule.unless ? "unless " + print(*rule.unless) : "");
    add_labels(digest, rule.edit.add);
    add_labels(digest, rule.edit.remove);
    digest.add(std::to_string(rule.after.count()));
    digest.add(rule.stop ? "stop" : "");
}

} // namespace

std::uint64_t fingerprint(const RuleSet& rules) {
    Fingerprint digest;
    for (const Rule& rule : rules.rules) {
        add_rule(digest, rule);
    }
    for (const Guard& guard : rules.guards) {
        digest.add("guard").add(guard.name).add(print(guard.query));
    }
    return digest.value();
}

} // namespace domain::rules
