#pragma once

#include "domain/evaluation/scorecard.hpp"

#include <string>

namespace report {

/// Coverage, calibration and drift as figures beside each other.
std::string scorecard_plots(const domain::evaluation::Scorecard& card);

/// The numbers behind the figures, and what errors cost at each limit, as tables.
std::string scorecard_tables(const domain::evaluation::Scorecard& card);

} // namespace report
