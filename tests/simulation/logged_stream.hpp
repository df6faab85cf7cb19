#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace simulation {

/// The server's plain stream on one connection, put together from the lines of the event log.
std::string said_by_server(std::string_view log, std::uint64_t connection);

} // namespace simulation
