#pragma once

#include "domain/mail/ids.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace console {

// Numbers as people read them.

/// "30 110": groups of three with a no-break space.
std::string count_text(std::uint64_t count);

/// "1 message", "30 110 messages"; `many` where an s is not enough.
std::string plural(std::uint64_t count, std::string_view one, std::string_view many = {});

/// "312 B", "4.1 KB", "1.9 MB", "400 MB"; decimal.
std::string size_text(domain::Bytes size);

/// "0:28", "12:05", "1:02:03".
std::string clock_text(std::chrono::seconds duration);

/// "45 s", "10 min", "2 h 5 min", "3 d".
std::string duration_text(std::chrono::seconds duration);

/// "just now", "5 min ago", "in 2 h".
std::string relative_text(domain::Timestamp then, domain::Timestamp now);

/// "2026-03-02 09:14" in UTC.
std::string time_text(domain::Timestamp time);

} // namespace console
