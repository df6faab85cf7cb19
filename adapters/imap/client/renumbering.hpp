#pragma once

#include "adapters/imap/client/connection_store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

namespace imap::client {

/// Lets a caller go on with the UIDs of the folder that it opened after the server has numbered the
/// messages anew (UIDVALIDITY changed): each is found again by its identity (X-GM-MSGID, EMAILID).
/// While the numbering is the one that was opened, everything passes through.
///
/// Flow: opened → selected after each reconnect → fetch, change. Where an identity is not known, or
/// is no more than a UID, the call ends with `stale_plan`: no UID is guessed.
class Renumbering {
public:
    /// The caller begins to use this numbering.
    void opened(const ports::FolderState& state);
    /// A new connection shows this one.
    void selected(const ports::FolderState& state);

    [[nodiscard]] bool in_force() const { return now_.uid_validity != opened_.uid_validity; }

    /// Why a call that needs the old numbering itself cannot go on.
    [[nodiscard]] ports::Unexpected lost() const;

    /// As of ConnectionStore, in the caller's UIDs.
    ports::Result<void> fetch(
        ConnectionStore& store,
        const ports::FetchRequest& request,
        const ports::MessageSink& sink,
        const std::stop_token& stop
    );
    ports::Result<void> change(
        ConnectionStore& store,
        std::span<const ports::LabelDelta> deltas,
        const ports::ObservationSink& sink,
        const std::stop_token& stop
    );

private:
    ports::Result<void> learn(ConnectionStore& store, const std::stop_token& stop);
    [[nodiscard]] std::optional<ports::Uid> find(const domain::MessageId& id) const;

    ports::FolderState opened_;
    ports::FolderState now_;
    std::uint32_t learnt_ = 0; ///< The UIDVALIDITY that `places_` is of; 0: none.
    std::map<std::string, ports::Uid> places_;
};

} // namespace imap::client
