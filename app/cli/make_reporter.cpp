#include "app/cli/make_reporter.hpp"

#include "adapters/console/terminal.hpp"
#include "adapters/system/folders.hpp"

#include <string_view>
#include <unistd.h>
#include <utility>

namespace cli {

namespace {

console::Volume volume_of(const Talk& talk) {
    if (talk.quiet) {
        return console::Volume::quiet;
    }
    return talk.verbose ? console::Volume::verbose : console::Volume::usual;
}

} // namespace

std::unique_ptr<console::ScreenReporter>
make_reporter(const Talk& talk, std::ostream& err, const ports::Clock& clock) {
    const auto volume = volume_of(talk);
    const console::Writer write = [&err](std::string_view text) { err << text << std::flush; };
    if (talk.json) {
        return console::json_reporter(write, clock, volume);
    }
    if (!talk.terminal) {
        return console::plain_reporter(write, clock, volume);
    }
    const bool colored = console::use_color(talk.color, true, os::environment);
    return console::terminal_reporter(
        write,
        clock,
        [] { return console::columns(STDERR_FILENO); },
        console::Style{colored},
        volume
    );
}

} // namespace cli
