#pragma once

#include "domain/mail/ids.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace ports {

// Numbers as people read them.

/// "2026", "30 110": groups of three with a no-break space. Four digits are read at a glance, and
/// years are numbers too.
std::string count(std::uint64_t number);

/// "1 message", "2 messages".
std::string count(std::uint64_t number, std::string_view noun);

/// "312 B", "4.1 kB", "1.9 MB", "400 MB"; decimal.
std::string size(domain::Bytes bytes);

/// "0:28", "12:05", "1:02:03".
std::string clock_time(std::chrono::seconds time);

/// "45 s", "10 min", "2 h 5 min", "3 d".
std::string duration(std::chrono::seconds time);

/// "2026-03-02 09:14" in UTC.
std::string moment(domain::Timestamp time);

} // namespace ports
