#pragma once

#include "ports/mail_store.hpp"
#include "ports/result.hpp"
#include "ports/token_source.hpp"

#include <stop_token>

namespace imap::client {

/// A mail store that lives and dies with one connection, its first steps apart so that a supervisor
/// can pace them. Once the connection is lost every call answers with the cause.
///
/// Flow: connect → authenticate → open and the rest of MailStore.
class ConnectionStore : public ports::MailStore {
public:
    virtual ports::Result<void> connect(std::stop_token stop) = 0;
    virtual ports::Result<void> authenticate(ports::Freshness freshness, std::stop_token stop) = 0;
    /// Whether the server said NO to a part of the last `change`: that part will never show.
    [[nodiscard]] virtual bool refused_changes() const = 0;
};

} // namespace imap::client
