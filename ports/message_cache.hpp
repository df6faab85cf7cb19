#pragma once

#include "domain/mail/message.hpp"
#include "ports/mail_store.hpp"
#include "ports/result.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ports {

/// How far a folder has been synchronised.
struct Cursor {
    std::uint32_t uid_validity = 0;
    Uid uid_next;          ///< Every message below it was seen.
    ModSeq highest_modseq; ///< Every change up to it was seen.

    bool operator==(const Cursor&) const = default;
};

/// What is kept of a message: its metadata (no text, and of the header only what rules ask for),
/// and its features, hashed and encoded by domain/learning, from which no text can be read back.
struct CachedMessage {
    std::string folder;
    Uid uid;
    domain::Message message; ///< `text` is absent.
    std::string features;    ///< Empty until the text was fetched or given up on.
};

struct LabelCount {
    domain::Label label;
    std::uint64_t messages = 0;
};

/// Both ends are in it.
struct UidRange {
    Uid first{1};
    Uid last{0xFFFFFFFF};
};

enum class Order : unsigned char { oldest_first, newest_first };

using CacheSink = std::function<Result<void>(const CachedMessage&)>;

/// The local copy of a mailbox's metadata. Everything streams: memory does not grow with the
/// mailbox. A call that writes writes all or nothing.
class MessageCache {
public:
    virtual ~MessageCache() = default;

    virtual Result<std::optional<Cursor>> cursor(const std::string& folder) = 0;
    /// Stores (insert or replace, by folder and UID) and moves the cursor in one transaction. What
    /// the messages say of their folder is not read: `folder` stands for all.
    virtual Result<void> commit(
        const std::string& folder, std::span<const CachedMessage> messages, const Cursor& cursor
    ) = 0;
    /// New labels and flags of a message; the rest stays. Nothing happens when it is not there.
    virtual Result<void> update(
        const std::string& folder,
        Uid uid,
        const domain::LabelSet& labels,
        const domain::Flags& flags
    ) = 0;
    /// Ascending.
    virtual Result<std::vector<Uid>> uids(const std::string& folder) = 0;
    virtual Result<void> forget(const std::string& folder, std::span<const Uid> vanished) = 0;
    /// UIDVALIDITY changed: everything of the folder goes, with its cursor.
    virtual Result<void> forget_folder(const std::string& folder) = 0;

    /// Streams by time received, one folder's messages of one second by UID. The sink may read
    /// anything, and may not write to this cache. Ends early, with the sink's failure, when the
    /// sink fails.
    virtual Result<void> for_each(Order order, const CacheSink& sink) = 0;
    /// The messages of one folder with these UIDs, by UID; else as `for_each`.
    virtual Result<void>
    for_each_in(const std::string& folder, UidRange uids, const CacheSink& sink) = 0;
    /// Any of its places, where it is in several folders.
    virtual Result<std::optional<CachedMessage>> find(const domain::MessageId& id) = 0;
    virtual Result<std::uint64_t> count() = 0;
    /// Of the labels that at least one message has, by name.
    virtual Result<std::vector<LabelCount>> label_counts() = 0;
};

} // namespace ports
