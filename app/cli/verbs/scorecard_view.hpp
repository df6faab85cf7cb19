#pragma once

#include "app/usecase/learn.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace cli {

// How learn and eval show what is known of each label.
std::string text_of_labels(const usecase::LearnReport& report);
boost::json::array json_of_labels(const usecase::LearnReport& report);
std::string text_of_scorecard(const domain::evaluation::Scorecard& card);
/// The figures that replay prints too.
boost::json::object json_of(const domain::evaluation::Scorecard& card);
/// The figures of each label.
boost::json::array json_of_labels(const domain::evaluation::Scorecard& card);

} // namespace cli
