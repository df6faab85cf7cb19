#pragma once

#include "adapters/sqlite/label_ids.hpp"
#include "adapters/sqlite/statement.hpp"
#include "ports/message_cache.hpp"

#include <map>
#include <string>

namespace sqlite {

/// Where a message is, as one number: the folder's in the upper half, the UID in the lower.
struct MessageKey {
    std::int64_t value = 0;

    static MessageKey of(std::int64_t folder, ports::Uid uid) {
        return {folder << 32U | uid.value};
    }

    static MessageKey first(std::int64_t folder) { return of(folder, {0}); }

    static MessageKey last(std::int64_t folder) { return of(folder, {0xffffffffU}); }

    [[nodiscard]] std::int64_t folder() const { return value >> 32U; }

    [[nodiscard]] ports::Uid uid() const {
        return {static_cast<std::uint32_t>(value & 0xffffffff)};
    }
};

/// Writes messages with their labels, inside a transaction of the caller's.
class MessageWriter {
public:
    MessageWriter(Database& database, LabelIds& label_ids);

    ports::Result<void> put(MessageKey key, const ports::CachedMessage& cached);
    ports::Result<void> put_labels(MessageKey key, const domain::LabelSet& labels);
    /// False when there is no such message.
    ports::Result<bool> put_flags(MessageKey key, const domain::Flags& flags);

private:
    Database& database_;
    LabelIds& label_ids_;
    Statement message_;
    Statement flags_;
    Statement drop_labels_;
    Statement label_;
};

/// Reads messages with their labels from rows of `columns`.
class MessageReader {
public:
    static constexpr std::string_view columns =
        "message.key, message.id, received, size, flags, facts, features";

    using Folders = std::map<std::int64_t, std::string>;

    MessageReader(Database& database, LabelIds& label_ids, const Folders& folders);

    ports::Result<ports::CachedMessage> read(const Statement& row);

private:
    ports::Result<domain::LabelSet> labels(MessageKey key);
    [[nodiscard]] ports::Result<ports::CachedMessage> without_labels(const Statement& row) const;

    Database& database_;
    LabelIds& label_ids_;
    const Folders& folders_;
    Statement labels_;
};

} // namespace sqlite
