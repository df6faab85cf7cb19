#include "app/cli/exit_codes.hpp"

#include <array>

namespace cli {

namespace {

constexpr std::array codes{
    ExitCode{0, "done"},
    ExitCode{1, "failed: the sentence on stderr says why"},
    ExitCode{2, "the plan has changes (only with plan --detailed-exitcode)"},
    ExitCode{3, "finished, but some messages were skipped or failed"},
    ExitCode{11, "another run holds the account's lock"},
    ExitCode{12, "the byte budget is used up: run again later"},
    ExitCode{64, "the command line makes no sense"},
    ExitCode{65, "a file that was given cannot be read as what it should be"},
    ExitCode{69, "the server cannot be reached"},
    ExitCode{70, "a bug in this program"},
    ExitCode{74, "a local file or the disk gave an error"},
    ExitCode{75, "the connection was lost, or the server is throttling: try later"},
    ExitCode{76, "the server broke the protocol, or could not be verified"},
    ExitCode{77, "the server refused the login"},
    ExitCode{78, "the configuration or the rules are not valid"},
    ExitCode{130, "interrupted (SIGINT); the journal is consistent"},
    ExitCode{143, "terminated (SIGTERM, SIGHUP); the journal is consistent"},
};

} // namespace

std::span<const ExitCode> exit_codes() {
    return codes;
}

} // namespace cli
