#pragma once

#include "adapters/imap/session/event.hpp"
#include "adapters/imap/wire/client_command.hpp"

namespace imap::session {

/// Commands by what they mean for the order of others and for a lost connection.
enum class Kind : unsigned char {
    query,
    change,
    select,
    unselect,
    authenticate,
    enable,
    compress,
    idle,
    logout,
};

struct KindTraits {
    /// Sent only when every earlier command is answered.
    bool waits_for_earlier = false;
    /// Nothing is sent behind it until it is answered.
    bool holds_later = false;
    /// When it was sent and its answer was lost.
    Fate when_lost = Fate::safe_to_resend;
};

[[nodiscard]] Kind kind_of(const wire::client::ClientCommand& command);
[[nodiscard]] KindTraits traits_of(Kind kind);

} // namespace imap::session
