#include "testserver/protocol/other_client.hpp"

#include "testserver/mailbox/mime/decode.hpp"
#include "testserver/mailbox/mime/header.hpp"
#include "testserver/mailbox/place_mail.hpp"
#include "testserver/mailbox/seeds/generate.hpp"

#include <algorithm>
#include <iterator>
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
    keep_chosen(uids, choice, [](Uid uid) { return uid; });
    return uids;
}

void stand(std::vector<StandingMessage>& list, const Account& account, const Folder& folder) {
    for (const auto& entry : folder.entries()) {
        const auto& mail = *entry.message;
        const std::string_view raw{*mail.raw};
        const auto fields = mime::header_fields(raw.substr(0, mime::header_length(raw)));
        StandingMessage standing;
        standing.uid = entry.uid;
        standing.subject = mime::decode_words(mime::field_value(fields, "subject"));
        standing.flags.assign(mail.flags.begin(), mail.flags.end());
        if (entry.deleted) {
            standing.flags.emplace_back(deleted_flag);
        }
        for (const auto& label : mail.labels) {
            standing.labels.push_back(label.name);
        }
        if (!account.is_gmail()) {
            std::ranges::copy_if(mail.flags, std::back_inserter(standing.labels), [](auto& flag) {
                return !flag.starts_with('\\');
            });
        }
        list.push_back(std::move(standing));
    }
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

std::optional<std::vector<StandingMessage>> OtherClient::messages_in(std::string_view name) const {
    std::optional<std::vector<StandingMessage>> list;
    world_.for_each_user([&](const User& user) {
        if (const auto folder = user.account->find(name)) {
            stand(list ? *list : list.emplace(), *user.account, *folder);
        }
    });
    return list;
}

std::vector<StandingMessage> OtherClient::all_messages() const {
    std::vector<StandingMessage> list;
    world_.for_each_user([&](const User& user) {
        const auto& account = *user.account;
        if (account.is_gmail()) {
            stand(list, account, *account.special(SpecialUse::all));
            return;
        }
        for (const auto& folder : account.folders()) {
            stand(list, account, *folder);
        }
    });
    return list;
}

void OtherClient::lock_out(const std::string& login_name, Instant until) {
    world_.lock_out(login_name, until);
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
