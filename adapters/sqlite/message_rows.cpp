#include "adapters/sqlite/message_rows.hpp"

#include "adapters/sqlite/message_facts.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <utility>

namespace sqlite {

using domain::Flags;
using domain::LabelSet;
using ports::CachedMessage;
using ports::Result;

namespace {

constexpr std::int64_t seen_bit = 1;
constexpr std::int64_t answered_bit = 2;
constexpr std::int64_t draft_bit = 4;

std::int64_t flag_bits(const Flags& flags) {
    return (flags.seen ? seen_bit : 0) | (flags.answered ? answered_bit : 0) |
           (flags.draft ? draft_bit : 0);
}

Flags flags_of(std::int64_t bits) {
    return {(bits & seen_bit) != 0, (bits & answered_bit) != 0, (bits & draft_bit) != 0};
}

} // namespace

MessageWriter::MessageWriter(Database& database, LabelIds& label_ids)
    : database_{database}, label_ids_{label_ids},
      message_{
          database,
          "INSERT OR REPLACE INTO message (key, id, received, size, flags, facts, features) "
          "VALUES (?, ?, ?, ?, ?, ?, ?)"
      },
      flags_{database, "UPDATE message SET flags = ? WHERE key = ?"},
      drop_labels_{database, "DELETE FROM message_label WHERE message = ?"},
      label_{database, "INSERT INTO message_label (message, label) VALUES (?, ?)"} {}

Result<void> MessageWriter::put(MessageKey key, const CachedMessage& cached) {
    const auto& message = cached.message;
    message_.bind(key.value)
        .bind(message.id.value)
        .bind(message.received.time_since_epoch().count())
        .bind(static_cast<std::int64_t>(message.size.count))
        .bind(flag_bits(message.flags))
        .bind_blob(encode_facts(message))
        .bind_blob(cached.features);
    auto written = message_.run();
    return written ? put_labels(key, message.labels) : written;
}

Result<void> MessageWriter::put_labels(MessageKey key, const LabelSet& labels) {
    drop_labels_.bind(key.value);
    auto written = drop_labels_.run();
    for (auto label = labels.begin(); written && label != labels.end(); ++label) {
        const auto id = label_ids_.id(*label);
        if (!id) {
            return ports::fail(id.error());
        }
        label_.bind(key.value).bind(*id);
        written = label_.run();
    }
    return written;
}

Result<bool> MessageWriter::put_flags(MessageKey key, const Flags& flags) {
    flags_.bind(flag_bits(flags)).bind(key.value);
    auto written = flags_.run();
    return written ? Result<bool>{sqlite3_changes(database_.handle()) == 1}
                   : ports::fail(std::move(written).error());
}

MessageReader::MessageReader(Database& database, LabelIds& label_ids, const Folders& folders)
    : database_{database}, label_ids_{label_ids}, folders_{folders},
      labels_{database, "SELECT label FROM message_label WHERE message = ?"} {}

Result<LabelSet> MessageReader::labels(MessageKey key) {
    LabelSet found;
    labels_.reset();
    labels_.bind(key.value);
    auto read = labels_.each([&]() -> Result<void> {
        const auto label = label_ids_.label(labels_.integer(0));
        if (!label) {
            return ports::fail(label.error());
        }
        found.insert(**label);
        return {};
    });
    return read ? Result<LabelSet>{std::move(found)} : ports::fail(std::move(read).error());
}

Result<CachedMessage> MessageReader::without_labels(const Statement& row) const {
    const MessageKey key{row.integer(0)};
    const auto folder = folders_.find(key.folder());
    auto facts = decode_facts(row.bytes(5));
    if (folder == folders_.end() || !facts) {
        return ports::fail(
            database_.damage(fmt::format("what is kept of message {} cannot be read", key.value))
        );
    }
    domain::Message message;
    message.id.value = row.bytes(1);
    message.thread = std::move(facts->thread);
    message.received = domain::Timestamp{std::chrono::seconds{row.integer(2)}};
    message.size.count = static_cast<std::uint64_t>(row.integer(3));
    message.flags = flags_of(row.integer(4));
    message.headers = std::move(facts->headers);
    message.structure = std::move(facts->structure);
    return CachedMessage{folder->second, key.uid(), std::move(message), std::string{row.bytes(6)}};
}

Result<CachedMessage> MessageReader::read(const Statement& row) {
    auto cached = without_labels(row);
    if (!cached) {
        return cached;
    }
    auto held = labels({row.integer(0)});
    if (!held) {
        return ports::fail(std::move(held).error());
    }
    cached->message.labels = *std::move(held);
    return cached;
}

} // namespace sqlite
