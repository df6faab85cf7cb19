#pragma once

#include "app/usecase/status.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace cli {

// What status and log say of a run and of a connection: a line, or an object.
std::string text_of(const usecase::RunStatus& status);
std::string text_of(const ports::Flight& flight);
boost::json::object json_of(const usecase::RunStatus& status);
boost::json::object json_of(const ports::Flight& flight);

} // namespace cli
