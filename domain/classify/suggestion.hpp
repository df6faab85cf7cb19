#pragma once

#include "domain/mail/label.hpp"
#include "domain/mail/message.hpp"

#include <optional>
#include <string>
#include <vector>

namespace domain::classify {

/// What a label has earned by its time-split test.
enum class GateState : unsigned char {
    learning, ///< Too few examples to say.
    suggests, ///< The lower bound of its precision does not clear the target.
    acts,     ///< It does.
};

/// A label that the model proposes for one message.
struct Suggestion {
    Label label;
    double confidence = 0; ///< The calibrated probability that the label is right.
    GateState gate = GateState::learning;
};

/// All that the classifier hears from the model about one message.
struct Opinion {
    std::string model;              ///< Its name in reasons: "m14".
    std::vector<Suggestion> ranked; ///< Most likely first.
    std::optional<Evidence> needed; ///< What would make it surer; nothing when it has seen all.
};

} // namespace domain::classify
