#pragma once

#include "testserver/scenario/instant.hpp"
#include "testserver/scenario/mailbox_state.hpp"
#include "testserver/scenario/message_choice.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace testserver {

/// What somebody else does to a mailbox; all that is said here, in this order.
struct MailboxChange {
    std::string folder = "INBOX";
    bool create = false;
    std::uint64_t deliver = 0; ///< So many made-up mails arrive.
    MessageChoice which;       ///< For flags and labels.
    std::vector<std::string> add_flags;
    std::vector<std::string> remove_flags;
    std::vector<std::string> add_labels; ///< Gmail only.
    std::vector<std::string> remove_labels;
    std::optional<MessageChoice> expunge;
    bool new_uidvalidity = false;
    std::string rename_to;
    bool remove = false;
};

enum class TokenChange : unsigned char {
    expire, ///< Access tokens.
    revoke, ///< Access and refresh tokens: the user has withdrawn the consent.
    rotate  ///< The next refresh replaces the refresh token.
};

/// What a scenario does to the world, apart from its connections, and what it sees of it in the
/// end. Whatever a change does not find it leaves alone: the real world does not ask either.
class WorldEffects {
public:
    virtual ~WorldEffects() = default;

    virtual void change_mailbox(const MailboxChange& change, Instant now) = 0;
    virtual void change_tokens(TokenChange change, Instant now) = 0;

    /// Refuses logins with this name until then; all logins where it is empty.
    virtual void lock_out(const std::string& login_name, Instant until) = 0;

    /// In UID order, of all accounts; absent where there is no folder of that name.
    [[nodiscard]] virtual std::optional<std::vector<StandingMessage>>
    messages_in(std::string_view folder) const = 0;

    /// Each once; none in Gmail's Spam and Trash.
    [[nodiscard]] virtual std::vector<StandingMessage> all_messages() const = 0;
};

} // namespace testserver
