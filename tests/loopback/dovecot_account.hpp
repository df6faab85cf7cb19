#pragma once

#include "tests/loopback/served_account.hpp"
#include "tests/support/dovecot.hpp"
#include "testserver/mailbox/message.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace loopback {

/// Debian's Dovecot with the same mailbox as FakeAccount: labels are IMAP keywords there, or, with
/// `in_folders`, the folders that the mail lies in.
class DovecotAccount : public ServedAccount {
public:
    /// Made-up mail.
    explicit DovecotAccount(std::size_t messages, bool in_folders = false, std::uint64_t seed = 1);
    explicit DovecotAccount(
        const std::vector<testserver::NewMessage>& mails, bool in_folders = false
    );

private:
    support::Dovecot dovecot_;
};

} // namespace loopback
