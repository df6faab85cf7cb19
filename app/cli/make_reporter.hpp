#pragma once

#include "adapters/console/reporters.hpp"
#include "adapters/console/style.hpp"
#include "ports/clock.hpp"

#include <memory>
#include <ostream>

namespace cli {

/// How this run talks to the user apart from its result.
struct Talk {
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    bool terminal = false; ///< A person is reading along.
    console::ColorChoice color = console::ColorChoice::automatic;
};

/// A redrawn line on a terminal, JSON lines under --json, else plain lines. Both arguments must
/// outlive it.
std::unique_ptr<console::ScreenReporter>
make_reporter(const Talk& talk, std::ostream& err, const ports::Clock& clock);

} // namespace cli
