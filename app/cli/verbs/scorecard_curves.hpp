#pragma once

#include "domain/evaluation/scorecard.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace cli {

/// What eval shows besides the figures: mistakes, coverage curve, calibration, drift, and what
/// errors cost at each limit.
std::string text_of_curves(const domain::evaluation::Scorecard& card);
/// `confusions`, `coverage`, `calibration`, `drift`, `costs`.
boost::json::object json_of_curves(const domain::evaluation::Scorecard& card);

} // namespace cli
