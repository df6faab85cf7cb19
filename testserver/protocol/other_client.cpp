#include "testserver/protocol/other_client.hpp"

#include "testserver/mailbox/place_mail.hpp"
#include "testserver/mailbox/seeds/generate.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace testserver {
namespace {

std::vector<Uid> chosen(const Folder& folder, const MessageChoice& choice) {
    std::vector<Uid> uids;
    for (const auto& entry : folder.entries()) {
        uids.push_back(entry.uid);
    }
    const auto number = std::min<std::uint64_t>(choice.number, uids.size());
    switch (choice.from) {
    case MessageChoice::From::all:
        break;
    case MessageChoice::From::oldest:
        uids.resize(number);
        break;
    case MessageChoice::From::newest:
        uids.erase(uids.begin(), uids.end() - static_cast<std::ptrdiff_t>(number));
        break;
    case MessageChoice::From::uid:
        std::erase_if(uids, [&choice](Uid uid) { return uid != choice.number; });
        break;
    }
    return uids;
}

domain::LabelSet labels(const std::vector<std::string>& names) {
    domain::LabelSet set;
    for (const auto& name : names) {
        set.insert(domain::Label{name});
    }
    return set;
}

void change_messages(Account& account, Folder& folder, const MailboxChange& change) {
    const auto uids = chosen(folder, change.which);
    const FlagSet added{change.add_flags.begin(), change.add_flags.end()};
    const FlagSet removed{change.remove_flags.begin(), change.remove_flags.end()};
    for (const Uid uid : uids) {
        if (!added.empty()) {
            account.edit_flags(folder, uid, Edit::add, added);
        }
        if (!removed.empty()) {
            account.edit_flags(folder, uid, Edit::remove, removed);
        }
    }
    if (account.is_gmail() && !change.add_labels.empty()) {
        account.edit_labels(folder, uids, Edit::add, labels(change.add_labels));
    }
    if (account.is_gmail() && !change.remove_labels.empty()) {
        account.edit_labels(folder, uids, Edit::remove, labels(change.remove_labels));
    }
}

void deliver(Account& account, Folder& folder, NewMessage mail) {
    if (account.is_gmail()) {
        mail.labels = {account.label_of(folder).value_or(domain::inbox)};
        account.deliver(std::move(mail));
    } else {
        account.append(folder, std::move(mail));
    }
}

} // namespace

void OtherClient::change_mailbox(const MailboxChange& change, Instant now) {
    std::vector<NewMessage> arriving;
    if (change.deliver > 0) {
        const auto when = std::chrono::floor<std::chrono::seconds>(now);
        for (auto& seeded : seeds::generate(++delivered_, change.deliver, when)) {
            arriving.push_back(std::move(seeded.mail));
        }
    }
    world_.for_each_user([&](User& user) {
        auto& account = *user.account;
        if (change.create) {
            account.create_folder(change.folder);
        }
        const auto folder = account.find(change.folder);
        if (!folder) {
            return;
        }
        for (const auto& mail : arriving) {
            deliver(account, *folder, mail);
        }
        change_messages(account, *folder, change);
        if (change.expunge) {
            account.expunge(*folder, chosen(*folder, *change.expunge));
        }
        if (change.new_uidvalidity) {
            account.renew_uids(*folder);
        }
        if (!change.rename_to.empty()) {
            account.rename_folder(change.folder, change.rename_to);
        }
        if (change.remove) {
            account.delete_folder(change.folder);
        }
    });
}

void OtherClient::change_tokens(TokenChange change, Instant now) {
    switch (change) {
    case TokenChange::revoke:
        world_.tokens.clear();
        world_.refresh_tokens.clear();
        break;
    case TokenChange::expire:
        for (auto& [text, token] : world_.tokens) {
            token.expires = now;
        }
        break;
    case TokenChange::rotate:
        world_.rotate_refresh_tokens = true;
        break;
    }
}

} // namespace testserver
