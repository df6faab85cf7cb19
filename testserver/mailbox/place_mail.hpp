#pragma once

#include "testserver/mailbox/account.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace testserver {

/// Every line end as CRLF, as IMAP sends mail.
std::string with_crlf(std::string_view text);

/// Puts a mail that has labels where a real account would have it: in Gmail under its labels and in
/// the inbox, unless it was sent, drafted, junked or trashed; in the rfc profile into INBOX with a
/// keyword for each label.
void place_mail(
    Account& account,
    NewMessage mail,
    const std::function<std::string(const domain::Label&)>& keyword_of
);

} // namespace testserver
