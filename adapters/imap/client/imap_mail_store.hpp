#pragma once

#include "adapters/imap/client/connection_store.hpp"
#include "adapters/imap/client/conversation.hpp"
#include "adapters/imap/client/dialect.hpp"
#include "adapters/imap/client/fetch_pipeline.hpp"
#include "adapters/imap/client/keepalive.hpp"
#include "adapters/imap/client/label_writes.hpp"
#include "adapters/imap/client/login.hpp"
#include "ports/mime_reader.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace imap::client {

/// The mail store over one IMAP connection, Gmail's or any other server's. It connects at the first
/// call; when the connection is lost, that and every later call end with the cause. For one that
/// reconnects see HealingMailStore.
class ImapMailStore final : public ConnectionStore {
public:
    struct World {
        net::Connector& connector;
        ports::TokenSource& tokens;
        const ports::MimeReader& reader;
        Conversation::World conversation;
        Server server;
        bool compress = true; ///< Where the server offers it.
        Keepalive keepalive{};
        /// Shared with the connections before and after this one.
        std::shared_ptr<PartialTexts> partial_texts = std::make_shared<PartialTexts>();
    };

    explicit ImapMailStore(World world);
    ~ImapMailStore() override;

    ports::Result<void> connect(std::stop_token stop) override;
    ports::Result<void> authenticate(ports::Freshness freshness, std::stop_token stop) override;

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

    [[nodiscard]] bool refused_changes() const override { return refused_changes_; }

    /// What the server offers since the login.
    [[nodiscard]] std::vector<std::string> capabilities() const;
    [[nodiscard]] ports::Transferred transferred() const override;
    ports::Result<void> close() override;

private:
    ports::Result<void> need_session(const std::stop_token& stop);
    [[nodiscard]] ports::Result<void> need_folder() const;
    ports::Result<void> catch_up();
    ports::Result<wire::Status>
    ask(const wire::client::ClientCommand& command,
        std::string_view doing,
        const std::stop_token& stop,
        const OnData& on_data);
    ports::Result<void> list_by_fetch(std::set<std::uint32_t>& found, const std::stop_token& stop);
    void note_folder_data(const wire::Response& response);
    void note_code(const wire::ResponseCode& code);
    ports::Result<void> write(const std::vector<LabelWrite>& writes, const std::stop_token& stop);
    ports::Result<void> read_back(
        std::span<const ports::LabelDelta> deltas,
        const ports::ObservationSink& sink,
        const std::stop_token& stop
    );
    ports::Result<void> create(const std::string& name, const std::stop_token& stop);
    [[nodiscard]] FetchContext fetch_context();

    World world_;
    std::unique_ptr<Conversation> conversation_;
    bool authenticated_ = false;
    Dialect dialect_;
    ports::StoreTraits traits_;
    ports::FolderState state_;
    std::uint32_t exists_ = 0;        ///< As far as it is known; `state_` stays as it was told.
    std::uint64_t known_changes_ = 0; ///< Arrivals and departures when `state_` was told.
    bool idle_works_ = true;
    bool writable_ = false;
    bool refused_changes_ = false;
};

} // namespace imap::client
