#pragma once

#include "domain/mail/label.hpp"
#include "domain/mail/message.hpp"

#include <string_view>

namespace mailfile {

/// The fields that Google Takeout writes into each message of its mbox.
inline constexpr std::string_view takeout_labels_field = "X-Gmail-Labels";
inline constexpr std::string_view takeout_thread_field = "X-GM-THRID";

/// What the first of them says about a message.
struct TakeoutState {
    domain::LabelSet labels; ///< System labels are spelled as domain/mail/label.hpp says.
    domain::Flags flags;
};

/// Reads `Inbox,Opened,"Work, Acme"`, decoded already. What is no label but a state of the message
/// (Archived, Opened), a tab of the inbox (Category …) or a keyword of another mail program
/// (IMAP_…) is none here either.
TakeoutState takeout_state(std::string_view field);

} // namespace mailfile
