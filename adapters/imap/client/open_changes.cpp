#include "adapters/imap/client/open_changes.hpp"

#include "domain/mail/label_edit.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace imap::client {

using ports::LabelDelta;
using ports::Result;

namespace {

void leave_missing(LabelDelta& delta, const domain::LabelSet& labels) {
    const auto is_there = [&](const auto& label) { return domain::has_label(labels, label); };
    std::erase_if(delta.add, is_there);
    std::erase_if(delta.remove, std::not_fn(is_there));
}

} // namespace

OpenChanges::OpenChanges(std::span<const LabelDelta> deltas, const ports::ObservationSink& settled)
    : settled_(settled) {
    for (const LabelDelta& delta : deltas) {
        open_.emplace(delta.uid, Open{delta, {}});
    }
}

std::vector<LabelDelta> OpenChanges::missing() const {
    std::vector<LabelDelta> deltas;
    std::ranges::transform(open_, std::back_inserter(deltas), [](const auto& entry) {
        return entry.second.delta;
    });
    return deltas;
}

Result<void> OpenChanges::observe(const ports::Observation& seen) {
    const auto found = open_.find(seen.uid);
    if (found == open_.end()) {
        return {};
    }
    Open& open = found->second;
    if (seen.labels) {
        leave_missing(open.delta, *seen.labels);
        open.seen = *seen.labels;
    }
    if (seen.labels && !(open.delta.add.empty() && open.delta.remove.empty())) {
        return {};
    }
    open_.erase(found);
    return settled_(seen);
}

Result<void>
OpenChanges::read_back(Renumbering& folder, ConnectionStore& store, const std::stop_token& stop) {
    ports::FetchRequest labels;
    for (const auto& [uid, open] : open_) {
        labels.uids.push_back(uid);
        labels.known.emplace(uid, open.delta.id);
    }
    std::map<ports::Uid, domain::LabelSet> seen;
    const auto note = [&seen](const ports::StoredMessage& message) -> Result<void> {
        seen.insert_or_assign(message.uid, message.message.labels);
        return {};
    };
    Result<void> result = folder.fetch(store, labels, note, stop);
    for (const auto& [uid, id] : labels.known) {
        if (!result) {
            break;
        }
        const auto held = seen.find(uid);
        result = held == seen.end() ? observe({id, uid, std::nullopt})
                                    : observe({id, uid, held->second});
    }
    return result;
}

Result<void> OpenChanges::give_up() {
    Result<void> result;
    while (result && !open_.empty()) {
        const auto [uid, open] = *open_.begin();
        open_.erase(open_.begin());
        result = settled_({open.delta.id, uid, open.seen});
    }
    return result;
}

} // namespace imap::client
