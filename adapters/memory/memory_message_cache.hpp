#pragma once

#include "ports/message_cache.hpp"

#include <map>
#include <string>
#include <utility>

namespace memory {

/// The message cache in a map.
class MemoryMessageCache final : public ports::MessageCache {
public:
    ports::Result<std::optional<ports::Cursor>> cursor(const std::string& folder) override;
    ports::Result<void> commit(
        const std::string& folder,
        std::span<const ports::CachedMessage> messages,
        const ports::Cursor& cursor
    ) override;
    ports::Result<void> update(
        const std::string& folder,
        ports::Uid uid,
        const domain::LabelSet& labels,
        const domain::Flags& flags
    ) override;
    ports::Result<std::vector<ports::Uid>> uids(const std::string& folder) override;
    ports::Result<void>
    forget(const std::string& folder, std::span<const ports::Uid> vanished) override;
    ports::Result<void> forget_folder(const std::string& folder) override;
    ports::Result<void> for_each(ports::Order order, const ports::CacheSink& sink) override;
    ports::Result<void> for_each_in(
        const std::string& folder, ports::UidRange uids, const ports::CacheSink& sink
    ) override;
    ports::Result<std::optional<ports::CachedMessage>> find(const domain::MessageId& id) override;
    ports::Result<std::uint64_t> count() override;
    ports::Result<std::vector<ports::LabelCount>> label_counts() override;

private:
    using Place = std::pair<std::string, ports::Uid>;

    std::map<Place, ports::CachedMessage> messages_;
    std::map<std::string, ports::Cursor> cursors_;
};

} // namespace memory
