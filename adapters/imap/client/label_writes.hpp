#pragma once

#include "adapters/imap/wire/client_command.hpp"
#include "domain/mail/label.hpp"
#include "ports/mail_store.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace imap::client {

/// One STORE: the same change to any number of messages.
struct LabelWrite {
    wire::client::Change change = wire::client::Change::add;
    domain::LabelSet labels;
    std::vector<std::uint32_t> uids; ///< Ascending.

    bool operator==(const LabelWrite&) const = default;
};

/// The deltas as few writes: one for each distinct set of labels. All additions come before all
/// removals, so that a message that is cut between them has a label too many and not one too few.
std::vector<LabelWrite> label_writes(std::span<const ports::LabelDelta> deltas);

} // namespace imap::client
