#include "app/usecase/folder_sync.hpp"

#include "app/usecase/cached.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace usecase {

using ports::Result;
using ports::Uid;

namespace {

// A checkpoint is one transaction; this many messages are the most that a kill costs.
constexpr std::size_t checkpoint_messages = 200;
// UIDs handed to the store at once: enough to keep several commands in flight, few enough that
// "newest first" is true.
constexpr std::size_t window_messages = 2000;
// What a message costs on the wire, for an estimate before the first has come: headers of 3 to 8 KB
// and the text asked for, compressed to about a third (PERFORMANCE, the mail that is measured).
constexpr std::uint64_t usual_header_bytes = 1800;
constexpr std::uint64_t usual_text_bytes = 1200;
// And what asking for it costs: its number in two commands, and its share of them.
constexpr std::uint64_t usual_sent_bytes = 10;

} // namespace

FolderSync::FolderSync(
    ports::MailStore& mail,
    const World& world,
    const SyncOptions& options,
    TextChoice& texts,
    ByteMeter& meter,
    std::string folder,
    bool working
)
    : mail_(mail), world_(world), options_(options), texts_(texts), meter_(meter),
      working_(working), parking_(world) {
    report_.folder = std::move(folder);
}

Result<FolderReport> FolderSync::run() {
    if (auto opened = open(); !opened) {
        return ports::fail(std::move(opened).error());
    }
    if (auto followed = follow_changes(); !followed) {
        return ports::fail(std::move(followed).error());
    }
    auto uids = missing();
    if (!uids) {
        return ports::fail(std::move(uids).error());
    }
    if (auto fetched = fetch(*std::move(uids)); !fetched) {
        return ports::fail(std::move(fetched).error());
    }
    if (auto finished = finish(); !finished) {
        return ports::fail(std::move(finished).error());
    }
    return report_;
}

Result<void> FolderSync::open() {
    auto& cache = world_.state.messages();
    auto state = mail_.open(report_.folder, ports::Access::read, world_.stop);
    if (!state) {
        return ports::fail(std::move(state).error());
    }
    state_ = *std::move(state);
    report_.exists = state_.exists;
    if (auto opened = parking_.open(state_, options_.retry_parked); !opened) {
        return opened;
    }
    auto cursor = cache.cursor(report_.folder);
    if (!cursor) {
        return ports::fail(std::move(cursor).error());
    }
    if (!*cursor || (*cursor)->uid_validity != state_.uid_validity) {
        report_.rebuilt = cursor->has_value();
        return start_over();
    }
    cursor_ = **cursor;
    auto known = cache.uids(report_.folder);
    if (!known) {
        return ports::fail(std::move(known).error());
    }
    known_ = *std::move(known);
    std::ranges::sort(known_);
    return parking_.release(known_); // A run that was killed may have left them.
}

Result<void> FolderSync::start_over() {
    auto& cache = world_.state.messages();
    if (report_.rebuilt) {
        if (auto forgotten = cache.forget_folder(report_.folder); !forgotten) {
            return forgotten;
        }
    }
    cursor_ = {state_.uid_validity, Uid{1}, {}};
    return cache.commit(report_.folder, {}, cursor_);
}

void FolderSync::saw(ports::ModSeq modseq) {
    highest_seen_ = std::max(highest_seen_, modseq);
}

void FolderSync::lend_folder_name(domain::Message& message) const {
    if (working_) {
        return;
    }
    message.labels.insert(domain::Label{report_.folder});
    if (message.id.value.starts_with("uid:")) {
        // Two folders may have the same UIDVALIDITY; identity has to tell their messages apart.
        message.id.value += '@' + report_.folder;
    }
}

Result<void> FolderSync::follow_changes() {
    if (known_.empty()) {
        return {};
    }
    if (!mail_.traits().has_modseq || cursor_.highest_modseq.value == 0) {
        return refetch_labels();
    }
    if (state_.highest_modseq <= cursor_.highest_modseq) {
        return {};
    }
    return fetch_modified();
}

Result<void> FolderSync::fetch_modified() {
    return mail_.fetch_changes(
        cursor_.highest_modseq,
        [this](ports::StoredMessage changed) { return take_change(std::move(changed)); },
        world_.stop
    );
}

Result<void> FolderSync::refetch_labels() {
    return mail_.fetch(
        ports::FetchRequest{known_, false, {}},
        [this](ports::StoredMessage changed) { return take_change(std::move(changed)); },
        world_.stop
    );
}

Result<void> FolderSync::take_change(ports::StoredMessage changed) {
    saw(changed.modseq);
    if (!std::ranges::binary_search(known_, changed.uid)) {
        return {}; // New: it will be fetched whole.
    }
    auto& cache = world_.state.messages();
    auto& message = changed.message;
    lend_folder_name(message);
    const auto held = cache.find(message.id);
    if (!held) {
        return ports::fail(held.error());
    }
    if (*held && (*held)->message.labels == message.labels &&
        (*held)->message.flags == message.flags) {
        return {};
    }
    ++report_.changed;
    return cache.update(report_.folder, changed.uid, message.labels, message.flags);
}

bool FolderSync::is_up_to_date() const {
    return cursor_.uid_next.value != 0 && cursor_.uid_next == state_.uid_next &&
           known_.size() + parking_.waiting() == state_.exists;
}

