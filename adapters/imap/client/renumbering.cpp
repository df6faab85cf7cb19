#include "adapters/imap/client/renumbering.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace imap::client {

using ports::FailureKind;
using ports::Result;
using ports::Uid;

namespace {

/// Places that are held in memory, 100 MB of them. A folder with more is opened anew instead.
constexpr std::size_t most_places = 1'000'000;

/// "uid:…" is the place itself and no identity (Dialect::message_id).
bool survives(const domain::MessageId& id) {
    return !id.value.empty() && !id.value.starts_with("uid:");
}

} // namespace

void Renumbering::opened(const ports::FolderState& state) {
    opened_ = state;
    now_ = state;
    learnt_ = 0;
    places_.clear();
}

void Renumbering::selected(const ports::FolderState& state) {
    now_ = state;
}

ports::Unexpected Renumbering::lost() const {
    return ports::fail(
        FailureKind::stale_plan,
        fmt::format(
            "The server numbered the messages of {} anew (UIDVALIDITY {} became {}), and which is "
            "which cannot be told",
            opened_.folder,
            opened_.uid_validity,
            now_.uid_validity
        ),
        "Nothing was written to the wrong message. Run the command again: it synchronises first."
    );
}

/// Lists who is where now. It costs some 100 bytes a message, once for each new numbering.
Result<void> Renumbering::learn(ConnectionStore& store, const std::stop_token& stop) {
    if (learnt_ == now_.uid_validity) {
        return {};
    }
    learnt_ = 0;
    places_.clear();
    if (now_.exists > most_places) {
        return lost();
    }
    auto uids = store.uids(stop);
    if (!uids) {
        return ports::fail(std::move(uids).error());
    }
    ports::FetchRequest identities;
    identities.uids = *std::move(uids);
    auto listed = store.fetch(
        identities,
        [this](const ports::StoredMessage& message) -> Result<void> {
            if (survives(message.message.id)) {
                places_.insert_or_assign(message.message.id.value, message.uid);
            }
            return {};
        },
        stop
    );
    if (listed) {
        learnt_ = now_.uid_validity;
    }
    return listed;
}

std::optional<Uid> Renumbering::find(const domain::MessageId& id) const {
    const auto found = places_.find(id.value);
    return found == places_.end() ? std::nullopt : std::optional{found->second};
}

Result<void> Renumbering::fetch(
    ConnectionStore& store,
    const ports::FetchRequest& request,
    const ports::MessageSink& sink,
    const std::stop_token& stop
) {
    if (!in_force()) {
        return store.fetch(request, sink, stop);
    }
    const auto known = [&request](Uid uid) {
        const auto found = request.known.find(uid);
        return found != request.known.end() && survives(found->second);
    };
    if (!std::ranges::all_of(request.uids, known)) {
        return lost();
    }
    if (auto learnt = learn(store, stop); !learnt) {
        return learnt;
    }
    ports::FetchRequest moved = request;
    moved.uids.clear();
    std::map<Uid, Uid> before;
    for (const Uid uid : request.uids) {
        if (const auto now = find(request.known.at(uid))) {
            moved.uids.push_back(*now);
            before.emplace(*now, uid);
        }
    }
    if (moved.uids.empty()) {
        return {};
    }
    if (request.undelivered) {
        moved.undelivered = [&](ports::Undelivered message) {
            message.uid = before.at(message.uid);
            return request.undelivered(message);
        };
    }
    return store.fetch(
        moved,
        [&](ports::StoredMessage message) -> Result<void> {
            message.uid = before.at(message.uid);
            return sink(std::move(message));
        },
        stop
    );
}

Result<void> Renumbering::change(
    ConnectionStore& store,
    std::span<const ports::LabelDelta> deltas,
    const ports::ObservationSink& sink,
    const std::stop_token& stop
) {
    if (!in_force()) {
        return store.change(deltas, sink, stop);
    }
    if (!std::ranges::all_of(deltas, survives, &ports::LabelDelta::id)) {
        return lost();
    }
    Result<void> result = learn(store, stop);
    std::vector<ports::LabelDelta> moved;
    std::map<Uid, Uid> before;
    for (const ports::LabelDelta& delta : deltas) {
        const auto now = find(delta.id);
        if (result && !now) {
            result = sink({delta.id, delta.uid, std::nullopt});
        } else if (result) {
            moved.push_back(delta);
            moved.back().uid = *now;
            before.emplace(*now, delta.uid);
        }
    }
    if (!result || moved.empty()) {
        return result;
    }
    return store.change(
        moved,
        [&](ports::Observation seen) -> Result<void> {
            seen.uid = before.at(seen.uid);
            return sink(std::move(seen));
        },
        stop
    );
}

} // namespace imap::client
