#pragma once

#include "app/cli/interruption.hpp"
#include "ports/failure.hpp"

#include <istream>
#include <ostream>
#include <span>
#include <string>

namespace cli {

/// The streams of the process, and whether a person is at them.
struct Streams {
    std::ostream& out;
    std::ostream& err;
    bool err_is_terminal = false;
    std::istream* in = nullptr; ///< A person who can be asked; null for none.
};

/// The whole program but for its process: takes the words after its name, gives its exit code. The
/// only place that prints a failure: sentence, hint, and the exit code from ports::reaction.
int run(std::span<const std::string> words, const Streams& streams, const Interruption& stop);

/// What `run` prints for a failure; also for the bug that main catches.
int report_failure(const ports::Failure& failure, bool json, std::ostream& err);

} // namespace cli
