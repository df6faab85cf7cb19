#include "domain/classify/verdict.hpp"

#include <algorithm>

namespace domain::classify {

namespace {

/// Rounded down, so that 0.9996 does not claim certainty.
std::string three_digits(double probability) {
    const int thousandths = static_cast<int>(std::clamp(probability, 0.0, 1.0) * 1000);
    const std::string digits = std::to_string(thousandths % 1000);
    return std::to_string(thousandths / 1000) + '.' + std::string(3 - digits.size(), '0') + digits;
}

} // namespace

std::string Action::why() const {
    if (reason.source == Source::rule) {
        return "rule " + reason.name;
    }
    return "model " + label.name + ' ' + three_digits(reason.confidence);
}

LabelEdit Verdict::edit() const {
    LabelEdit edit;
    for (const Action& action : actions) {
        (action.adds ? edit.add : edit.remove).insert(action.label);
    }
    return edit;
}

} // namespace domain::classify
