#pragma once

#include "app/usecase/plan.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace cli {

// How plan and demo show a new plan.
std::string text_of(const usecase::PlanReport& report);
boost::json::object json_of(const usecase::PlanReport& report);

} // namespace cli
