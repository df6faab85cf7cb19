#pragma once

#include "adapters/system/folders.hpp"

#include <string>

namespace os {

/// Hands an https address to the desktop: to $BROWSER, else to xdg-open. False when neither can be
/// started; nobody knows whether a page was seen.
bool open_in_browser(const std::string& page, const Environment& variable = environment);

} // namespace os
