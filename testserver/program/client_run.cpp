#include "testserver/program/client_run.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace testserver::program {
namespace {

using std::chrono::steady_clock;

sigset_t awaited_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGCHLD}) {
        sigaddset(&signals, signal);
    }
    return signals;
}

/// Ours, and behind them those for the client, which win where a program reads the last one.
std::vector<std::string> environment_with(const std::map<std::string, std::string>& variables) {
    std::vector<std::string> all;
    for (char** each = environ; *each != nullptr; ++each) {
        const std::string entry{*each};
        if (!variables.contains(entry.substr(0, entry.find('=')))) {
            all.push_back(entry);
        }
    }
    for (const auto& [name, value] : variables) {
        std::string entry = name;
        entry += '=';
        entry += value;
        all.push_back(std::move(entry));
    }
    return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

/// A process group of its own, so that all of it can be killed, and no signal blocked.
ports::Result<pid_t>
start(const std::string& command, const std::map<std::string, std::string>& variables) {
    std::vector<std::string> words{"sh", "-c", command};
    auto environment = environment_with(variables);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    pid_t child = 0;
    const int error = posix_spawn(
        &child,
        "/bin/sh",
        nullptr,
        &attributes,
        pointers_to(words).data(),
        pointers_to(environment).data()
    );
    posix_spawnattr_destroy(&attributes);
    if (error != 0) {
        return ports::fail(
            ports::FailureKind::local_io,
            std::string{"Cannot start /bin/sh: "} + std::strerror(error) + '.'
        );
    }
    return child;
}

ClientEnd end_of(int status) {
    if (WIFSIGNALED(status)) {
        return {ClientEnd::How::signalled, WTERMSIG(status)};
    }
    // So does a shell say that a signal ended what it ran.
    constexpr int shell_adds = 128;
    constexpr int highest_signal = 31;
    const int code = WEXITSTATUS(status);
    const bool by_signal = code > shell_adds && code <= shell_adds + highest_signal;
    return by_signal ? ClientEnd{ClientEnd::How::signalled, code - shell_adds}
                     : ClientEnd{ClientEnd::How::exited, code};
}

void kill_all_of(pid_t child) {
    kill(-child, SIGKILL);
    waitpid(child, nullptr, 0);
}

timespec time_until(steady_clock::time_point moment) {
    const auto left = std::max(
        std::chrono::duration_cast<std::chrono::milliseconds>(moment - steady_clock::now()),
        std::chrono::milliseconds{0}
    );
    return {left.count() / 1000, (left.count() % 1000) * 1'000'000};
}

} // namespace

void queue_signals() {
    const auto signals = awaited_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void wait_for_signal() {
    const auto signals = awaited_signals();
    int received = SIGCHLD;
    while (received == SIGCHLD) {
        sigwait(&signals, &received);
    }
}

ports::Result<ClientEnd> run_client(
    const std::string& command,
    const std::map<std::string, std::string>& variables,
    std::chrono::seconds limit
) {
    const auto child = start(command, variables);
    if (!child) {
        return ports::fail(child.error());
    }
    const auto signals = awaited_signals();
    const auto over = steady_clock::now() + limit;
    while (true) {
        int status = 0;
        if (waitpid(*child, &status, WNOHANG) == *child) {
            kill(-*child, SIGKILL); // What it left behind.
            return end_of(status);
        }
        const auto left = time_until(over);
        const int received = sigtimedwait(&signals, nullptr, &left);
        if (received == SIGTERM || received == SIGINT) {
            kill_all_of(*child);
            return ports::fail(
                ports::FailureKind::interrupted, "Interrupted; the client was killed."
            );
        }
        if (received < 0 && steady_clock::now() >= over) {
            kill_all_of(*child);
            return ClientEnd{ClientEnd::How::timed_out, 0};
        }
    }
}

} // namespace testserver::program
