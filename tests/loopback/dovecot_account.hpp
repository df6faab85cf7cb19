#pragma once

#include "tests/loopback/served_account.hpp"
#include "tests/support/dovecot.hpp"

#include <cstddef>
#include <cstdint>

namespace loopback {

/// Debian's Dovecot with the same made-up mailbox as FakeAccount: labels are IMAP keywords there,
/// or, with `in_folders`, the folders that the mail lies in.
class DovecotAccount : public ServedAccount {
public:
    explicit DovecotAccount(std::size_t messages, bool in_folders = false, std::uint64_t seed = 1);

private:
    support::Dovecot dovecot_;
};

} // namespace loopback
