#pragma once

#include "adapters/imap/client/connection_store.hpp"
#include "adapters/imap/client/renumbering.hpp"

#include <map>
#include <span>
#include <stop_token>
#include <vector>

namespace imap::client {

/// Label deltas whose effect has not been seen yet. What is seen settles them, whoever asked.
class OpenChanges {
public:
    /// `settled` learns of each message once.
    OpenChanges(std::span<const ports::LabelDelta> deltas, const ports::ObservationSink& settled);

    [[nodiscard]] bool empty() const { return open_.empty(); }

    [[nodiscard]] std::size_t size() const { return open_.size(); }

    /// What is still to be sent: of each delta only what is missing.
    [[nodiscard]] std::vector<ports::LabelDelta> missing() const;

    /// Settles a delta whose effect is there, or whose message is gone; another shrinks to what is
    /// missing.
    ports::Result<void> observe(const ports::Observation& seen);
    /// Reads the labels of all that is open and observes them. Those whose effect is there already
    /// lost the answer to their STORE, not the STORE.
    ports::Result<void>
    read_back(Renumbering& folder, ConnectionStore& store, const std::stop_token& stop);
    /// Settles all with what was seen of them last.
    ports::Result<void> give_up();

private:
    struct Open {
        ports::LabelDelta delta;
        domain::LabelSet seen;
    };

    std::map<ports::Uid, Open> open_;
    const ports::ObservationSink& settled_;
};

} // namespace imap::client
