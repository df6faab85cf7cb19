#include "adapters/system/private_memory.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/interruption.hpp"
#include "app/cli/run.hpp"
#include "ports/failure.hpp"

#include <csignal>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <poll.h>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

/// One that is closed would be given to the next file or socket, and the result be written there.
void occupy_standard_descriptors() {
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
        if (fcntl(descriptor, F_GETFD) < 0) {
            // The lowest that is free: this one. To be read only, so that writing still fails.
            static_cast<void>(open("/dev/null", O_RDONLY));
        }
    }
}

/// A reader that has enough (`plan | head`) is no failure.
bool is_reader_gone() {
    pollfd out{STDOUT_FILENO, POLLOUT, 0};
    return poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

/// Where the result could not be written, nobody knows of it: that is no success.
int unless_lost(int code) {
    const bool succeeded = code == cli::exit_code::ok || code == cli::exit_code::has_changes ||
                           code == cli::exit_code::partly;
    std::cout.flush();
    if (!succeeded || std::cout.good() || is_reader_gone()) {
        return code;
    }
    const ports::Failure failure{
        ports::FailureKind::local_io,
        "The result could not be written to standard output",
        "What was done is in the journal: gmail-classifier log",
        {}
    };
    return cli::report_failure(failure, false, std::cerr);
}

int run(int argc, char** argv) {
    occupy_standard_descriptors();
    // Before any secret is read. Where it is not possible, `doctor` says so.
    static_cast<void>(os::keep_memory_private());
    // A reader that goes away (`plan | head`) must not end an `apply` half way.
    std::signal(SIGPIPE, SIG_IGN);
    const cli::Interruption interruption;
    const std::vector<std::string> words{argv + (argc > 0 ? 1 : 0), argv + argc};
    const bool talks = isatty(STDERR_FILENO) == 1;
    const bool listens = talks && isatty(STDIN_FILENO) == 1;
    const cli::Streams streams{std::cout, std::cerr, talks, listens ? &std::cin : nullptr};
    return unless_lost(cli::run(words, streams, interruption));
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
