#pragma once

#include "ports/state_store.hpp"

#include <boost/json/array.hpp>

#include <span>
#include <string>

namespace cli {

// What sync and status say of messages that the server could not deliver; empty when there is none.
std::string text_of(std::span<const ports::Parked> parked);
boost::json::array json_of(std::span<const ports::Parked> parked);

} // namespace cli
