#pragma once

#include "ports/reporter.hpp"

#include <string>
#include <string_view>

namespace console {

/// "connection lost: the server closed it" as one harmless line.
std::string connection_news(const ports::ConnectionEvent& event);

/// The kind as one word, for JSON.
std::string_view name(ports::ConnectionEvent::What what);

} // namespace console
