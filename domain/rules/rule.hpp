#pragma once

#include "domain/mail/label_edit.hpp"
#include "domain/rules/diagnostic.hpp"
#include "domain/rules/query.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace domain::rules {

/// What the user wants done with mail that matches `when` and not `unless`.
struct Rule {
    std::string name;
    Query when;
    std::optional<Query> unless;
    LabelEdit edit;                ///< Archive, star and unstar included.
    std::chrono::seconds after{0}; ///< The message must be this old before the rule acts.
    bool stop = false;             ///< Neither later rules nor the model see a message it matched.
    int priority = 0;              ///< Higher runs earlier; equals run in file order.
    Origin origin;
};

/// Mail that nothing archives.
struct Guard {
    std::string name; ///< As the user wrote it: "contacts", "*@bank.example", "is:starred".
    Query query;
};

/// Rules in the order in which they run, and what they may not archive.
struct RuleSet {
    std::vector<Rule> rules;
    std::vector<Guard> guards;
};

/// Changes when, and only when, the rules could decide differently.
std::uint64_t fingerprint(const RuleSet& rules);

} // namespace domain::rules