Result<std::vector<Uid>> FolderSync::missing() {
    std::vector<Uid> absent;
    if (is_up_to_date()) {
        return absent;
    }
    std::vector<Uid> present;
    if (state_.exists > 0) {
        auto uids = mail_.uids(world_.stop);
        if (!uids) {
            return uids;
        }
        present = *std::move(uids);
        std::ranges::sort(present);
    }
    std::vector<Uid> vanished;
    std::ranges::set_difference(known_, present, std::back_inserter(vanished));
    if (auto forgotten = forget(vanished); !forgotten) {
        return ports::fail(std::move(forgotten).error());
    }
    if (auto kept = parking_.keep_only(present); !kept) {
        return ports::fail(std::move(kept).error());
    }
    std::ranges::set_difference(present, known_, std::back_inserter(absent));
    std::erase_if(absent, [this](Uid uid) { return parking_.waits(uid); });
    std::ranges::reverse(absent);
    if (options_.limit && absent.size() > *options_.limit) {
        absent.resize(*options_.limit);
        report_.complete = false;
    }
    return absent;
}

Result<void> FolderSync::forget(const std::vector<Uid>& vanished) {
    report_.vanished = vanished.size();
    if (vanished.empty()) {
        return {};
    }
    return world_.state.messages().forget(report_.folder, vanished);
}

Result<void> FolderSync::fetch(std::vector<Uid> newest_first) {
    wanted_ = newest_first.size();
    if (newest_first.empty()) {
        return {};
    }
    if (auto made = texts_.make(); !made) {
        return made;
    }
    const auto each = usual_header_bytes + usual_sent_bytes +
                      std::min(texts_.beside_headers().count, usual_text_bytes);
    if (auto told = meter_.warn_of({wanted_ * each}); !told) {
        return told;
    }
    for (std::span<const Uid> rest{newest_first}; !rest.empty();) {
        const auto window = rest.first(std::min(rest.size(), window_messages));
        rest = rest.subspan(window.size());
        if (auto fetched = fetch_window({window.begin(), window.end()}); !fetched) {
            return fetched;
        }
    }
    return {};
}

ports::FetchRequest FolderSync::request_for(std::vector<Uid> uids, domain::Bytes text) {
    ports::FetchRequest request{std::move(uids), true, text};
    request.undelivered = [this](const ports::Undelivered& message) {
        return parking_.park(message);
    };
    return request;
}

Result<void> FolderSync::fetch_window(std::vector<Uid> window) {
    const auto request = request_for(std::move(window), texts_.beside_headers());
    undecided_.clear();
    auto fetched = mail_.fetch(
        request,
        [this](ports::StoredMessage stored) { return take(std::move(stored)); },
        world_.stop
    );
    if (fetched) {
        fetched = fetch_texts();
    }
    // What had arrived when it ended, whatever ended it, is not asked for again.
    auto kept = checkpoint();
    return fetched ? kept : fetched;
}

/// With the headers once more: which part is the text, the server says beside them.
Result<void> FolderSync::fetch_texts() {
    if (undecided_.empty()) {
        return {};
    }
    report_.texts += undecided_.size();
    return mail_.fetch(
        request_for(std::move(undecided_), options_.text_bytes),
        [this](ports::StoredMessage stored) {
            saw(stored.modseq);
            lend_folder_name(stored.message);
            return keep(cached(report_.folder, std::move(stored), options_.owner));
        },
        world_.stop
    );
}

Result<void> FolderSync::take(ports::StoredMessage stored) {
    saw(stored.modseq);
    lend_folder_name(stored.message);
    auto message = cached(report_.folder, std::move(stored), options_.owner);
    if (texts_.is_undecided(message.features)) {
        undecided_.push_back(message.uid);
        return {};
    }
    return keep(std::move(message));
}

Result<void> FolderSync::keep(ports::CachedMessage message) {
    page_.push_back(std::move(message));
    return page_.size() < checkpoint_messages ? Result<void>{} : checkpoint();
}

Result<void> FolderSync::checkpoint() {
    if (page_.empty()) {
        return {};
    }
    if (auto kept = world_.state.messages().commit(report_.folder, page_, cursor_); !kept) {
        return kept;
    }
    std::vector<Uid> arrived;
    std::ranges::transform(page_, std::back_inserter(arrived), &ports::CachedMessage::uid);
    if (auto released = parking_.release(arrived); !released) {
        return released;
    }
    report_.fetched += page_.size();
    page_.clear();
    progress();
    return meter_.settle();
}

Result<void> FolderSync::finish() {
    report_.parked = parking_.list();
    if (report_.complete) {
        cursor_.uid_next = state_.uid_next;
    }
    if (!mail_.traits().has_modseq) {
        return world_.state.messages().commit(report_.folder, {}, cursor_);
    }
    // Gmail raises HIGHESTMODSEQ before its list of changes has them all, so the cursor follows
    // what was really seen; what changed after the folder was opened comes again next time.
    const auto seen = std::min(highest_seen_, state_.highest_modseq);
    cursor_.highest_modseq = std::max(cursor_.highest_modseq, seen);
    return world_.state.messages().commit(report_.folder, {}, cursor_);
}

void FolderSync::progress() const {
    const auto bytes = meter_.total();
    world_.reporter.report(
        ports::Progress{"sync", report_.fetched, wanted_, bytes.received, bytes.sent}
    );
}

} // namespace usecase
