#include "adapters/sqlite/account_lock.hpp"

#include "adapters/sqlite/failures.hpp"

#include <fmt/core.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>
#include <utility>

namespace sqlite {

using ports::FailureKind;
using ports::Result;

namespace {

/// The number in the lock file; 0 when there is none.
pid_t read_pid(int descriptor) {
    std::array<char, 16> text{};
    const auto size = ::pread(descriptor, text.data(), text.size(), 0);
    pid_t pid = 0;
    if (size > 0) {
        std::from_chars(text.data(), text.data() + size, pid);
    }
    return pid;
}

bool write_pid(int descriptor) {
    const auto text = fmt::format("{}\n", ::getpid());
    return ::ftruncate(descriptor, 0) == 0 &&
           ::pwrite(descriptor, text.data(), text.size(), 0) == std::ssize(text);
}

/// Open file description locks, not POSIX ones: those vanish when any descriptor of the file is
/// closed, and are no obstacle inside one process.
bool try_lock(int descriptor) {
    struct flock whole_file{};
    whole_file.l_type = F_WRLCK;
    whole_file.l_whence = SEEK_SET;
    return ::fcntl(descriptor, F_OFD_SETLK, &whole_file) == 0;
}

ports::Failure held(const std::string& whose, pid_t holder) {
    const bool known = holder > 0;
    return {
        FailureKind::locked,
        known ? fmt::format("Another run (process {}) is using the state of {}", holder, whose)
              : fmt::format("Another run is using the state of {}", whose),
        known ? fmt::format("Wait until it ends, or end it: kill {}", holder)
              : std::string{"Wait until it ends."},
        {}
    };
}

} // namespace

Result<AccountLock>
AccountLock::acquire(const std::filesystem::path& file, const std::string& whose) {
    constexpr mode_t only_me = 0600;
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, only_me);
    if (descriptor < 0) {
        return ports::fail(system_failure("Cannot open", file.string(), errno));
    }
    if (!try_lock(descriptor)) {
        const int error = errno;
        const auto holder = read_pid(descriptor);
        ::close(descriptor);
        const bool is_held = error == EAGAIN || error == EACCES;
        return ports::fail(
            is_held ? held(whose, holder) : system_failure("Cannot lock", file.string(), error)
        );
    }
    const bool was_abandoned = read_pid(descriptor) != 0;
    if (!write_pid(descriptor)) {
        const int error = errno;
        ::close(descriptor);
        return ports::fail(system_failure("Cannot write", file.string(), error));
    }
    return AccountLock{descriptor, was_abandoned};
}

AccountLock::AccountLock(AccountLock&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)}, was_abandoned_{other.was_abandoned_} {}

AccountLock::~AccountLock() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

void AccountLock::say_goodbye() const {
    if (::ftruncate(descriptor_, 0) != 0) {
        // The next run will only look more carefully than it had to.
        return;
    }
}

} // namespace sqlite
