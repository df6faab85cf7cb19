#pragma once

namespace compose {

/// What goes wrong in a demo that is to show how the program gets over it; a scenario in TOML, as
/// fake-gmail reads them. Each rule's name is what the user is told.
extern const char* const demo_chaos;

} // namespace compose
