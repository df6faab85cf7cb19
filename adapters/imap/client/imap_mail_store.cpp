#include "adapters/imap/client/imap_mail_store.hpp"

#include "adapters/imap/client/folder_list.hpp"
#include "adapters/imap/client/listening.hpp"
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

/// Messages that may arrive between SELECT and SEARCH before we call the answer a lie.
constexpr std::uint64_t arrivals_in_between = 100'000;

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

std::vector<std::string> ImapMailStore::capabilities() const {
    return conversation_ == nullptr ? std::vector<std::string>{}
                                    : conversation_->capabilities().names();
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
        auto refusal = command_refused(doing, name_of(status->code), status->text);
        if (status->condition == wire::Condition::no && is_own_trouble(status->text)) {
            refusal.kind = FailureKind::server_bye; // Another connection may do better.
        }
        return ports::fail(std::move(refusal));
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
    exists_ = state_.exists;
    known_changes_ = conversation_->arrivals_and_departures();
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

/// Gmail's search lags up to a minute behind its folders (FAULTS P10); the folder itself does not.
Result<void>
ImapMailStore::list_by_fetch(std::set<std::uint32_t>& found, const std::stop_token& stop) {
    say::UidFetch everything;
    everything.uids = wire::SequenceSet::all();
    everything.items = {say::FetchItem{}};
    const auto note = [&found](const wire::Response& response) {
        const auto* const fetched = std::get_if<wire::Fetch>(&response.data);
        if (fetched != nullptr && fetched->uid) {
            found.insert(*fetched->uid);
        }
    };
    if (auto status = ask(everything, "list the messages", stop, note); !status) {
        return ports::fail(status.error());
    }
    exists_ = static_cast<std::uint32_t>(found.size()); // Others have expunged meanwhile.
    return {};
}

Result<std::vector<ports::Uid>> ImapMailStore::uids(std::stop_token stop) {
    if (auto ready = catch_up(); !ready) {
        return ports::fail(ready.error());
    }
    say::UidSearch search;
    if (conversation_->capabilities().has("ESEARCH")) {
        search.returned = wire::SearchReturn{};
        search.returned->all = true;
    }
    const std::uint64_t most = exists_ + arrivals_in_between;
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
    if (found.size() < exists_) {
        if (auto looked = list_by_fetch(found, stop); !looked) {
            return ports::fail(looked.error());
        }
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
        .partial_texts = *world_.partial_texts,
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

Result<ports::News> ImapMailStore::await_news(
    const ports::FolderState& seen, ports::Clock::Monotonic until, std::stop_token stop
) {
    if (auto ready = need_folder(); !ready) {
        return ports::fail(std::move(ready).error());
    }
    if (state_ != seen || conversation_->arrivals_and_departures() != known_changes_) {
        return ports::News::maybe;
    }
    Listening listening{
        {*conversation_,
         world_.conversation.clock,
         world_.conversation.sleep,
         world_.keepalive,
         idle_works_ && conversation_->capabilities().has("IDLE")}
    };
    auto news = listening.until(until, stop);
    idle_works_ = listening.idle_works();
    return news;
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
