#include "adapters/secrets/command_secret_store.hpp"

#include "adapters/secrets/descriptor.hpp"
#include "adapters/secrets/password.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace secrets {

namespace {

using Clock = std::chrono::steady_clock; // poll(2) waits by it, so a manual clock would be a lie.
using ports::FailureKind;

/// A stop is noticed after so long; nobody feels it.
constexpr std::chrono::milliseconds stop_poll{50};

ports::Unexpected failed(std::string_view cause) {
    return ports::fail(
        FailureKind::config,
        fmt::format("the password command {}", cause),
        "run it by hand; it has to print the password as its first line"
    );
}

/// A child process, ended with this at the latest.
class Child {
public:
    explicit Child(pid_t pid) : pid_(pid) {}

    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    ~Child() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            (void)wait();
        }
    }

    /// Its exit status as waitpid gives it.
    int wait() {
        const pid_t pid = std::exchange(pid_, 0);
        int status = 0;
        while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
        }
        return status;
    }

private:
    pid_t pid_;
};

/// What the child does with its descriptors between fork and exec.
class FileActions {
public:
    FileActions() { ::posix_spawn_file_actions_init(&actions_); }

    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;

    ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }

    void redirect_output(const Descriptor& to) {
        ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions_, to.number(), STDOUT_FILENO);
    }

    [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

/// Starts the command with its output going into the descriptor; 0 and errno when it cannot.
pid_t start(std::string command, const Descriptor& output) {
    FileActions actions;
    actions.redirect_output(output);
    std::string shell = "sh";
    std::string flag = "-c";
    const std::array<char*, 4> arguments{shell.data(), flag.data(), command.data(), nullptr};
    pid_t pid = 0;
    errno = ::posix_spawn(&pid, "/bin/sh", actions.get(), nullptr, arguments.data(), environ);
    return errno == 0 ? pid : 0;
}

enum class Waited : unsigned char { readable, late, stopped };

Waited wait_for(const Descriptor& input, Clock::time_point deadline, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0) {
            return Waited::late;
        }
        pollfd one{input.number(), POLLIN, 0};
        if (::poll(&one, 1, static_cast<int>(std::min(left, stop_poll).count())) > 0) {
            return Waited::readable;
        }
    }
    return Waited::stopped;
}

/// Everything up to the end of the output.
ports::Result<std::string>
read_all(const Descriptor& input, Clock::time_point deadline, const std::stop_token& stop) {
    std::string bytes;
    std::array<char, 4096> buffer{};
    Waited waited = wait_for(input, deadline, stop);
    for (; waited == Waited::readable; waited = wait_for(input, deadline, stop)) {
        const ssize_t got = ::read(input.number(), buffer.data(), buffer.size());
        if (got == 0) {
            return bytes;
        }
        if (got > 0) {
            bytes.append(buffer.data(), static_cast<std::size_t>(got));
        }
        if (bytes.size() > max_secret_bytes) {
            return failed("prints too much to be a password");
        }
    }
    return waited == Waited::late
               ? failed("takes too long")
               : ports::fail(
                     FailureKind::interrupted, "Interrupted while waiting for the password command"
                 );
}

std::string_view ending(int status) {
    return WIFSIGNALED(status) ? "was ended by signal" : "ended with status";
}

} // namespace

std::string CommandSecretStore::description() const {
    return fmt::format("command `{}`", command_);
}

ports::Result<ports::Secret> CommandSecretStore::read() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return failed("cannot be started: " + error_text(errno));
    }
    const Descriptor input{ends[0]};
    Descriptor output{ends[1]};
    const pid_t pid = start(command_, output);
    if (pid == 0) {
        return failed("cannot be started: " + error_text(errno));
    }
    Child child{pid};
    output.close();
    auto bytes = read_all(input, Clock::now() + timeout_, stop_);
    if (!bytes) {
        return ports::fail(bytes.error());
    }
    if (const int status = child.wait(); status != 0) {
        const int number = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
        return failed(fmt::format("{} {}", ending(status), number));
    }
    return cleaned(bytes->substr(0, bytes->find('\n')), description());
}

ports::Result<void> CommandSecretStore::write(const ports::Secret& /*secret*/) {
    return failed("can only be read from");
}

ports::Result<void> CommandSecretStore::erase() {
    return failed("can only be read from");
}

} // namespace secrets
