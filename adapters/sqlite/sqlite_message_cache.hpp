#pragma once

#include "adapters/sqlite/label_ids.hpp"
#include "ports/message_cache.hpp"

#include <cstdint>
#include <map>

namespace sqlite {

/// The message cache in five tables. Writes are atomic, and safe when the process ends; a power cut
/// may take the last ones, which the next sync fetches again.
class SqliteMessageCache final : public ports::MessageCache {
public:
    explicit SqliteMessageCache(Database& database) : database_{database}, label_ids_{database} {}

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
    template <typename Body>
    ports::Result<void> write(std::string_view what, const Body& body);
    /// 0 when the folder was never seen.
    ports::Result<std::int64_t> folder_id(const std::string& folder);
    ports::Result<std::int64_t> put_cursor(const std::string& folder, const ports::Cursor& cursor);
    ports::Result<std::map<std::int64_t, std::string>> folders();

    Database& database_;
    LabelIds label_ids_;
};

} // namespace sqlite
