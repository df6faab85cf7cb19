#pragma once

#include "adapters/memory/manual_clock.hpp"
#include "ports/result.hpp"
#include "testserver/scenario/admission.hpp"

namespace compose {

/// What a client that verifies as ours does makes of this admission, where there is neither TCP nor
/// TLS: the failure that adapters/net gives for the same fault on a socket (FAULTS A), or success.
/// Time passes where a socket would be silent.
ports::Result<void> meet(const testserver::Admission& admission, memory::ManualClock& clock);

/// Whether the fault ends the connection, or is invisible above TLS.
bool damages(const testserver::TlsFault& fault);

} // namespace compose
