#pragma once

#include "domain/mail/message.hpp"
#include "ports/clock.hpp"
#include "ports/result.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace ports {

/// A message's number in its folder, valid together with the folder's UIDVALIDITY (RFC
/// 3501 2.3.1.1).
struct Uid {
    std::uint32_t value = 0;

    auto operator<=>(const Uid&) const = default;
};

/// RFC 7162; 0 where the store has none.
struct ModSeq {
    std::uint64_t value = 0;

    auto operator<=>(const ModSeq&) const = default;
};

/// What a folder is for (RFC 6154), found by its attribute and never by its name.
enum class FolderRole : unsigned char {
    none,
    inbox,
    all,
    drafts,
    important,
    junk,
    sent,
    starred,
    trash
};

struct Folder {
    std::string name; ///< Decoded to UTF-8.
    FolderRole role = FolderRole::none;
    bool selectable = true;
};

/// What the server can do for us; valid after the first `open`.
struct StoreTraits {
    bool gmail = false;       ///< X-GM-EXT-1: labels and identities are Gmail's own.
    bool can_archive = false; ///< \Inbox is a label that can be removed.
    bool has_modseq = false;  ///< `fetch_changes` works (CONDSTORE).
    bool can_label = true;    ///< Labels can be stored: X-GM-LABELS, or PERMANENTFLAGS has \*.
};

/// The working folder as the last SELECT or EXAMINE described it.
struct FolderState {
    std::string folder;
    std::uint32_t uid_validity = 0;
    Uid uid_next;
    ModSeq highest_modseq;
    std::uint32_t exists = 0;

    bool operator==(const FolderState&) const = default;
};

/// What a wait for changes ended with.
enum class News : unsigned char {
    none,  ///< The time was up.
    maybe, ///< Something came or changed, or may have while nobody was connected.
};

enum class Access : unsigned char { read, write };

/// A message with its place in the working folder.
struct StoredMessage {
    Uid uid;
    ModSeq modseq;
    domain::Message message;
};

/// A message that is there and that the server cannot deliver, however it is asked for.
struct Undelivered {
    Uid uid;
    std::string cause; ///< In words for the user, made printable.
};

using UndeliveredSink = std::function<Result<void>(const Undelivered&)>;

struct FetchRequest {
    std::vector<Uid> uids; ///< Any number; the store cuts it into commands.
    bool headers = false;  ///< Whole header block and MIME structure. Identity, labels, flags, size
                           ///< and date always come.
    domain::Bytes text;    ///< How many bytes of the text part; 0 for none. Implies the structure.
    /// Who they are, where the caller knows: by it they are found again when the server numbers the
    /// folder anew in the middle of the call.
    std::map<Uid, domain::MessageId> known{};
    /// Told of each message that had to be left out because the server cannot deliver it even
    /// alone. Where this is empty the user is warned instead.
    UndeliveredSink undelivered{};
};

/// The change of labels of one message: only ever a delta.
struct LabelDelta {
    domain::MessageId id;
    Uid uid;
    domain::LabelSet add;
    domain::LabelSet remove;
};

/// What a message was seen to hold when it was read back after a write; `labels` is absent when it
/// has vanished.
struct Observation {
    domain::MessageId id;
    Uid uid;
    std::optional<domain::LabelSet> labels;
};

/// Bytes on the wire since the store was made, TLS included where the transport can tell.
struct Transferred {
    domain::Bytes received;
    domain::Bytes sent;

    friend Transferred operator+(const Transferred& left, const Transferred& right) {
        return {{left.received.count + right.received.count}, {left.sent.count + right.sent.count}};
    }

    /// What was moved between two readings of one store.
    friend Transferred operator-(const Transferred& later, const Transferred& earlier) {
        return {
            {later.received.count - earlier.received.count}, {later.sent.count - earlier.sent.count}
        };
    }
};

using MessageSink = std::function<Result<void>(StoredMessage)>;
using ObservationSink = std::function<Result<void>(Observation)>;

/// A mailbox on a server. Calls block, one thread, and end early with `interrupted` when `stop` is
/// asked for. Never deletes, never expunges, never marks as read: there is no call that could.
///
/// Flow: folders → open → uids / fetch / fetch_changes / await_news / change, any number → close.
class MailStore {
public:
    virtual ~MailStore() = default;

    virtual Result<std::vector<Folder>> folders(std::stop_token stop) = 0;
    /// Makes `folder` the working folder; `read` cannot change anything, not even \Recent
    /// (EXAMINE).
    virtual Result<FolderState>
    open(const std::string& folder, Access access, std::stop_token stop) = 0;
    [[nodiscard]] virtual StoreTraits traits() const = 0;

    /// Every UID of the working folder, ascending.
    virtual Result<std::vector<Uid>> uids(std::stop_token stop) = 0;
    /// Streams each message that still exists, in the order the server sends them. A UID that has
    /// vanished is left out; so is a message that the server cannot deliver, so that one does not
    /// stop all others (see FetchRequest::undelivered).
    virtual Result<void>
    fetch(const FetchRequest& request, const MessageSink& sink, std::stop_token stop) = 0;
    /// Identity, labels and flags of what changed after `since`; only where traits().has_modseq.
    virtual Result<void>
    fetch_changes(ModSeq since, const MessageSink& sink, std::stop_token stop) = 0;

    /// Waits until the working folder may be other than `seen`, as an earlier `open` returned it,
    /// or until `until`. What happened before the call counts too, so no change is slept through.
    virtual Result<News>
    await_news(const FolderState& seen, Clock::Monotonic until, std::stop_token stop) = 0;

    /// Writes the deltas, then reads every message back. Safe to repeat. Needs Access::write.
    virtual Result<void> change(
        std::span<const LabelDelta> deltas, const ObservationSink& sink, std::stop_token stop
    ) = 0;
    /// Makes labels that do not exist yet, parents first. A store without label folders has nothing
    /// to do.
    virtual Result<void>
    create_labels(std::span<const domain::Label> labels, std::stop_token stop) = 0;

    [[nodiscard]] virtual Transferred transferred() const = 0;
    /// Leaves politely: UNSELECT, LOGOUT, TLS close; within a short deadline.
    virtual Result<void> close() = 0;
};

} // namespace ports
