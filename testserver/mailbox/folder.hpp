#pragma once

#include "testserver/mailbox/message.hpp"
#include "testserver/mailbox/settings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace testserver {

/// A message in a folder. A copy of the row is what a session was last told about it.
struct Entry {
    Uid uid = 0;
    bool deleted = false; ///< \Deleted.
    ModSeq modseq = 0;    ///< Of the last change that this folder shows.
    ModSeq flags_at = 0;  ///< Of the last change of flags: Gmail announces no change of labels.
    std::shared_ptr<Message> message;
};

/// Which special-use attribute (RFC 6154) a folder carries.
/// A folder: rows in UID order. Only Account changes it.
class Folder {
public:
    Folder(std::string name, std::uint32_t uid_validity)
        : name_(std::move(name)), uid_validity_(uid_validity) {}

    [[nodiscard]] const std::string& name() const { return name_; } ///< UTF-8.

    [[nodiscard]] SpecialUse use() const { return use_; }

    [[nodiscard]] bool selectable() const { return selectable_; }

    [[nodiscard]] std::uint32_t uid_validity() const { return uid_validity_; }

    [[nodiscard]] Uid uid_next() const { return uid_next_; }

    [[nodiscard]] ModSeq highest_modseq() const { return highest_modseq_; }

    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

    [[nodiscard]] const Entry* find(Uid uid) const;

    /// Every keyword that a message here has or had.
    [[nodiscard]] const FlagSet& keywords() const { return keywords_; }

    /// A flag as this folder spells it: keywords are one in any case, and the first spelling stays.
    [[nodiscard]] std::string spelling_of(std::string_view flag) const;

    /// Messages from this UID on have been seen by no session yet (\Recent, RFC 3501 2.3.2).
    [[nodiscard]] Uid first_recent() const { return first_recent_; }

    /// Grows with each change of rows; equal means that nothing has to be compared.
    [[nodiscard]] std::uint64_t version() const { return version_; }

private:
    friend class Account;

    Entry* row(Uid uid);
    void note_keywords(const Message& message);
    void put(std::shared_ptr<Message> message, ModSeq modseq);
    void take_out(Uid uid, ModSeq modseq);
    void touch(Entry& entry, ModSeq modseq, bool flags_changed);

    std::string name_;
    SpecialUse use_ = SpecialUse::none;
    bool selectable_ = true;
    std::uint32_t uid_validity_;
    Uid uid_next_ = 1;
    Uid first_recent_ = 1;
    ModSeq highest_modseq_ = 1; ///< RFC 7162 3.1.2.1: at least 1 even when empty.
    std::uint64_t version_ = 0;
    std::vector<Entry> entries_;
    FlagSet keywords_;
};

} // namespace testserver
