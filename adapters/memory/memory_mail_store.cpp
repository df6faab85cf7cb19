#include "adapters/memory/memory_mail_store.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace memory {

using domain::Bytes;
using ports::FailureKind;
using ports::Result;
using ports::StoredMessage;
using ports::Uid;

namespace {

// Roughly what the answers of Gmail weigh (PERFORMANCE, W1): enough for tests of budgets.
constexpr std::uint64_t bytes_of_identity = 160;
constexpr std::uint64_t bytes_of_headers = 4000;
constexpr std::uint64_t bytes_of_command = 60;

/// The part of a stored message that a request asks for.
StoredMessage asked_for(const StoredMessage& stored, const ports::FetchRequest& request) {
    StoredMessage answer = stored;
    auto& message = answer.message;
    const bool text = request.text.count > 0;
    if (!request.headers) {
        message.headers.reset();
    }
    if (!request.headers && !text) {
        message.structure.reset();
    }
    if (!text) {
        message.text.reset();
    } else if (message.text && message.text->words.size() > request.text.count) {
        message.text->words.resize(request.text.count);
        message.text->complete = false;
    }
    return answer;
}

std::uint64_t weight(const StoredMessage& answer) {
    const auto& message = answer.message;
    return bytes_of_identity + (message.headers ? bytes_of_headers : 0) +
           (message.text ? message.text->words.size() : 0);
}

} // namespace

ports::StoreTraits gmail_traits() {
    return {.gmail = true, .can_archive = true, .has_modseq = true, .can_label = true};
}

ports::StoreTraits plain_traits() {
    return {.gmail = false, .can_archive = false, .has_modseq = false, .can_label = true};
}

void MemoryMailStore::add_folder(const ports::Folder& folder, std::uint32_t uid_validity) {
    auto& mailbox = mailboxes_[folder.name];
    mailbox.folder = folder;
    mailbox.uid_validity = uid_validity;
}

Uid MemoryMailStore::add(const std::string& folder, domain::Message message) {
    auto& mailbox = mailboxes_.at(folder);
    const Uid uid{mailbox.uid_next.value++};
    if (message.id.value.empty()) {
        message.id.value =
            "uid:" + std::to_string(mailbox.uid_validity) + '.' + std::to_string(uid.value);
    }
    auto& stored = mailbox.messages[uid];
    stored = {uid, {}, std::move(message)};
    touch(mailbox, stored);
    ++mailbox.changes;
    return uid;
}

void MemoryMailStore::relabel(const std::string& folder, Uid uid, const domain::LabelEdit& edit) {
    auto& mailbox = mailboxes_.at(folder);
    auto& stored = mailbox.messages.at(uid);
    stored.message.labels = domain::edited(std::move(stored.message.labels), edit);
    touch(mailbox, stored);
    ++mailbox.changes;
}

void MemoryMailStore::mark(const std::string& folder, Uid uid, domain::Flags flags) {
    auto& mailbox = mailboxes_.at(folder);
    auto& stored = mailbox.messages.at(uid);
    stored.message.flags = flags;
    touch(mailbox, stored);
    ++mailbox.changes;
}

void MemoryMailStore::remove(const std::string& folder, Uid uid) {
    auto& mailbox = mailboxes_.at(folder);
    mailbox.messages.erase(uid);
    ++mailbox.changes;
}

void MemoryMailStore::renumber(const std::string& folder, std::uint32_t uid_validity) {
    auto& mailbox = mailboxes_.at(folder);
    auto old = std::exchange(mailbox.messages, {});
    mailbox.uid_validity = uid_validity;
    mailbox.uid_next = Uid{1};
    ++mailbox.changes;
    for (auto& [uid, stored] : old) {
        stored.uid = Uid{mailbox.uid_next.value++};
        mailbox.messages.emplace(stored.uid, std::move(stored));
    }
}

void MemoryMailStore::cannot_deliver(const domain::MessageId& id, const std::string& cause) {
    if (cause.empty()) {
        undeliverable_.erase(id);
    } else {
        undeliverable_.insert_or_assign(id, cause);
    }
}

