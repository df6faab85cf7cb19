#pragma once

#include "adapters/imap/client/connection_store.hpp"
#include "adapters/imap/client/open_changes.hpp"
#include "adapters/imap/client/renumbering.hpp"
#include "adapters/imap/client/sleep.hpp"
#include "adapters/imap/supervise/supervisor.hpp"
#include "ports/clock.hpp"
#include "ports/reporter.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace imap::client {

using MakeConnectionStore = std::function<std::unique_ptr<ConnectionStore>()>;

/// A mail store above which nobody sees a reconnect. It opens a new connection as the supervisor
/// paces it, selects the folder again, asks only for what has not arrived, and reads labels back
/// before it writes them a second time. In a folder that the server numbered anew meanwhile it
/// finds the messages again by their identity, and ends the call where that is not known. A change
/// that was taken and does not show is looked for again, because reads can be late, and then sent
/// once more.
class HealingMailStore final : public ports::MailStore {
public:
    struct World {
        MakeConnectionStore make;
        ports::Clock& clock;
        ports::Randomness& randomness;
        ports::Reporter& reporter;
        Sleep sleep = sleep_until;
    };

    HealingMailStore(World world, supervise::Policy policy);
    ~HealingMailStore() override;

    ports::Result<std::vector<ports::Folder>> folders(std::stop_token stop) override;
    ports::Result<ports::FolderState>
    open(const std::string& folder, ports::Access access, std::stop_token stop) override;

    [[nodiscard]] ports::StoreTraits traits() const override { return traits_; }

    ports::Result<std::vector<ports::Uid>> uids(std::stop_token stop) override;
    ports::Result<void> fetch(
        const ports::FetchRequest& request, const ports::MessageSink& sink, std::stop_token stop
    ) override;
    ports::Result<void> fetch_changes(
        ports::ModSeq since, const ports::MessageSink& sink, std::stop_token stop
    ) override;
    ports::Result<ports::News> await_news(
        const ports::FolderState& seen, ports::Clock::Monotonic until, std::stop_token stop
    ) override;
    ports::Result<void> change(
        std::span<const ports::LabelDelta> deltas,
        const ports::ObservationSink& sink,
        std::stop_token stop
    ) override;
    ports::Result<void>
    create_labels(std::span<const domain::Label> labels, std::stop_token stop) override;
    [[nodiscard]] ports::Transferred transferred() const override;
    ports::Result<void> close() override;

private:
    struct Selection {
        std::string folder;
        ports::Access access = ports::Access::read;
        std::optional<ports::FolderState> state; ///< Of the last SELECT.
    };

    /// Does `work` on a connection that is up, again after each loss, until it succeeds, fails for
    /// a reason that no new connection mends, or the supervisor gives up.
    template <typename Work>
    auto heal(const std::stop_token& stop, Work work)
        -> decltype(work(std::declval<ConnectionStore&>()));
    ports::Result<void> bring_up(supervise::Action next, const std::stop_token& stop);
    supervise::Event act(const supervise::Action& action, const std::stop_token& stop);
    supervise::Event connect(const std::stop_token& stop);
    supervise::Event authenticate(ports::Freshness freshness, const std::stop_token& stop);
    supervise::Event select(const std::stop_token& stop);
    ports::Result<void> reselect(const std::stop_token& stop);
    supervise::Event wait(const supervise::Wait& wait, const std::stop_token& stop);
    /// Looks again and again for what does not show yet, for a minute at most.
    ports::Result<void>
    look_later(OpenChanges& open, ConnectionStore& store, const std::stop_token& stop);
    void drop();

    World world_;
    supervise::Supervisor supervisor_;
    std::unique_ptr<ConnectionStore> store_; ///< Only while the connection is up.
    bool serving_ = false;
    std::uint64_t came_meanwhile_ = 0; ///< Messages, while there was no connection.
    std::uint64_t logins_ = 0;         ///< Since a connection was up.
    std::string proof_;                ///< What the folder's numbers say of that time.
    Selection selection_;
    Renumbering renumbering_;
    ports::StoreTraits traits_;
    ports::Transferred before_; ///< By connections that are gone.
    bool worth_waiting_ = true; ///< Not once a change was neither late nor kept when sent again.
    std::uint64_t arrived_ = 0; ///< Messages and observations passed on: the measure of progress.
};

} // namespace imap::client
