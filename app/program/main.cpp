#include "adapters/system/private_memory.hpp"
#include "app/cli/interruption.hpp"
#include "app/cli/run.hpp"
#include "ports/failure.hpp"

#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

int run(int argc, char** argv) {
    // Before any secret is read. Where it is not possible, `doctor` says so.
    static_cast<void>(os::keep_memory_private());
    // A reader that goes away (`plan | head`) must not end an `apply` half way.
    std::signal(SIGPIPE, SIG_IGN);
    const cli::Interruption interruption;
    const std::vector<std::string> words{argv + (argc > 0 ? 1 : 0), argv + argc};
    const bool talks = isatty(STDERR_FILENO) == 1;
    const bool listens = talks && isatty(STDIN_FILENO) == 1;
    const cli::Streams streams{std::cout, std::cerr, talks, listens ? &std::cin : nullptr};
    return cli::run(words, streams, interruption);
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& bug) {
        const ports::Failure failure{
            ports::FailureKind::internal,
            std::string{"This is a bug: "} + bug.what(),
            "What was done until now is in the journal; run the same command again.",
            {}
        };
        return cli::report_failure(failure, false, std::cerr);
    }
}
