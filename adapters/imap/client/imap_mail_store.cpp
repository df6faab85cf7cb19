#include "adapters/imap/client/imap_mail_store.hpp"

#include "adapters/imap/client/folder_list.hpp"
#include "adapters/imap/client/server_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace imap::client {

using ports::FailureKind;
using ports::Result;
namespace say = wire::client;

namespace {

/// Octets of the set in one command, so that the line stays under the 8 KB that every server takes.
constexpr std::size_t set_octets = 7000;
/// STOREs in flight: the round trip is paid once for so many (PERFORMANCE 3, "100 in flight").
constexpr std::size_t stores_in_flight = 100;
/// Messages that may arrive between SELECT and SEARCH before we call the answer a lie.
constexpr std::uint64_t arrivals_in_between = 100'000;

/// A label's ancestors and itself: Gmail makes no parents ("a/b/c" → "a", "a/b", "a/b/c").
std::vector<std::string> with_parents(const std::string& label) {
    std::vector<std::string> levels;
    for (std::size_t slash = label.find('/'); slash != std::string::npos;
         slash = label.find('/', slash + 1)) {
        levels.push_back(label.substr(0, slash));
    }
    levels.push_back(label);
    return levels;
}

} // namespace

ImapMailStore::ImapMailStore(World world) : world_(std::move(world)) {}

ImapMailStore::~ImapMailStore() = default;

// Connecting.

Result<void> ImapMailStore::connect(std::stop_token stop) {
    auto transport = world_.connector.connect(stop);
    if (!transport) {
        return ports::fail(transport.error());
    }
    conversation_ = std::make_unique<Conversation>(*std::move(transport), world_.conversation);
    return await_greeting(*conversation_, stop);
}

Result<void> ImapMailStore::authenticate(ports::Freshness freshness, std::stop_token stop) {
    const auto credential = world_.tokens.credential(freshness);
    if (!credential) {
        return ports::fail(credential.error());
    }
    auto result = log_in(*conversation_, *credential, {world_.server, world_.compress}, stop);
    if (result) {
        authenticated_ = true;
        dialect_ = Dialect{conversation_->capabilities(), conversation_->utf8()};
        traits_ = {
            .gmail = dialect_.gmail(),
            .can_archive = dialect_.gmail(),
            .has_modseq = dialect_.has_modseq(),
            .can_label = true
        };
    }
    return result;
}

Result<void> ImapMailStore::need_session(const std::stop_token& stop) {
    if (conversation_ == nullptr) {
        if (auto connected = connect(stop); !connected) {
            return connected;
        }
    }
    return authenticated_ ? Result<void>{} : authenticate(ports::Freshness::cached, stop);
}

Result<void> ImapMailStore::need_folder() const {
    if (conversation_ == nullptr || state_.folder.empty()) {
        return ports::fail(FailureKind::internal, "No folder is open.");
    }
    return {};
}

/// A server shows a session what others did only when it is given the chance: Gmail finds no new
/// mail before a NOOP (GMAIL-IMAP 4.5). It leaves together with the command behind it.
Result<void> ImapMailStore::catch_up() {
    if (auto ready = need_folder(); !ready) {
        return ready;
    }
    const auto ticket = conversation_->submit(say::Plain{say::Verb::noop});
    return ticket ? Result<void>{} : ports::fail(ticket.error());
}

Result<wire::Status> ImapMailStore::ask(
    const say::ClientCommand& command,
    std::string_view doing,
    const std::stop_token& stop,
    const OnData& on_data
) {
    auto status = conversation_->ask(command, stop, on_data);
    if (status && status->condition != wire::Condition::ok) {
        return ports::fail(command_refused(doing, name_of(status->code), status->text));
    }
    return status;
}

// Folders.

Result<std::vector<ports::Folder>> ImapMailStore::folders(std::stop_token stop) {
    if (auto ready = need_session(stop); !ready) {
        return ports::fail(ready.error());
    }
    say::List list;
    list.special_use = conversation_->capabilities().has("SPECIAL-USE") &&
                       conversation_->capabilities().has("LIST-EXTENDED");
    std::vector<ports::Folder> folders;
    const auto note = [&](const wire::Response& response) {
        if (const auto* const listed = std::get_if<wire::List>(&response.data)) {
            folders.push_back(folder_of(*listed, dialect_));
        }
    };
    if (auto status = ask(list, "list the folders", stop, note); !status) {
        return ports::fail(status.error());
    }
    return folders;
}

Result<ports::FolderState>
ImapMailStore::open(const std::string& folder, ports::Access access, std::stop_token stop) {
    if (auto ready = need_session(stop); !ready) {
        return ports::fail(ready.error());
    }
    state_ = {};
    state_.folder = folder;
    writable_ = access == ports::Access::write;
    traits_.can_label = writable_ && dialect_.gmail();
    const std::string name = dialect_.to_wire(folder);
    const bool condstore = dialect_.has_modseq();
    const auto command = writable_ ? say::ClientCommand{say::Select{name, condstore}}
                                   : say::ClientCommand{say::Examine{name, condstore}};
    const auto note = [this](const wire::Response& response) { note_folder_data(response); };
    const auto status = ask(command, "open " + folder, stop, note);
    if (!status) {
        state_ = {};
        return ports::fail(status.error());
    }
    note_code(status->code);
    if (state_.uid_validity == 0) {
        return ports::fail(
            FailureKind::protocol,
            fmt::format("The server gives no UIDVALIDITY for {}.", folder),
            "Without it a message cannot be told from another one."
        );
    }
    return state_;
}

