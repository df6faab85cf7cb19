#pragma once

#include "adapters/console/style.hpp"
#include "ports/clock.hpp"
#include "ports/reporter.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

namespace console {

/// How much is told. `quiet` leaves warnings only; `verbose` adds traces and all connection news.
enum class Volume : unsigned char { quiet, usual, verbose };

/// Takes text for standard error as it is to appear there.
using Writer = std::function<void(std::string_view)>;

/// A reporter beside which others write to the same screen.
class ScreenReporter : public ports::Reporter {
public:
    /// A result, a question or a failure comes: what would be in its way goes, and nothing comes
    /// back before there is progress again.
    virtual void make_room() {}
};

/// One line that is redrawn, at most ten times a second, and gone at the end; warnings and news
/// stay above it. `columns` is asked before each drawing, because terminals change size.
std::unique_ptr<ScreenReporter> terminal_reporter(
    Writer writer,
    const ports::Clock& clock,
    std::function<std::size_t()> columns,
    Style style,
    Volume volume
);

/// For logs and cron: warnings, what happens to the connection, and progress once a minute.
std::unique_ptr<ScreenReporter>
plain_reporter(Writer writer, const ports::Clock& clock, Volume volume);

/// One JSON object a line, with a "type"; progress once a second.
std::unique_ptr<ScreenReporter>
json_reporter(Writer writer, const ports::Clock& clock, Volume volume);

/// Writes to standard error at once.
void write_to_stderr(std::string_view text);

} // namespace console
