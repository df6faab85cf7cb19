#include "testserver/mailbox/account.hpp"

#include "testserver/mailbox/gmail_folders.hpp"
#include "testserver/mailbox/label_set.hpp"

#include <algorithm>

namespace testserver {
namespace {

using domain::ascii_lowered;
using domain::equal_ignoring_case;

bool is_inbox(std::string_view name) {
    return equal_ignoring_case(name, "INBOX");
}

bool is_control(char c) {
    constexpr char del = 0x7f;
    return (c >= 0 && c < ' ') || c == del;
}

/// "a/b" of "a/b/c".
std::string_view parent(std::string_view name) {
    const auto slash = name.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : name.substr(0, slash);
}

bool is_below(std::string_view name, std::string_view ancestor) {
    return name.size() > ancestor.size() && name.starts_with(ancestor) &&
           name[ancestor.size()] == '/';
}

} // namespace

Account::Account(MailboxSettings settings) : settings_(std::move(settings)) {
    if (!is_gmail()) {
        add_folder("INBOX");
        return;
    }
    add_folder(settings_.tree)->selectable_ = false;
    for (const auto& system : system_folders()) {
        const auto leaf = system.leaf.at(static_cast<std::size_t>(settings_.language));
        const bool below = !is_inbox(leaf);
        add_folder((below ? settings_.tree + '/' : std::string{}) + std::string{leaf})->use_ =
            system.use;
    }
    by_label_.clear(); // These folders are found by "\\Sent", not by "[Gmail]/Sent Mail".
    for (const auto& folder : folders_) {
        if (const auto label = label_of(*folder)) {
            by_label_[ascii_lowered(label->name)] = folder;
        }
    }
}

std::shared_ptr<Folder> Account::find(std::string_view name) const {
    const auto found = std::ranges::find_if(folders_, [&](const auto& folder) {
        return (folder->name() == name || (is_inbox(name) && is_inbox(folder->name()))) &&
               !is_hidden(*folder);
    });
    return found == folders_.end() ? nullptr : *found;
}

bool Account::is_hidden(const Folder& folder) const {
    return settings_.hidden.contains(folder.use());
}

std::shared_ptr<Folder> Account::special(SpecialUse use) const {
    const auto found =
        std::ranges::find(folders_, use, [](const auto& folder) { return folder->use(); });
    return found == folders_.end() ? nullptr : *found;
}

std::optional<domain::Label> Account::label_of(const Folder& folder) const {
    if (!is_gmail() || !folder.selectable()) {
        return std::nullopt;
    }
    if (is_inbox(folder.name())) {
        return domain::inbox;
    }
    if (folder.use() == SpecialUse::none) {
        return domain::Label{folder.name()};
    }
    const auto table = system_folders();
    const auto row = std::ranges::find(table, folder.use(), &SystemFolder::use);
    return row->label.empty() ? std::nullopt
                              : std::optional{domain::Label{std::string{row->label}}};
}

std::optional<Refusal> Account::bad_name(std::string_view name) const {
    if (name.empty() || name.size() > max_folder_name || name.starts_with('/') ||
        name.find("//") != std::string_view::npos) {
        return Refusal::name_not_allowed;
    }
    if (folders_.size() >= max_folders) {
        return Refusal::too_many_folders;
    }
    if (!is_gmail()) {
        const bool bad = name.ends_with('/') || std::ranges::any_of(name, is_control);
        return bad ? std::optional{Refusal::name_not_allowed} : std::nullopt;
    }
    if (has_excess_space(name)) {
        return Refusal::excess_whitespace;
    }
    const bool refused = is_reserved_label(name) || name.starts_with('\\') ||
                         name.find('^') != std::string_view::npos;
    return refused ? std::optional{Refusal::name_not_allowed} : std::nullopt;
}

std::optional<Refusal> Account::create_folder(std::string_view name) {
    // RFC 3501 6.3.3: a final separator only says that names will be created below.
    if (name.ends_with('/')) {
        name.remove_suffix(1);
    }
    const auto existing = is_gmail() ? folder_of_label(name) : find(name);
    if ((existing && existing->selectable()) || is_inbox(name)) {
        return Refusal::already_exists;
    }
    if (const auto refusal = bad_name(name)) {
        return refusal;
    }
    if (existing) {
        existing->selectable_ = true;
        existing->uid_validity_ = next_uid_validity_++;
        return std::nullopt;
    }
    add_folder(std::string{name});
    add_parents(name);
    return std::nullopt;
}

std::optional<Refusal> Account::delete_folder(std::string_view name) {
    const auto folder = find(name);
    if (!folder) {
        return Refusal::nonexistent;
    }
    const bool of_system =
        is_gmail() && (folder->use() != SpecialUse::none || !folder->selectable());
    if (is_inbox(name) || of_system) {
        return Refusal::system_folder;
    }
    const bool keeps_name = !is_gmail() && has_children(name);
    if (keeps_name && !folder->selectable()) {
        return Refusal::has_children;
    }
    drop_folder(folder);
    if (keeps_name) {
        add_folder(std::string{name})->selectable_ = false;
    }
    return std::nullopt; // The levels above stay, to be deleted by themselves (RFC 3501 6.3.4).
}

std::optional<Refusal> Account::rename_folder(std::string_view from, std::string_view to) {
    const auto folder = find(from);
    if (!folder) {
        return Refusal::nonexistent;
    }
    if (is_gmail() &&
        (folder->use() != SpecialUse::none || !folder->selectable() || is_inbox(from))) {
        return Refusal::system_folder;
    }
    const auto taken = is_gmail() ? folder_of_label(to) : find(to);
    if (taken && (taken != folder || taken->name() == to)) {
        return Refusal::already_exists;
    }
    if (const auto refusal = bad_name(to)) {
        return refusal;
    }
    if (is_below(to, from)) {
        return Refusal::name_not_allowed;
    }
    if (is_inbox(from)) {
        // RFC 3501 6.3.5: its messages move to the new name; INBOX stays, empty.
        move_inbox(*folder, *add_folder(std::string{to}));
        return std::nullopt;
    }
    const std::string old = folder->name();
    for (const auto& each : std::vector{folders_}) {
        if (each == folder || is_below(each->name(), old)) {
            rename_one(*each, std::string{to} + each->name().substr(old.size()));
        }
    }
    sort_folders();
    add_parents(to);
    drop_empty_levels(parent(old));
    return std::nullopt;
}

void Account::add_parents(std::string_view name) {
    for (auto above = parent(name); !is_gmail() && !above.empty() && !find(above);
         above = parent(above)) {
        add_folder(std::string{above})->selectable_ = false;
    }
}

std::shared_ptr<Folder> Account::add_folder(std::string name) {
    auto folder = std::make_shared<Folder>(std::move(name), next_uid_validity_++);
    folders_.push_back(folder);
    by_label_.try_emplace(ascii_lowered(folder->name()), folder);
    sort_folders();
    return folder;
}

std::shared_ptr<Folder> Account::folder_of_label(std::string_view label) const {
    const auto found = by_label_.find(ascii_lowered(label));
    return found == by_label_.end() ? nullptr : found->second;
}

void Account::sort_folders() {
    std::ranges::sort(folders_, [](const auto& left, const auto& right) {
        const bool right_is_inbox = is_inbox(right->name());
        return !right_is_inbox && (is_inbox(left->name()) || left->name() < right->name());
    });
}

void Account::drop_folder(const std::shared_ptr<Folder>& folder) {
    std::erase(folders_, folder);
    by_label_.erase(ascii_lowered(folder->name()));
    const auto label = label_of(*folder);
    while (!folder->entries_.empty()) {
        const auto message = folder->entries_.back().message;
        folder->take_out(folder->entries_.back().uid, modseq_);
        // GMAIL-IMAP 4.3: a label removed globally bumps no MODSEQ.
        if (label) {
            remove_label(message->labels, label->name);
        }
        forget_if_gone(message);
    }
}

/// Levels that were only made for what stood below them.
void Account::drop_empty_levels(std::string_view name) {
    for (; !is_gmail() && !name.empty(); name = parent(name)) {
        const auto folder = find(name);
        if (!folder || folder->selectable() || has_children(name)) {
            return;
        }
        drop_folder(folder);
    }
}

void Account::rename_one(Folder& folder, const std::string& name) {
    const auto self = find(folder.name());
    by_label_.erase(ascii_lowered(folder.name()));
    if (const auto label = label_of(folder)) {
        for (const auto& [id, message] : messages_) {
            if (message->labels.erase(*label) > 0) {
                message->labels.insert(domain::Label{name});
            }
        }
    }
    folder.name_ = name;
    by_label_[ascii_lowered(name)] = self;
}

void Account::move_inbox(Folder& inbox, Folder& to) {
    while (!inbox.entries_.empty()) {
        const auto row = inbox.entries_.front();
        inbox.take_out(row.uid, ++modseq_);
        to.put(row.message, modseq_);
        to.entries_.back().deleted = row.deleted;
    }
}

bool Account::has_children(std::string_view name) const {
    return std::ranges::any_of(folders_, [&](const auto& folder) {
        return is_below(folder->name(), name);
    });
}

} // namespace testserver
