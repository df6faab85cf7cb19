// Changing labels: the part of ImapMailStore that writes.

#include "adapters/imap/client/imap_mail_store.hpp"
#include "adapters/imap/client/server_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace imap::client {

using ports::FailureKind;
using ports::Result;
namespace say = wire::client;

namespace {

/// Octets of the set in one command, so that the line stays under the 8 KB that every server takes.
constexpr std::size_t set_octets = 7000;
/// STOREs in flight: the round trip is paid once for so many (PERFORMANCE 3, "100 in flight").
constexpr std::size_t stores_in_flight = 100;

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
    refused_changes_ = false;
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
            refused_changes_ = true;
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

} // namespace imap::client
