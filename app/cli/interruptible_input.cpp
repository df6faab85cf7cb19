#include "app/cli/interruptible_input.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

namespace cli {

namespace {

/// A line that a terminal gives is never longer (termios(3), canonical mode).
constexpr std::size_t longest_line = 4096;

/// A terminal that does not show what is typed, but for the line's end.
class EchoOff {
public:
    explicit EchoOff(int terminal) : terminal_(terminal) {
        is_terminal_ = tcgetattr(terminal, &before_) == 0;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        quiet.c_lflag |= static_cast<tcflag_t>(ECHONL);
        set(quiet);
    }

    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;

    ~EchoOff() { set(before_); }

private:
    void set(const termios& mode) const {
        if (is_terminal_) {
            tcsetattr(terminal_, TCSAFLUSH, &mode);
        }
    }

    int terminal_;
    bool is_terminal_ = false; ///< What is none has nothing to be switched off.
    termios before_{};
};

/// Becomes readable when a stop is asked for.
class StopSignal {
public:
    explicit StopSignal(const std::stop_token& stop)
        : event_(eventfd(0, EFD_CLOEXEC)), wake_(stop, Wake{event_}) {}

    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    ~StopSignal() { close(event_); }

    [[nodiscard]] int descriptor() const { return event_; }

private:
    struct Wake {
        void operator()() const {
            const std::uint64_t one = 1;
            static_cast<void>(!write(event, &one, sizeof one));
        }

        int event;
    };

    int event_;
    std::stop_callback<Wake> wake_;
};

bool wait_for_input(int input, const StopSignal& stop) {
    std::array<pollfd, 2> both{pollfd{input, POLLIN, 0}, pollfd{stop.descriptor(), POLLIN, 0}};
    while (poll(both.data(), both.size(), -1) < 0) {
        if (errno != EINTR) {
            return false;
        }
    }
    return both[1].revents == 0;
}

} // namespace

std::optional<std::string> line_from(int input, Echo echo, const std::stop_token& stop) {
    const StopSignal stopped{stop};
    std::optional<EchoOff> echo_off;
    if (echo == Echo::hidden) {
        echo_off.emplace(input);
    }
    std::string line;
    while (line.size() < longest_line && wait_for_input(input, stopped)) {
        char byte = 0;
        if (read(input, &byte, 1) != 1 || byte == '\n') {
            return line;
        }
        line += byte;
    }
    return std::nullopt;
}

std::optional<std::string> all_from(int input, std::size_t most, const std::stop_token& stop) {
    const StopSignal stopped{stop};
    std::string bytes;
    std::array<char, 4096> buffer{};
    while (wait_for_input(input, stopped)) {
        const ssize_t got = read(input, buffer.data(), std::min(buffer.size(), most + 1));
        if (got <= 0) {
            return bytes;
        }
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
        if (bytes.size() > most) {
            return bytes;
        }
    }
    return std::nullopt;
}

} // namespace cli
