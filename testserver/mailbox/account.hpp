#pragma once

#include "testserver/mailbox/folder.hpp"
#include "testserver/mailbox/settings.hpp"
#include "testserver/mailbox/threads.hpp"

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace testserver {

/// Why a change of folders or labels is not made. The words for it are the protocol's.
enum class Refusal : unsigned char {
    already_exists,
    nonexistent,
    name_not_allowed,
    excess_whitespace,
    has_children,
    system_folder,
    too_many_folders,
};

enum class Edit : unsigned char { add, remove, replace };

/// A message before and after a copy or move.
struct Copied {
    Uid from = 0;
    Uid to = 0;
};

/// Gmail suggests fewer than 500 labels and ends at 10,000; deeper or longer is an attack.
inline constexpr std::size_t max_folders = 20'000;
inline constexpr std::size_t max_folder_name = 1'000;

/// One person's mail, pure: no socket, no clock, no text of the protocol. Knows both shapes:
/// Gmail's, where a folder shows the messages of one label and COPY adds that label, and RFC
/// 3501's, where a folder holds its messages. Sessions look at it through FolderView.
class Account {
public:
    explicit Account(MailboxSettings settings);

    [[nodiscard]] const MailboxSettings& settings() const { return settings_; }

    [[nodiscard]] bool is_gmail() const { return settings_.profile == Profile::gmail; }

    // Folders. Names are UTF-8; "INBOX" is one name in any case.

    /// In LIST order: INBOX, then by name.
    [[nodiscard]] const std::vector<std::shared_ptr<Folder>>& folders() const { return folders_; }

    /// None that is hidden.
    [[nodiscard]] std::shared_ptr<Folder> find(std::string_view name) const;
    [[nodiscard]] bool is_hidden(const Folder& folder) const;
    [[nodiscard]] std::shared_ptr<Folder> special(SpecialUse use) const;
    /// The label that a folder shows; none for All Mail and in the rfc profile.
    [[nodiscard]] std::optional<domain::Label> label_of(const Folder& folder) const;

    std::optional<Refusal> create_folder(std::string_view name);
    std::optional<Refusal> delete_folder(std::string_view name);
    std::optional<Refusal> rename_folder(std::string_view from, std::string_view to);

    std::set<std::string> subscriptions; ///< Names, which may no longer exist (RFC 3501 6.3.9).

    // Messages.

    [[nodiscard]] std::size_t message_count() const { return messages_.size(); }

    /// Gives the UID in `folder`. Gmail keeps a mail with the same bytes once.
    Uid append(Folder& folder, NewMessage mail);
    /// Gmail only: new mail with its labels, which need not exist; also when it is known already.
    void deliver(NewMessage mail);
    /// \Deleted in `flags` is set on the row of this folder.
    void edit_flags(Folder& folder, Uid uid, Edit edit, const FlagSet& flags);
    /// Gmail only. Creates labels that do not exist; the label of `folder` itself cannot be removed
    /// here (GMAIL-IMAP 4.3). Nothing is changed when a name is refused.
    std::optional<Refusal> edit_labels(
        Folder& folder, std::span<const Uid> uids, Edit edit, const domain::LabelSet& labels
    );
    /// Why STORE would not make a label of that name; none when it exists or can be made.
    [[nodiscard]] std::optional<Refusal> refuses_label(std::string_view name) const;
    std::vector<Copied> copy(Folder& from, std::span<const Uid> uids, Folder& to);
    std::vector<Copied> move(Folder& from, std::span<const Uid> uids, Folder& to);
    void expunge(Folder& folder, std::span<const Uid> uids);

    /// A read-write SELECT: what it was told is recent is recent to nobody else.
    void claim_recent(Folder& folder) { folder.first_recent_ = folder.uid_next_; }

    /// Forgets all UIDs of a folder, as a rebuilt mailbox does.
    void renew_uids(Folder& folder);

private:
    using MessagePtr = std::shared_ptr<Message>;

    std::shared_ptr<Folder> add_folder(std::string name);
    [[nodiscard]] std::shared_ptr<Folder> folder_of_label(std::string_view label) const;
    void sort_folders();
    void add_parents(std::string_view name);
    void drop_empty_levels(std::string_view name);
    void drop_folder(const std::shared_ptr<Folder>& folder);
    void rename_one(Folder& folder, const std::string& name);
    void move_inbox(Folder& inbox, Folder& to);
    [[nodiscard]] bool has_children(std::string_view name) const;
    [[nodiscard]] std::optional<Refusal> bad_name(std::string_view name) const;

    MessagePtr store(NewMessage mail);
    void file_new(const MessagePtr& message);
    [[nodiscard]] MessagePtr same_mail(const std::string& raw) const;
    void forget_if_gone(const MessagePtr& message);
    void changed(Message& message, bool flags_changed);
    /// Puts a Gmail message into the folders that its labels name, and out of all others.
    void refile(const MessagePtr& message);
    [[nodiscard]] std::vector<Folder*> folders_showing(const Message& message) const;
    void enter(Message& message, Folder& folder) const;
    void leave(Message& message, Folder& folder) const;
    Uid place_in(const MessagePtr& message, Folder& folder);
    [[nodiscard]] domain::LabelSet edited(
        const Message& message, const Folder& folder, Edit edit, const domain::LabelSet& labels
    ) const;
    /// True when a flag followed a label.
    bool align_flags(Message& message);
    void align_labels(Message& message);
    void expunge_gmail(Folder& folder, const MessagePtr& message);

    MailboxSettings settings_;
    std::vector<std::shared_ptr<Folder>> folders_;
    std::unordered_map<std::string, std::shared_ptr<Folder>> by_label_; ///< Lower-case label.
    std::unordered_map<std::uint64_t, MessagePtr> messages_;
    std::unordered_multimap<std::size_t, std::uint64_t> by_content_;
    Threads threads_;
    ModSeq modseq_ = 1;
    std::uint32_t next_uid_validity_ = 1;
    std::uint64_t next_serial_ = 1;
};

} // namespace testserver
