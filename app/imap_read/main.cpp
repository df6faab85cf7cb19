#include "app/imap_read/transcript_reader.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <span>
#include <string_view>
#include <unistd.h>

namespace {

constexpr std::string_view help = R"(Usage: imap-read [--strict] [--errors] < bytes

Reads what an IMAP server sent, on standard input, and prints one line of JSON for each response:
{"kind", "tag", "code", "data", "quirks"}.

  --strict   Nothing but the grammar: a deviation makes a response unreadable.
  --errors   Print what could not be read on standard error, one line of JSON each:
             {"offset", "reason", "where"}.
  --help     Print this.

Exit codes: 0 all read; 64 wrong usage; 65 a response could not be read; 74 input or output failed.
)";

enum Exit : int { all_read = 0, wrong_usage = 64, unreadable = 65, io_failed = 74 };

struct Options {
    bool strict = false;
    bool errors = false;
};

int print_help() {
    std::fwrite(help.data(), 1, help.size(), stdout);
    return all_read;
}

int print_usage_error(std::string_view argument) {
    std::fprintf(
        stderr,
        "imap-read: unknown argument \"%.*s\"; see imap-read --help\n",
        static_cast<int>(argument.size()),
        argument.data()
    );
    return wrong_usage;
}

void print_line(std::FILE* out, std::string_view line) {
    std::fwrite(line.data(), 1, line.size(), out);
    std::fputc('\n', out);
}

/// Whatever the pipe holds at once, so that a live session is followed without delay.
int copy_input(imap_read::TranscriptReader& reader) {
    std::array<char, 65536> chunk{};
    for (;;) {
        const ssize_t octets = ::read(STDIN_FILENO, chunk.data(), chunk.size());
        if (octets < 0 && errno == EINTR) {
            continue;
        }
        if (octets < 0) {
            std::perror("imap-read: standard input");
            return io_failed;
        }
        if (octets == 0) {
            reader.finish();
        } else {
            reader.receive({chunk.data(), static_cast<std::size_t>(octets)});
        }
        if (std::fflush(stdout) != 0 || std::fflush(stderr) != 0) {
            std::perror("imap-read: output");
            return io_failed;
        }
        if (octets == 0) {
            return reader.all_read() ? all_read : unreadable;
        }
    }
}

int run(const Options& options) {
    using Line = imap_read::TranscriptReader::Line;
    const auto print_error = [](std::string_view json) { print_line(stderr, json); };
    imap_read::TranscriptReader reader(
        options.strict,
        [](std::string_view json) { print_line(stdout, json); },
        options.errors ? Line{print_error} : Line{}
    );
    return copy_input(reader);
}

} // namespace

int main(int argc, char** argv) {
    // An error for each line may come: they go out with what was read, not octet by octet.
    static std::array<char, 65536> errors{};
    std::setvbuf(stderr, errors.data(), _IOFBF, errors.size());
    Options options;
    for (const std::string_view argument :
         std::span(argv, static_cast<std::size_t>(argc)).subspan(1)) {
        if (argument == "--help" || argument == "-h") {
            return print_help();
        }
        if (argument == "--strict") {
            options.strict = true;
        } else if (argument == "--errors") {
            options.errors = true;
        } else {
            return print_usage_error(argument);
        }
    }
    return run(options);
}
