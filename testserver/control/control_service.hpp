#pragma once

#include "testserver/control/controls.hpp"
#include "testserver/http/http_message.hpp"
#include "testserver/http/http_session.hpp"

namespace testserver::control {

/// Time goes no further at once.
inline constexpr std::chrono::hours longest_advance{24 * 366};
/// Lines of the journal in one answer.
inline constexpr std::size_t most_journal_lines = 10'000;

/// The control port's requests, answered in JSON (RFC 8259). An answer that is no success has
/// members "error" and, where there is something to do about it, "hint".
///
/// Requests from pages in a browser are refused, as is a host that is no name of this machine: a
/// page could otherwise reset what it cannot see.
HttpAnswer answer(Controls& controls, const HttpRequest& request);

/// One connection to the control port. `controls` must outlive it.
HttpSession control_session(Controls& controls);

} // namespace testserver::control
