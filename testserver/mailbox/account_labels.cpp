#include "testserver/mailbox/account.hpp"
#include "testserver/mailbox/gmail_folders.hpp"
#include "testserver/mailbox/label_set.hpp"

#include <algorithm>

// What Gmail makes of labels: folders are views, so every change ends in refile.
namespace testserver {
namespace {

bool shows(const std::vector<Folder*>& folders, const Folder* folder) {
    return std::ranges::find(folders, folder) != folders.end();
}

} // namespace

std::optional<Refusal> Account::refuses_label(std::string_view name) const {
    if (name.starts_with('\\')) {
        return canonical_system_label(name).empty() ? std::optional{Refusal::name_not_allowed}
                                                    : std::nullopt;
    }
    return folder_of_label(name) ? std::nullopt : bad_name(name);
}

std::vector<Folder*> Account::folders_showing(const Message& message) const {
    if (message.labels.contains(domain::trash)) {
        return {special(SpecialUse::trash).get()};
    }
    if (message.labels.contains(domain::spam)) {
        return {special(SpecialUse::junk).get()};
    }
    std::vector<Folder*> folders{special(SpecialUse::all).get()};
    for (const auto& label : message.labels) {
        if (const auto folder = folder_of_label(label.name)) {
            folders.push_back(folder.get());
        }
    }
    std::erase(folders, nullptr);
    return folders;
}

void Account::refile(const MessagePtr& message) {
    const auto wanted = folders_showing(*message);
    for (const auto& place : std::vector{message->places}) {
        if (!shows(wanted, place.folder)) {
            place.folder->take_out(place.uid, modseq_);
        }
    }
    for (auto* folder : wanted) {
        const bool there = std::ranges::any_of(message->places, [&](const Place& place) {
            return place.folder == folder;
        });
        if (!there) {
            folder->put(message, message->modseq);
        }
    }
}

void Account::enter(Message& message, Folder& folder) const {
    if (folder.use() == SpecialUse::trash || folder.use() == SpecialUse::junk) {
        remove_label(message.labels, domain::inbox.name);
    }
    remove_label(message.labels, domain::trash.name);
    remove_label(message.labels, domain::spam.name);
    if (const auto label = label_of(folder)) {
        add_label(message.labels, label->name);
    }
}

void Account::leave(Message& message, Folder& folder) const {
    if (const auto label = label_of(folder)) {
        remove_label(message.labels, label->name);
    }
}

domain::LabelSet Account::edited(
    const Message& message, const Folder& folder, Edit edit, const domain::LabelSet& labels
) const {
    // \Draft and \Sent are accepted and change nothing; the folder's own label cannot go from here.
    const auto own = label_of(folder);
    const auto fixed = [&](std::string_view name) {
        return name == domain::draft.name || name == domain::sent.name ||
               (own && domain::same_label(own->name, name));
    };
    auto result = message.labels;
    if (edit == Edit::replace) {
        std::erase_if(result, [&](const domain::Label& label) { return !fixed(label.name); });
    }
    for (const auto& label : labels) {
        const auto canonical = label.is_system() ? canonical_system_label(label.name) : label.name;
        if (fixed(canonical)) {
            continue;
        }
        if (edit == Edit::remove) {
            remove_label(result, canonical);
            continue;
        }
        const auto shown = label.is_system() ? nullptr : folder_of_label(label.name);
        add_label(result, shown ? std::string_view{shown->name()} : canonical);
    }
    return result;
}

bool Account::align_flags(Message& message) {
    const auto before = message.flags;
    if (message.labels.contains(domain::starred)) {
        message.flags.insert(std::string{flagged_flag});
    } else {
        message.flags.erase(std::string{flagged_flag});
    }
    if (message.labels.contains(domain::draft)) {
        message.flags.insert(std::string{draft_flag});
    }
    return message.flags != before;
}

void Account::align_labels(Message& message) {
    if (message.flags.contains(flagged_flag)) {
        add_label(message.labels, domain::starred.name);
    } else {
        remove_label(message.labels, domain::starred.name);
    }
}

void Account::expunge_gmail(Folder& folder, const MessagePtr& message) {
    const bool for_good = folder.use() == SpecialUse::trash || folder.use() == SpecialUse::junk;
    leave(*message, folder);
    const auto all = special(SpecialUse::all);
    const bool last = std::ranges::none_of(message->places, [&](const Place& place) {
        return place.folder != &folder && place.folder != all.get();
    });
    const bool vanish =
        for_good || (last && settings_.expunge_behavior == ExpungeBehavior::delete_forever);
    if (vanish) {
        for (const auto& place : std::vector{message->places}) {
            place.folder->take_out(place.uid, ++modseq_);
        }
        forget_if_gone(message);
        return;
    }
    if (last && settings_.expunge_behavior == ExpungeBehavior::trash) {
        enter(*message, *special(SpecialUse::trash));
    }
    if (const auto place = std::ranges::find(message->places, &folder, &Place::folder);
        place != message->places.end()) {
        folder.row(place->uid)->deleted = false; // All Mail still shows an archived message.
    }
    changed(*message, align_flags(*message));
    refile(message);
}

} // namespace testserver
