#include "testserver/mailbox/place_mail.hpp"

#include "testserver/mailbox/gmail_folders.hpp"

namespace testserver {

std::string with_crlf(std::string_view text) {
    std::string converted;
    converted.reserve(text.size() + text.size() / 32);
    char before = '\0';
    for (const char c : text) {
        if (c == '\n' && before != '\r') {
            converted += '\r';
        }
        converted += c;
        before = c;
    }
    return converted;
}

void place_mail(
    Account& account,
    NewMessage mail,
    const std::function<std::string(const domain::Label&)>& keyword_of
) {
    if (account.is_gmail()) {
        const bool elsewhere =
            mail.labels.contains(domain::sent) || mail.labels.contains(domain::draft) ||
            mail.labels.contains(domain::spam) || mail.labels.contains(domain::trash);
        if (!elsewhere) {
            mail.labels.insert(domain::inbox);
        }
        account.deliver(std::move(mail));
        return;
    }
    for (const auto& label : mail.labels) {
        if (label == domain::starred) {
            mail.flags.emplace(flagged_flag);
        } else if (!label.is_system()) {
            mail.flags.insert(keyword_of(label));
        }
    }
    mail.labels.clear();
    account.append(*account.find("INBOX"), std::move(mail));
}

} // namespace testserver
