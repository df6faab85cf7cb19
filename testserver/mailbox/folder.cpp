#include "testserver/mailbox/folder.hpp"

#include <algorithm>

namespace testserver {

const Entry* Folder::find(Uid uid) const {
    const auto found = std::ranges::lower_bound(entries_, uid, {}, &Entry::uid);
    return found != entries_.end() && found->uid == uid ? &*found : nullptr;
}

std::string Folder::spelling_of(std::string_view flag) const {
    const auto known = keywords_.find(flag);
    return known == keywords_.end() ? canonical_flag(flag) : *known;
}

Entry* Folder::row(Uid uid) {
    const auto found = std::ranges::lower_bound(entries_, uid, {}, &Entry::uid);
    return found != entries_.end() && found->uid == uid ? &*found : nullptr;
}

void Folder::note_keywords(const Message& message) {
    for (const auto& flag : message.flags) {
        if (!flag.starts_with('\\')) {
            keywords_.insert(flag);
        }
    }
}

void Folder::put(std::shared_ptr<Message> message, ModSeq modseq) {
    note_keywords(*message);
    message->places.push_back({this, uid_next_});
    entries_.push_back({uid_next_++, false, modseq, modseq, std::move(message)});
    highest_modseq_ = std::max(highest_modseq_, modseq);
    ++version_;
}

void Folder::take_out(Uid uid, ModSeq modseq) {
    const auto found = std::ranges::lower_bound(entries_, uid, {}, &Entry::uid);
    if (found == entries_.end() || found->uid != uid) {
        return;
    }
    std::erase_if(found->message->places, [&](const Place& place) {
        return place.folder == this && place.uid == uid;
    });
    entries_.erase(found);
    highest_modseq_ = std::max(highest_modseq_, modseq);
    ++version_;
}

void Folder::touch(Entry& entry, ModSeq modseq, bool flags_changed) {
    entry.modseq = modseq;
    if (flags_changed) {
        entry.flags_at = modseq;
        note_keywords(*entry.message);
    }
    highest_modseq_ = std::max(highest_modseq_, modseq);
    ++version_;
}

} // namespace testserver
