#pragma once

#include "adapters/memory/fault_plan.hpp"
#include "domain/mail/label_edit.hpp"
#include "ports/mail_store.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace memory {

/// What Gmail can do.
ports::StoreTraits gmail_traits();
/// What a server without X-GM-EXT-1, CONDSTORE and \Inbox as a label can do.
ports::StoreTraits plain_traits();

/// A mailbox in a map that behaves as Gmail or as a plain server, for tests of use cases.
///
/// Flow: add folders and messages, plan faults → hand it to a use case as a MailStore → change the
/// mailbox behind its back, or look at what became of it.
class MemoryMailStore final : public ports::MailStore {
public:
    explicit MemoryMailStore(ports::StoreTraits traits = gmail_traits()) : traits_{traits} {}

    // What a test does to the mailbox.
    void add_folder(const ports::Folder& folder, std::uint32_t uid_validity = 1);
    /// Gives the message the next UID, and an id where it has none.
    ports::Uid add(const std::string& folder, domain::Message message);
    /// Someone else changes labels or flags. The message must be there.
    void relabel(const std::string& folder, ports::Uid uid, const domain::LabelEdit& edit);
    void mark(const std::string& folder, ports::Uid uid, domain::Flags flags);
    void remove(const std::string& folder, ports::Uid uid);
    /// Every UID of the folder becomes invalid: the messages get new ones, from 1.
    void renumber(const std::string& folder, std::uint32_t uid_validity);

    void plan(Fault fault) { faults_.add(std::move(fault)); }

    /// Writes to this message are answered with OK and have no effect, as Gmail's can.
    void ignore_writes(domain::MessageId id) { stubborn_.insert(std::move(id)); }

    /// The content of this message cannot be delivered, for this cause; an empty one mends it.
    void cannot_deliver(const domain::MessageId& id, const std::string& cause);

    /// What goes on while the store waits for news: called with the end of the wait, it moves the
    /// clock, changes the mailbox, or neither. The wait ends with it.
    using Meanwhile = std::function<void(ports::Clock::Monotonic until)>;

    void meanwhile(Meanwhile happens) { meanwhile_ = std::move(happens); }

    // What a test sees.
    [[nodiscard]] const domain::Message* message(const std::string& folder, ports::Uid uid) const;

    /// Every call with what matters of it, in order: "open All Mail (write)", "fetch 20", "change
    /// 3".
    [[nodiscard]] const std::vector<std::string>& calls() const { return calls_; }

    /// The labels that exist without a message: those that create_labels made.
    [[nodiscard]] const domain::LabelSet& created() const { return created_; }

    ports::Result<std::vector<ports::Folder>> folders(std::stop_token stop) override;
    ports::Result<ports::FolderState>
    open(const std::string& folder, ports::Access access, std::stop_token stop) override;

    [[nodiscard]] ports::StoreTraits traits() const override { return traits_; }

    ports::Result<std::vector<ports::Uid>> uids(std::stop_token stop) override;
    ports::Result<void> fetch(
        const ports::FetchRequest& request, const ports::MessageSink& sink, std::stop_token stop
    ) override;
    ports::Result<void> fetch_changes(
        ports::ModSeq since, const ports::MessageSink& sink, std::stop_token stop
    ) override;
    ports::Result<ports::News> await_news(
        const ports::FolderState& seen, ports::Clock::Monotonic until, std::stop_token stop
    ) override;
    ports::Result<void> change(
        std::span<const ports::LabelDelta> deltas,
        const ports::ObservationSink& sink,
        std::stop_token stop
    ) override;
    ports::Result<void>
    create_labels(std::span<const domain::Label> labels, std::stop_token stop) override;

    [[nodiscard]] ports::Transferred transferred() const override { return transferred_; }

    ports::Result<void> close() override;

private:
    struct Mailbox {
        ports::Folder folder;
        std::uint32_t uid_validity = 1;
        ports::Uid uid_next{1};
        ports::ModSeq highest;
        std::map<ports::Uid, ports::StoredMessage> messages;
        std::uint64_t changes = 0; ///< By others.
    };

    CallInProgress begin(Call call, std::string record, std::stop_token stop);
    ports::Result<Mailbox*> working_folder();
    static ports::FolderState state_of(const Mailbox& mailbox);
    void touch(Mailbox& mailbox, ports::StoredMessage& stored) const;
    ports::Result<void> send(
        CallInProgress& call,
        const ports::StoredMessage& stored,
        const ports::FetchRequest& request,
        const ports::MessageSink& sink
    );
    void write(Mailbox& mailbox, const ports::LabelDelta& delta);

    ports::StoreTraits traits_;
    std::map<std::string, Mailbox> mailboxes_;
    std::string working_;
    ports::Access access_ = ports::Access::read;
    domain::LabelSet created_;
    std::set<domain::MessageId> stubborn_;
    std::map<domain::MessageId, std::string> undeliverable_; ///< With the cause.
    ports::FolderState shown_;        ///< The working folder, when it was opened.
    std::uint64_t known_changes_ = 0; ///< Of others there, at that time.
    Meanwhile meanwhile_;
    FaultPlan faults_;
    std::vector<std::string> calls_;
    ports::Transferred transferred_;
};

} // namespace memory