const domain::Message* MemoryMailStore::message(const std::string& folder, Uid uid) const {
    const auto& messages = mailboxes_.at(folder).messages;
    const auto found = messages.find(uid);
    return found == messages.end() ? nullptr : &found->second.message;
}

void MemoryMailStore::touch(Mailbox& mailbox, StoredMessage& stored) const {
    if (traits_.has_modseq) {
        stored.modseq = {++mailbox.highest.value};
    }
}

CallInProgress MemoryMailStore::begin(Call call, std::string record, std::stop_token stop) {
    calls_.push_back(std::move(record));
    transferred_.sent.count += bytes_of_command;
    return faults_.begin(call, std::move(stop));
}

Result<MemoryMailStore::Mailbox*> MemoryMailStore::working_folder() {
    const auto found = mailboxes_.find(working_);
    if (found == mailboxes_.end()) {
        return ports::fail(FailureKind::internal, "No folder is open");
    }
    return &found->second;
}

Result<std::vector<ports::Folder>> MemoryMailStore::folders(std::stop_token stop) {
    if (auto may = begin(Call::folders, "folders", std::move(stop)).next_item(); !may) {
        return ports::fail(std::move(may).error());
    }
    std::vector<ports::Folder> found;
    std::ranges::transform(mailboxes_, std::back_inserter(found), [](const auto& entry) {
        return entry.second.folder;
    });
    return found;
}

Result<ports::FolderState>
MemoryMailStore::open(const std::string& folder, ports::Access access, std::stop_token stop) {
    const auto* const how = access == ports::Access::write ? " (write)" : " (read)";
    if (auto may = begin(Call::open, "open " + folder + how, std::move(stop)).next_item(); !may) {
        return ports::fail(std::move(may).error());
    }
    const auto found = mailboxes_.find(folder);
    if (found == mailboxes_.end() || !found->second.folder.selectable) {
        return ports::fail(FailureKind::refused, "There is no folder " + folder);
    }
    working_ = folder;
    access_ = access;
    known_changes_ = found->second.changes;
    shown_ = state_of(found->second);
    return shown_;
}

ports::FolderState MemoryMailStore::state_of(const Mailbox& mailbox) {
    return {
        mailbox.folder.name,
        mailbox.uid_validity,
        mailbox.uid_next,
        mailbox.highest,
        static_cast<std::uint32_t>(mailbox.messages.size())
    };
}

Result<ports::News> MemoryMailStore::await_news(
    const ports::FolderState& seen, ports::Clock::Monotonic until, std::stop_token stop
) {
    auto call = begin(Call::await_news, "await news", std::move(stop));
    const auto mailbox = working_folder();
    if (!mailbox) {
        return ports::fail(mailbox.error());
    }
    const auto is_news = [&] { return shown_ != seen || (*mailbox)->changes != known_changes_; };
    if (!is_news() && meanwhile_) {
        meanwhile_(until);
    }
    if (auto may = call.next_item(); !may) {
        return ports::fail(std::move(may).error());
    }
    return is_news() ? ports::News::maybe : ports::News::none;
}

Result<std::vector<Uid>> MemoryMailStore::uids(std::stop_token stop) {
    if (auto may = begin(Call::uids, "uids", std::move(stop)).next_item(); !may) {
        return ports::fail(std::move(may).error());
    }
    return working_folder().map([](const Mailbox* mailbox) {
        std::vector<Uid> found;
        for (const auto& [uid, stored] : mailbox->messages) {
            found.push_back(uid);
        }
        return found;
    });
}

Result<void> MemoryMailStore::send(
    CallInProgress& call,
    const StoredMessage& stored,
    const ports::FetchRequest& request,
    const ports::MessageSink& sink
) {
    if (auto may = call.next_item(); !may) {
        return may;
    }
    const auto broken = undeliverable_.find(stored.message.id);
    if (broken != undeliverable_.end() && (request.headers || request.text.count > 0)) {
        const ports::Undelivered message{stored.uid, broken->second};
        return request.undelivered ? request.undelivered(message) : Result<void>{};
    }
    auto answer = asked_for(stored, request);
    transferred_.received.count += weight(answer);
    return sink(std::move(answer));
}

