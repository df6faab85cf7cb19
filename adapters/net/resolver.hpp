#pragma once

#include "adapters/net/transport.hpp"
#include "ports/result.hpp"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace net {

/// Turns a host name into numeric addresses, in the order to try them. Never an empty list.
using Resolver = std::function<ports::Result<std::vector<std::string>>(
    const std::string& host, Deadline deadline, const std::stop_token& stop
)>;

/// The system's resolver: IPv6 first, then IPv4. A call that hangs is abandoned at the deadline.
ports::Result<std::vector<std::string>>
resolve(const std::string& host, Deadline deadline, const std::stop_token& stop);

} // namespace net
