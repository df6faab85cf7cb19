#pragma once

#include <csignal>
#include <new>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace support {

/// A value that a child process writes and its parent reads after the child was killed.
template <typename Value>
class SharedValue {
public:
    SharedValue()
        : value_{new(::mmap(
              nullptr, sizeof(Value), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0
          )) Value{}} {}

    SharedValue(const SharedValue&) = delete;
    SharedValue& operator=(const SharedValue&) = delete;

    ~SharedValue() { ::munmap(value_, sizeof(Value)); }

    Value& operator*() const { return *value_; }

private:
    Value* value_;
};

enum class Fate : unsigned char { finished, killed, crashed };

/// Runs `body` in a process of its own, which it may end with `die_now`.
template <typename Body>
Fate run_apart(const Body& body) {
    const pid_t child = ::fork();
    if (child == 0) {
        body();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
        return Fate::killed;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Fate::finished : Fate::crashed;
}

/// As a power cut or the kernel would: nothing is flushed, no destructor runs.
inline void die_now() {
    ::kill(::getpid(), SIGKILL);
}

} // namespace support
