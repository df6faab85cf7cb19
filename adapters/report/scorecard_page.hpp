#pragma once

#include "domain/evaluation/scorecard.hpp"
#include "domain/learning/gate.hpp"

#include <map>
#include <string>

namespace report {

/// What the scorecard is about.
struct ScorecardContext {
    std::string account;
    std::string tested; ///< "the newest 30 % of your mail, predicted from the older 70 %".
    std::map<domain::Label, domain::learning::GateDecision> gates;
};

/// The scorecard as one self-contained HTML page: figures, plots, each label with its gate,
/// confusions. Opens without a network and without scripts.
std::string
scorecard_page(const ScorecardContext& context, const domain::evaluation::Scorecard& scorecard);

} // namespace report
