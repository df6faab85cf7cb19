#include "adapters/memory/memory_message_cache.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace memory {

using ports::CachedMessage;
using ports::Result;
using ports::Uid;

Result<std::optional<ports::Cursor>> MemoryMessageCache::cursor(const std::string& folder) {
    const auto found = cursors_.find(folder);
    return found == cursors_.end() ? std::nullopt : std::optional{found->second};
}

Result<void> MemoryMessageCache::commit(
    const std::string& folder, std::span<const CachedMessage> messages, const ports::Cursor& cursor
) {
    for (const auto& message : messages) {
        CachedMessage kept = message;
        kept.folder = folder;
        kept.message.text.reset();
        messages_.insert_or_assign(Place{folder, kept.uid}, std::move(kept));
    }
    cursors_.insert_or_assign(folder, cursor);
    return {};
}

Result<void> MemoryMessageCache::update(
    const std::string& folder, Uid uid, const domain::LabelSet& labels, const domain::Flags& flags
) {
    if (const auto found = messages_.find({folder, uid}); found != messages_.end()) {
        found->second.message.labels = labels;
        found->second.message.flags = flags;
    }
    return {};
}

Result<std::vector<Uid>> MemoryMessageCache::uids(const std::string& folder) {
    std::vector<Uid> found;
    for (auto at = messages_.lower_bound({folder, Uid{}});
         at != messages_.end() && at->first.first == folder;
         ++at) {
        found.push_back(at->first.second);
    }
    return found;
}

Result<void> MemoryMessageCache::forget(const std::string& folder, std::span<const Uid> vanished) {
    for (const auto uid : vanished) {
        messages_.erase({folder, uid});
    }
    return {};
}

Result<void> MemoryMessageCache::forget_folder(const std::string& folder) {
    std::erase_if(messages_, [&folder](const auto& entry) { return entry.first.first == folder; });
    cursors_.erase(folder);
    return {};
}

Result<void> MemoryMessageCache::for_each(ports::Order order, const ports::CacheSink& sink) {
    std::vector<const CachedMessage*> sorted;
    sorted.reserve(messages_.size());
    for (const auto& [place, message] : messages_) {
        sorted.push_back(&message);
    }
    std::ranges::sort(sorted, {}, [](const CachedMessage* message) {
        return std::tie(message->message.received, message->uid, message->folder);
    });
    if (order == ports::Order::newest_first) {
        std::ranges::reverse(sorted);
    }
    for (const auto* message : sorted) {
        if (auto taken = sink(*message); !taken) {
            return taken;
        }
    }
    return {};
}

Result<void> MemoryMessageCache::for_each_in(
    const std::string& folder, ports::UidRange uids, const ports::CacheSink& sink
) {
    for (auto at = messages_.lower_bound({folder, uids.first});
         at != messages_.end() && at->first.first == folder && at->first.second <= uids.last;
         ++at) {
        if (auto taken = sink(at->second); !taken) {
            return taken;
        }
    }
    return {};
}

Result<std::optional<CachedMessage>> MemoryMessageCache::find(const domain::MessageId& id) {
    const auto found = std::ranges::find_if(messages_, [&id](const auto& entry) {
        return entry.second.message.id == id;
    });
    return found == messages_.end() ? std::nullopt : std::optional{found->second};
}

Result<std::uint64_t> MemoryMessageCache::count() {
    return messages_.size();
}

Result<std::vector<ports::LabelCount>> MemoryMessageCache::label_counts() {
    std::map<domain::Label, std::uint64_t> counts;
    for (const auto& [place, message] : messages_) {
        for (const auto& label : message.message.labels) {
            ++counts[label];
        }
    }
    std::vector<ports::LabelCount> found;
    std::ranges::transform(counts, std::back_inserter(found), [](const auto& entry) {
        return ports::LabelCount{entry.first, entry.second};
    });
    return found;
}

} // namespace memory
