#include "testserver/mailbox/folder_view.hpp"

#include <algorithm>

namespace testserver {

FolderView::FolderView(std::shared_ptr<Folder> folder, bool read_only)
    : folder_(std::move(folder)), read_only_(read_only), version_(folder_->version()),
      entries_(folder_->entries()) {
    note_recent(folder_->entries().begin());
}

bool FolderView::is_recent(Uid uid) const {
    return std::ranges::binary_search(recent_, uid);
}

void FolderView::note_recent(std::vector<Entry>::const_iterator from) {
    for (; from != folder_->entries().end(); ++from) {
        if (from->uid >= folder_->first_recent()) {
            recent_.push_back(from->uid);
        }
    }
}

const Entry* FolderView::find(Uid uid) const {
    const auto number = number_of(uid);
    return number == 0 ? nullptr : &entries_[number - 1];
}

SequenceNumber FolderView::number_of(Uid uid) const {
    const auto found = std::ranges::lower_bound(entries_, uid, {}, &Entry::uid);
    const bool known = found != entries_.end() && found->uid == uid;
    return known ? static_cast<SequenceNumber>(found - entries_.begin()) + 1 : 0;
}

Changes FolderView::catch_up(bool keep_expunged) {
    Changes changes;
    if (!behind()) {
        return changes;
    }
    const auto& now = folder_->entries();
    std::vector<Entry> known;
    known.reserve(now.size());
    auto current = now.begin();
    bool kept = false;
    for (auto& entry : entries_) {
        const bool gone = current == now.end() || current->uid != entry.uid;
        if (gone && !keep_expunged) {
            changes.expunged.push_back(static_cast<SequenceNumber>(known.size()) + 1);
            changes.expunged_uids.push_back(entry.uid);
            continue;
        }
        if (gone) {
            kept = true;
            known.push_back(std::move(entry));
            continue;
        }
        known.push_back(*current);
        if (current->flags_at != entry.flags_at) {
            changes.changed.push_back(static_cast<SequenceNumber>(known.size()));
        } else if (current->modseq != entry.modseq) {
            changes.relabelled.push_back(static_cast<SequenceNumber>(known.size()));
        }
        ++current;
    }
    std::erase_if(recent_, [&](Uid uid) {
        return std::ranges::binary_search(changes.expunged_uids, uid);
    });
    changes.arrived = current != now.end();
    note_recent(current);
    known.insert(known.end(), current, now.end());
    entries_ = std::move(known);
    if (!kept) {
        version_ = folder_->version();
    }
    return changes;
}

void FolderView::refresh(SequenceNumber number) {
    auto& entry = entries_[number - 1];
    if (const auto* current = folder_->find(entry.uid)) {
        entry = *current;
    }
}

} // namespace testserver
