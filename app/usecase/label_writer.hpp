#pragma once

#include "app/usecase/world.hpp"
#include "domain/plan/change.hpp"
#include "ports/journal.hpp"
#include "ports/mail_store.hpp"

#include <cstddef>
#include <map>
#include <span>
#include <vector>

namespace usecase {

/// Messages whose changes are journaled, sent and read back together: one transaction before, one
/// after.
inline constexpr std::size_t write_batch_messages = 100;

/// The one way by which labels change: the intent is in the journal before the command leaves, and
/// is settled by what was read back. What a failure leaves open, `recover` settles later.
class LabelWriter {
public:
    LabelWriter(ports::MailStore& mail, const World& world) : mail_(mail), world_(world) {}

    /// One outcome for each intent that was read back; the journal fills in the ids. A failure
    /// comes after the outcomes that were known have been settled.
    ports::Result<std::vector<ports::Outcome>> write(std::span<ports::Intent> intents);

private:
    ports::Result<void>
    settle(std::span<const ports::Intent> intents, std::span<const ports::Outcome> outcomes);

    ports::MailStore& mail_;
    const World& world_;
};

/// Where messages are, and who they are: also of help when the server numbers them anew meanwhile.
using Places = std::map<ports::Uid, domain::MessageId>;

/// What a message is now, as fetched: absent from the map when it is gone.
using CurrentLabels = std::map<ports::Uid, ports::StoredMessage>;
ports::Result<CurrentLabels>
current_labels(ports::MailStore& mail, const Places& places, const std::stop_token& stop);

/// The outcome of an intent, now that the message was seen: done when every label to add is there
/// and every label to remove is not.
ports::Outcome judged(const ports::Intent& intent, const domain::LabelSet& observed);

/// What of an intent can be seen in the labels that were read back: what an undo has to take back,
/// also of a change that got half way.
domain::plan::Change effect(const ports::Intent& intent, const domain::LabelSet& after);

/// How many intents of a killed run were settled, and how.
struct Recovered {
    std::uint64_t done = 0;     ///< Had reached the server.
    std::uint64_t not_sent = 0; ///< Had not; the message is as it was before.
};

/// Settles what a killed run left open in this folder by reading it back, also where the server has
/// numbered it anew since. `folder` is as it was opened, and is open still.
ports::Result<Recovered>
recover(ports::MailStore& mail, const World& world, const ports::FolderState& folder);

} // namespace usecase