void ImapMailStore::note_folder_data(const wire::Response& response) {
    if (const auto* const exists = std::get_if<wire::Exists>(&response.data)) {
        state_.exists = static_cast<std::uint32_t>(exists->count);
    } else if (const auto* const status = std::get_if<wire::Status>(&response.data)) {
        note_code(status->code);
    }
}

void ImapMailStore::note_code(const wire::ResponseCode& code) {
    if (const auto* const number = std::get_if<wire::NumberCode>(&code)) {
        if (number->name == "UIDVALIDITY") {
            state_.uid_validity = static_cast<std::uint32_t>(number->number);
        } else if (number->name == "UIDNEXT") {
            state_.uid_next = {static_cast<std::uint32_t>(number->number)};
        } else if (number->name == "HIGHESTMODSEQ") {
            state_.highest_modseq = {number->number};
        }
    } else if (const auto* const flags = std::get_if<wire::PermanentFlagsCode>(&code)) {
        const bool new_keywords = std::ranges::find(flags->flags, "\\*") != flags->flags.end();
        traits_.can_label = writable_ && (dialect_.gmail() || new_keywords);
    } else if (name_of(code) == "NOMODSEQ") {
        traits_.has_modseq = false;
    }
}

// Reading.

Result<std::vector<ports::Uid>> ImapMailStore::uids(std::stop_token stop) {
    if (auto ready = catch_up(); !ready) {
        return ports::fail(ready.error());
    }
    say::UidSearch search;
    if (conversation_->capabilities().has("ESEARCH")) {
        search.returned = wire::SearchReturn{};
        search.returned->all = true;
    }
    const std::uint64_t most = state_.exists + arrivals_in_between;
    std::set<std::uint32_t> found;
    const auto note = [&](const wire::Response& response) {
        if (const auto* const plain = std::get_if<wire::Search>(&response.data)) {
            found.insert(plain->numbers.begin(), plain->numbers.end());
        } else if (const auto* const extended = std::get_if<wire::ESearch>(&response.data);
                   extended != nullptr && extended->all) {
            const auto numbers = extended->all->numbers(most + 1);
            found.insert(numbers.begin(), numbers.end());
        }
    };
    if (auto status = ask(search, "list the messages", stop, note); !status) {
        return ports::fail(status.error());
    }
    if (found.size() > most) {
        return ports::fail(FailureKind::protocol, "The server lists more messages than there are.");
    }
    std::vector<ports::Uid> uids;
    std::ranges::transform(found, std::back_inserter(uids), [](std::uint32_t uid) {
        return ports::Uid{uid};
    });
    return uids;
}

FetchContext ImapMailStore::fetch_context() {
    return {
        .conversation = *conversation_,
        .dialect = dialect_,
        .reader = world_.reader,
        .reporter = world_.conversation.reporter,
        .uid_validity = state_.uid_validity
    };
}

Result<void> ImapMailStore::fetch(
    const ports::FetchRequest& request, const ports::MessageSink& sink, std::stop_token stop
) {
    if (auto ready = catch_up(); !ready) {
        return ready;
    }
    return FetchPipeline{fetch_context(), request, sink}.run(stop);
}

Result<void> ImapMailStore::fetch_changes(
    ports::ModSeq since, const ports::MessageSink& sink, std::stop_token stop
) {
    if (auto ready = catch_up(); !ready) {
        return ready;
    }
    // Which messages changed is asked first and what they hold then: unsolicited data is mixed into
    // the answer, and an incomplete line must not pass for a change (GMAIL-IMAP 6.2).
    say::UidFetch changed;
    changed.uids = wire::SequenceSet::all();
    changed.items = {say::FetchItem{say::FetchItem::Name::modseq, {}, {}}};
    changed.changed_since = since.value;
    std::set<ports::Uid> uids;
    const auto note = [&uids](const wire::Response& response) {
        const auto* const fetched = std::get_if<wire::Fetch>(&response.data);
        if (fetched != nullptr && fetched->uid) {
            uids.insert({*fetched->uid});
        }
    };
    if (auto status = ask(changed, "list the changes", stop, note); !status) {
        return ports::fail(status.error());
    }
    ports::FetchRequest labels;
    labels.uids.assign(uids.begin(), uids.end());
    return FetchPipeline{fetch_context(), labels, sink}.run(stop);
}

// Writing.

