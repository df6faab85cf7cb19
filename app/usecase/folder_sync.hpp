#pragma once

#include "app/usecase/byte_meter.hpp"
#include "app/usecase/parking.hpp"
#include "app/usecase/sync.hpp"
#include "app/usecase/text_choice.hpp"

#include <string>
#include <vector>

namespace usecase {

/// One folder's part of a sync. Its rules:
/// - the cache's cursor is only ever behind the truth, never ahead of it;
/// - `uid_next` moves when all that is older has been seen, `highest_modseq` when every change up
/// to
///   it has been;
/// - the order of work is: changes, vanished, new (newest first);
/// - a message whose headers leave it open waits for its text, and is asked for again where that
///   did not come.
class FolderSync {
public:
    /// A folder that is not the working one lends its name to its messages as a label.
    FolderSync(
        ports::MailStore& mail,
        const World& world,
        const SyncOptions& options,
        TextChoice& texts,
        ByteMeter& meter,
        std::string folder,
        bool working
    );

    ports::Result<FolderReport> run();

    /// As the run opened the folder.
    [[nodiscard]] const ports::FolderState& state() const { return state_; }

private:
    ports::Result<void> open();
    ports::Result<void> start_over();
    ports::Result<void> follow_changes();
    ports::Result<void> fetch_modified();
    ports::Result<void> refetch_labels();
    ports::Result<void> take_change(ports::StoredMessage changed);
    ports::Result<std::vector<ports::Uid>> missing();
    [[nodiscard]] bool is_up_to_date() const;
    ports::Result<void> forget(const std::vector<ports::Uid>& vanished);
    ports::Result<void> fetch(std::vector<ports::Uid> newest_first);
    ports::FetchRequest request_for(std::vector<ports::Uid> uids, domain::Bytes text);
    ports::Result<void> fetch_window(std::vector<ports::Uid> window);
    ports::Result<void> fetch_texts();
    ports::Result<void> take(ports::StoredMessage stored);
    ports::Result<void> keep(ports::CachedMessage message);
    ports::Result<void> checkpoint();
    ports::Result<void> finish();
    void saw(ports::ModSeq modseq);
    void lend_folder_name(domain::Message& message) const;
    void progress() const;

    ports::MailStore& mail_;
    const World& world_;
    const SyncOptions& options_;
    TextChoice& texts_;
    ByteMeter& meter_;
    bool working_;

    FolderReport report_;
    ports::FolderState state_;
    ports::Cursor cursor_;
    Parking parking_;
    ports::ModSeq highest_seen_;
    std::vector<ports::Uid> known_; ///< Ascending.
    std::vector<ports::CachedMessage> page_;
    std::vector<ports::Uid> undecided_; ///< Of the window: not kept before their text is read.
    std::uint64_t wanted_ = 0;
};

} // namespace usecase
