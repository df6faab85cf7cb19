#pragma once

#include "app/usecase/explain.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace cli {

// How explain and demo show the reasons for one message.
std::string text_of(const usecase::ExplainReport& report);
boost::json::object json_of(const usecase::ExplainReport& report);

} // namespace cli
