#include "testserver/mailbox/account.hpp"
#include "testserver/mailbox/gmail_folders.hpp"
#include "testserver/mailbox/mime/header.hpp"

#include <algorithm>
#include <functional>

namespace testserver {
namespace {

/// Gmail's look like this: milliseconds in the upper bits, so that they sort by time; the serial
/// number keeps them apart.
std::uint64_t make_id(domain::Timestamp received, std::uint64_t serial) {
    constexpr std::uint64_t serial_bits = 20;
    constexpr std::uint64_t milliseconds = 1000;
    const auto seconds = std::max<std::int64_t>(received.time_since_epoch().count(), 0);
    const auto mixed = serial * 0x9E3779B1U & ((std::uint64_t{1} << serial_bits) - 1);
    return (static_cast<std::uint64_t>(seconds) * milliseconds << serial_bits) + mixed;
}

void apply(FlagSet& flags, Edit edit, const FlagSet& change) {
    if (edit == Edit::replace) {
        flags.clear();
    }
    for (const auto& flag : change) {
        if (flag == deleted_flag || flag == recent_flag) {
            continue;
        }
        if (edit == Edit::remove) {
            flags.erase(flag);
        } else {
            flags.insert(flag);
        }
    }
}

} // namespace

Uid Account::append(Folder& folder, NewMessage mail) {
    const bool deleted = mail.flags.contains(deleted_flag);
    if (auto known = is_gmail() ? same_mail(mail.raw) : nullptr) {
        enter(*known, folder);
        changed(*known, align_flags(*known));
        return place_in(known, folder);
    }
    const auto message = store(std::move(mail));
    if (is_gmail()) {
        enter(*message, folder);
        file_new(message);
    } else {
        folder.put(message, message->modseq);
    }
    const auto uid = place_in(message, folder);
    if (auto* row = folder.row(uid)) {
        row->deleted = deleted && !is_gmail();
    }
    return uid;
}

void Account::deliver(NewMessage mail) {
    file_new(store(std::move(mail)));
}

void Account::file_new(const MessagePtr& message) {
    for (const auto& label : message->labels) {
        if (!folder_of_label(label.name)) {
            add_folder(label.name);
        }
    }
    if (message->flags.contains(flagged_flag)) {
        align_labels(*message);
    }
    align_flags(*message);
    refile(message);
}

void Account::edit_flags(Folder& folder, Uid uid, Edit edit, const FlagSet& flags) {
    auto* row = folder.row(uid);
    if (row == nullptr) {
        return;
    }
    const auto message = row->message;
    const auto before = message->flags;
    const bool was_deleted = row->deleted;
    apply(message->flags, edit, flags);
    if (flags.contains(deleted_flag)) {
        row->deleted = edit != Edit::remove;
    } else if (edit == Edit::replace) {
        row->deleted = false;
    }
    if (message->flags == before && row->deleted == was_deleted) {
        return; // RFC 7162 3.1.3: a STORE that changes nothing needs no new MODSEQ.
    }
    const bool expunge_now = row->deleted && is_gmail() && settings_.auto_expunge;
    if (is_gmail()) {
        align_labels(*message);
    }
    changed(*message, true);
    if (is_gmail()) {
        refile(message);
    }
    if (expunge_now) {
        expunge(folder, std::span{&uid, 1});
    }
}

std::optional<Refusal> Account::edit_labels(
    Folder& folder, std::span<const Uid> uids, Edit edit, const domain::LabelSet& labels
) {
    for (const auto& label : labels) {
        if (const auto refusal = refuses_label(label.name)) {
            return refusal;
        }
    }
    for (const auto& label : labels) {
        if (!label.is_system() && edit != Edit::remove && !folder_of_label(label.name)) {
            add_folder(label.name);
        }
    }
    for (const auto uid : uids) {
        const auto* row = folder.find(uid);
        if (row == nullptr) {
            continue;
        }
        const auto message = row->message;
        auto after = edited(*message, folder, edit, labels);
        if (after != message->labels) {
            message->labels = std::move(after);
            changed(*message, align_flags(*message));
            refile(message);
        }
    }
    return std::nullopt;
}

std::vector<Copied> Account::copy(Folder& from, std::span<const Uid> uids, Folder& to) {
    std::vector<Copied> done;
    for (const auto uid : uids) {
        const auto* row = from.find(uid);
        if (row == nullptr) {
            continue;
        }
        auto message = row->message;
        const bool deleted = row->deleted;
        if (is_gmail()) {
            enter(*message, to);
            changed(*message, align_flags(*message));
            refile(message);
        } else {
            message = store({*message->raw, message->received, message->flags, {}});
            to.put(message, message->modseq);
            to.entries_.back().deleted = deleted;
        }
        done.push_back({uid, place_in(message, to)});
    }
    return done;
}

std::vector<Copied> Account::move(Folder& from, std::span<const Uid> uids, Folder& to) {
    std::vector<Copied> done;
    for (const auto uid : uids) {
        const auto* row = from.find(uid);
        if (row == nullptr) {
            continue;
        }
        const auto message = row->message;
        const bool deleted = row->deleted;
        if (is_gmail()) {
            leave(*message, from);
            enter(*message, to);
            changed(*message, align_flags(*message));
            refile(message);
        } else {
            from.take_out(uid, ++modseq_);
            to.put(message, modseq_);
            to.entries_.back().deleted = deleted;
        }
        done.push_back({uid, place_in(message, to)});
    }
    return done;
}

void Account::expunge(Folder& folder, std::span<const Uid> uids) {
    for (const auto uid : uids) {
        const auto* row = folder.find(uid);
        if (row == nullptr) {
            continue;
        }
        const auto message = row->message;
        if (is_gmail()) {
            expunge_gmail(folder, message);
        } else {
            folder.take_out(uid, ++modseq_);
            forget_if_gone(message);
        }
    }
}

void Account::renew_uids(Folder& folder) {
    folder.uid_validity_ = next_uid_validity_++;
    const auto rows = folder.entries_;
    for (const auto& row : rows) {
        folder.take_out(row.uid, modseq_);
    }
    folder.uid_next_ = 1;
    for (const auto& row : rows) {
        folder.put(row.message, row.modseq);
    }
    folder.first_recent_ = folder.uid_next_;
}

Account::MessagePtr Account::store(NewMessage mail) {
    auto message = std::make_shared<Message>();
    message->id = make_id(mail.received, next_serial_++);
    const std::string_view raw = mail.raw;
    message->thread = is_gmail()
                          ? threads_.assign(raw.substr(0, mime::header_length(raw)), message->id)
                          : message->id;
    if (is_gmail()) {
        by_content_.emplace(std::hash<std::string>{}(mail.raw), message->id);
    }
    message->received = mail.received;
    apply(message->flags, Edit::add, mail.flags);
    message->labels = std::move(mail.labels);
    message->raw = std::make_shared<const std::string>(std::move(mail.raw));
    message->modseq = ++modseq_;
    messages_.emplace(message->id, message);
    return message;
}

Account::MessagePtr Account::same_mail(const std::string& raw) const {
    auto [at, end] = by_content_.equal_range(std::hash<std::string>{}(raw));
    for (; at != end; ++at) {
        const auto found = messages_.find(at->second);
        if (found != messages_.end() && *found->second->raw == raw) {
            return found->second;
        }
    }
    return nullptr;
}

void Account::forget_if_gone(const MessagePtr& message) {
    if (!message->places.empty()) {
        return;
    }
    messages_.erase(message->id);
    auto [at, end] = by_content_.equal_range(std::hash<std::string>{}(*message->raw));
    const auto own =
        std::find_if(at, end, [&](const auto& row) { return row.second == message->id; });
    if (own != end) {
        by_content_.erase(own);
    }
}

void Account::changed(Message& message, bool flags_changed) {
    message.modseq = ++modseq_;
    for (const auto& place : message.places) {
        if (auto* row = place.folder->row(place.uid)) {
            place.folder->touch(*row, modseq_, flags_changed);
        }
    }
}

Uid Account::place_in(const MessagePtr& message, Folder& folder) {
    if (is_gmail()) {
        refile(message);
    }
    // The last one: in the rfc profile a copy may stand beside its original.
    const auto place = std::ranges::find(
        message->places.rbegin(), message->places.rend(), &folder, &Place::folder
    );
    return place == message->places.rend() ? 0 : place->uid;
}

} // namespace testserver