Result<void> MemoryMailStore::fetch(
    const ports::FetchRequest& request, const ports::MessageSink& sink, std::stop_token stop
) {
    auto call = begin(Call::fetch, "fetch " + std::to_string(request.uids.size()), std::move(stop));
    const auto mailbox = working_folder();
    if (!mailbox) {
        return ports::fail(mailbox.error());
    }
    const std::set<Uid> wanted{request.uids.begin(), request.uids.end()};
    for (const auto uid : wanted) {
        const auto found = (*mailbox)->messages.find(uid);
        if (found == (*mailbox)->messages.end()) {
            continue;
        }
        if (auto sent = send(call, found->second, request, sink); !sent) {
            return sent;
        }
    }
    return call.finish();
}

Result<void> MemoryMailStore::fetch_changes(
    ports::ModSeq since, const ports::MessageSink& sink, std::stop_token stop
) {
    auto call =
        begin(Call::fetch_changes, "changes since " + std::to_string(since.value), std::move(stop));
    const auto mailbox = working_folder();
    if (!mailbox || !traits_.has_modseq) {
        return ports::fail(
            mailbox ? ports::Failure{FailureKind::internal, "There is no MODSEQ here", {}, {}}
                    : mailbox.error()
        );
    }
    for (const auto& [uid, stored] : (*mailbox)->messages) {
        if (stored.modseq <= since) {
            continue;
        }
        if (auto sent = send(call, stored, {}, sink); !sent) {
            return sent;
        }
    }
    return call.finish();
}

void MemoryMailStore::write(Mailbox& mailbox, const ports::LabelDelta& delta) {
    const auto found = mailbox.messages.find(delta.uid);
    if (found == mailbox.messages.end() || found->second.message.id != delta.id ||
        stubborn_.contains(delta.id)) {
        return;
    }
    auto& message = found->second.message;
    auto after = domain::edited(message.labels, {delta.add, delta.remove});
    if (after != message.labels) {
        message.labels = std::move(after);
        touch(mailbox, found->second);
    }
}

Result<void> MemoryMailStore::change(
    std::span<const ports::LabelDelta> deltas,
    const ports::ObservationSink& sink,
    std::stop_token stop
) {
    auto call = begin(Call::change, "change " + std::to_string(deltas.size()), std::move(stop));
    const auto mailbox = working_folder();
    if (!mailbox || access_ != ports::Access::write) {
        return ports::fail(FailureKind::internal, "No folder is open for writing");
    }
    for (const auto& delta : deltas) {
        if (auto may = call.next_item(); !may) {
            if (call.writes_once_more()) {
                write(**mailbox, delta);
            }
            return may;
        }
        write(**mailbox, delta);
        const auto* const now = message(working_, delta.uid);
        const bool there = now != nullptr && now->id == delta.id;
        transferred_.sent.count += bytes_of_command;
        transferred_.received.count += bytes_of_identity;
        if (auto taken =
                sink({delta.id, delta.uid, there ? std::optional{now->labels} : std::nullopt});
            !taken) {
            return taken;
        }
    }
    return call.finish();
}

Result<void>
MemoryMailStore::create_labels(std::span<const domain::Label> labels, std::stop_token stop) {
    auto record = "create " + std::to_string(labels.size()) + " labels";
    if (auto may = begin(Call::create_labels, std::move(record), std::move(stop)).next_item();
        !may) {
        return may;
    }
    created_.insert(labels.begin(), labels.end());
    return {};
}

Result<void> MemoryMailStore::close() {
    if (auto may = begin(Call::close, "close", {}).next_item(); !may) {
        return may;
    }
    working_.clear();
    return {};
}

} // namespace memory
