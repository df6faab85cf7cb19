#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace testserver::mime {

/// The day that a Date header names, in its own zone (RFC 5322 3.3); none when it is broken. Time
/// and zone are left aside, as SENTON and its kin want (RFC 3501 6.4.4).
std::optional<std::chrono::year_month_day> day_of(std::string_view date);

/// The moment that a Date header names; none when it is broken.
std::optional<std::chrono::sys_seconds> time_of(std::string_view date);

} // namespace testserver::mime
