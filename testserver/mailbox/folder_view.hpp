#pragma once

#include "testserver/mailbox/folder.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace testserver {

using SequenceNumber = std::uint32_t; ///< Counted from 1.

/// What happened to a folder since a session was last told, in the words of RFC 3501 7.3 and 7.4.
struct Changes {
    std::vector<SequenceNumber> expunged; ///< Each counts with the earlier ones already gone.
    std::vector<Uid> expunged_uids;
    /// Messages whose flags or, in Gmail, only labels changed; numbered as after `expunged`.
    std::vector<SequenceNumber> changed;
    std::vector<SequenceNumber> relabelled;
    bool arrived = false; ///< There are new messages: EXISTS is due.

    [[nodiscard]] bool empty() const {
        return expunged.empty() && changed.empty() && relabelled.empty() && !arrived;
    }
};

/// A selected folder as one session knows it: sequence numbers stay what the client believes until
/// the session may tell it more, and a message that another session expunged can still be read
/// until then (RFC 2180 4.1.1).
class FolderView {
public:
    FolderView(std::shared_ptr<Folder> folder, bool read_only);

    [[nodiscard]] Folder& folder() const { return *folder_; }

    [[nodiscard]] bool read_only() const { return read_only_; }

    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

    [[nodiscard]] std::size_t count() const { return entries_.size(); }

    /// \Recent: this session was the first to be told of the message.
    [[nodiscard]] std::size_t recent_count() const { return recent_.size(); }

    [[nodiscard]] bool is_recent(Uid uid) const;

    /// The row of a UID as the client knows it, or null.
    [[nodiscard]] const Entry* find(Uid uid) const;
    /// 0 when the client does not know the UID.
    [[nodiscard]] SequenceNumber number_of(Uid uid) const;

    [[nodiscard]] bool behind() const { return version_ != folder_->version(); }

    /// Takes over everything new and says what it was. With `keep_expunged`, as FETCH, STORE and
    /// SEARCH demand (RFC 3501 5.5), messages that are gone stay known until a later call.
    Changes catch_up(bool keep_expunged);
    /// Takes over the current state of one row: the client is being told it by a FETCH right now.
    void refresh(SequenceNumber number);

private:
    void note_recent(std::vector<Entry>::const_iterator from);

    std::shared_ptr<Folder> folder_;
    bool read_only_;
    std::vector<Uid> recent_; ///< In ascending order.
    std::uint64_t version_;
    std::vector<Entry> entries_;
};

} // namespace testserver
