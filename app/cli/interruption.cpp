#include "app/cli/interruption.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace cli {

namespace {

// Signal handlers may touch lock-free atomics and write(2), nothing else (POSIX, signal-safety).
// A stop request runs callbacks, so a thread makes it: the handler only wakes that thread.
std::atomic<int> received{0};  // NOLINT(*-non-const-global-variables)
std::atomic<int> wake_end{-1}; // NOLINT(*-non-const-global-variables)

constexpr char stop_byte = 's';
constexpr char end_byte = 'e';
constexpr int signal_exit_base = 128;

extern "C" void on_signal(int number) {
    if (received.load() != 0 && number == SIGHUP) {
        return; // A terminal that closes tells it twice: its shell does, and then the kernel.
    }
    if (received.exchange(number) != 0) {
        _exit(signal_exit_base + number);
    }
    const int saved = errno;
    static_cast<void>(!write(wake_end.load(), &stop_byte, 1));
    errno = saved;
}

void handle(int number, void (*handler)(int)) {
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, nullptr);
}

bool is_ignored(int number) {
    struct sigaction action = {};
    sigaction(number, nullptr, &action);
    return action.sa_handler == SIG_IGN; // NOLINT(*-union-access): as POSIX has it.
}

} // namespace

Interruption::Interruption() {
    std::array<int, 2> ends{-1, -1};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        return; // Then the default action of the signals stays.
    }
    received = 0;
    read_end_ = ends[0];
    wake_end = ends[1];
    listener_ = std::jthread{[this] {
        char byte = 0;
        ssize_t got = 0;
        do {
            got = read(read_end_, &byte, 1);
        } while (got < 0 && errno == EINTR);
        if (got == 1 && byte == stop_byte) {
            source_.request_stop();
        }
    }};
    handle(SIGINT, on_signal);
    handle(SIGTERM, on_signal);
    if (!is_ignored(SIGHUP)) { // It is below nohup.
        handle(SIGHUP, on_signal);
    }
}

Interruption::~Interruption() {
    handle(SIGINT, SIG_DFL);
    handle(SIGTERM, SIG_DFL);
    if (!is_ignored(SIGHUP)) {
        handle(SIGHUP, SIG_DFL);
    }
    const int end = wake_end.exchange(-1);
    if (end >= 0) {
        static_cast<void>(!write(end, &end_byte, 1));
        listener_.join();
        close(end);
        close(read_end_);
    }
}

int Interruption::signal() {
    return received;
}

} // namespace cli