Result<void> ImapMailStore::change(
    std::span<const ports::LabelDelta> deltas,
    const ports::ObservationSink& sink,
    std::stop_token stop
) {
    if (auto ready = need_folder(); !ready) {
        return ready;
    }
    if (!writable_) {
        return ports::fail(
            FailureKind::refused,
            fmt::format("{} is open for reading only; no label was changed.", state_.folder)
        );
    }
    for (const ports::LabelDelta& delta : deltas) {
        for (const domain::LabelSet* const labels : {&delta.add, &delta.remove}) {
            const auto odd = std::ranges::find_if_not(*labels, [this](const auto& label) {
                return dialect_.can_store(label);
            });
            if (odd != labels->end()) {
                return ports::fail(
                    FailureKind::bad_input,
                    fmt::format("This server has no way to change the label {}.", odd->name)
                );
            }
        }
    }
    auto result = write(label_writes(deltas), stop);
    return result ? read_back(deltas, sink, stop) : result;
}

Result<void>
ImapMailStore::write(const std::vector<LabelWrite>& writes, const std::stop_token& stop) {
    std::set<session::Ticket> in_flight;
    const auto await_room = [&](std::size_t most) -> Result<void> {
        while (in_flight.size() > most) {
            const auto event = conversation_->next(stop);
            if (!event) {
                return ports::fail(event.error());
            }
            const auto* const done = std::get_if<session::Completed>(&*event);
            if (done == nullptr || in_flight.erase(done->ticket) == 0 ||
                done->status.condition == wire::Condition::ok) {
                continue;
            }
            auto refusal =
                command_refused("change labels", name_of(done->status.code), done->status.text);
            if (refusal.kind != FailureKind::refused) {
                return ports::fail(std::move(refusal));
            }
            // The read-back tells which messages it concerns; the rest goes on.
            world_.conversation.reporter.report(
                ports::Warning{std::move(refusal.sentence), std::move(refusal.hint)}
            );
        }
        return {};
    };
    Result<void> result;
    for (const LabelWrite& write : writes) {
        for (auto& uids : wire::SequenceSet::of(write.uids).pieces(set_octets)) {
            result = conversation_->pace(stop);
            const auto command = dialect_.store(std::move(uids), write.change, write.labels);
            const auto ticket = result ? conversation_->submit(command)
                                       : Result<session::Ticket>{ports::fail(result.error())};
            if (!ticket) {
                return ports::fail(ticket.error());
            }
            in_flight.insert(*ticket);
            result = await_room(stores_in_flight - 1);
            if (!result) {
                return result;
            }
        }
    }
    return await_room(0);
}

Result<void> ImapMailStore::read_back(
    std::span<const ports::LabelDelta> deltas,
    const ports::ObservationSink& sink,
    const std::stop_token& stop
) {
    std::map<ports::Uid, domain::MessageId> unseen;
    for (const ports::LabelDelta& delta : deltas) {
        unseen.emplace(delta.uid, delta.id);
    }
    ports::FetchRequest labels;
    std::ranges::transform(unseen, std::back_inserter(labels.uids), [](const auto& entry) {
        return entry.first;
    });
    const auto note = [&](const ports::StoredMessage& message) {
        unseen.erase(message.uid);
        return sink({message.message.id, message.uid, message.message.labels});
    };
    Result<void> result = FetchPipeline{fetch_context(), labels, note}.run(stop);
    for (const auto& [uid, id] : unseen) {
        if (result) {
            result = sink({id, uid, std::nullopt});
        }
    }
    return result;
}

Result<void>
ImapMailStore::create_labels(std::span<const domain::Label> labels, std::stop_token stop) {
    if (auto ready = need_session(stop); !ready) {
        return ready;
    }
    if (!dialect_.gmail()) {
        return {};
    }
    const auto existing = folders(stop);
    if (!existing) {
        return ports::fail(existing.error());
    }
    std::vector<std::string> names;
    std::ranges::transform(*existing, std::back_inserter(names), &ports::Folder::name);
    for (const domain::Label& label : labels) {
        for (const std::string& level : with_parents(label.name)) {
            const bool exists = std::ranges::any_of(names, [&level](const std::string& name) {
                return domain::same_label(name, level);
            });
            if (exists || label.is_system()) {
                continue;
            }
            if (auto created = create(level, stop); !created) {
                return created;
            }
            names.push_back(level);
        }
    }
    return {};
}

Result<void> ImapMailStore::create(const std::string& name, const std::stop_token& stop) {
    const auto status = conversation_->ask(say::Create{dialect_.to_wire(name)}, stop);
    if (!status) {
        return ports::fail(status.error());
    }
    const bool exists = name_of(status->code) == "ALREADYEXISTS";
    if (status->condition != wire::Condition::ok && !exists) {
        return ports::fail(
            command_refused("make the label " + name, name_of(status->code), status->text)
        );
    }
    return {};
}

// Leaving.

ports::Transferred ImapMailStore::transferred() const {
    return conversation_ == nullptr ? ports::Transferred{} : conversation_->transferred();
}

Result<void> ImapMailStore::close() {
    if (conversation_ != nullptr) {
        conversation_->close();
    }
    return {};
}

} // namespace imap::client
