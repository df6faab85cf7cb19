#pragma once

#include "ports/result.hpp"

#include <filesystem>
#include <string>

namespace sqlite {

/// Holds the account for one run: a second one is refused with the process that holds it. The
/// kernel lets go when the process ends, however it ends; the number of a process that did not say
/// good-bye stays in the file and tells the next run to look at the state with care.
class AccountLock {
public:
    /// `whose` is how the user calls the account.
    static ports::Result<AccountLock>
    acquire(const std::filesystem::path& file, const std::string& whose);

    AccountLock(AccountLock&& other) noexcept;
    AccountLock& operator=(AccountLock&&) = delete;
    ~AccountLock();

    /// The run before was killed, or its machine lost power.
    [[nodiscard]] bool was_abandoned() const { return was_abandoned_; }

    /// All is well: the next run need not look.
    void say_goodbye() const;

private:
    AccountLock(int descriptor, bool was_abandoned)
        : descriptor_{descriptor}, was_abandoned_{was_abandoned} {}

    int descriptor_;
    bool was_abandoned_;
};

} // namespace sqlite
