#pragma once

#include "adapters/imap/client/conversation.hpp"
#include "adapters/imap/client/dialect.hpp"
#include "adapters/imap/client/partial_texts.hpp"
#include "ports/mail_store.hpp"
#include "ports/mime_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace imap::client {

/// What a fetch needs to know of the connection and the folder.
struct FetchContext {
    Conversation& conversation;
    const Dialect& dialect;
    const ports::MimeReader& reader;
    ports::Reporter& reporter;
    PartialTexts& partial_texts; ///< Of connections before this one, too.
    std::uint32_t uid_validity = 0;
};

/// One call of MailStore::fetch: cuts the UIDs into pages, keeps several in flight, asks for the
/// text of a page as soon as its structures are known, and passes each message on when it is
/// complete. What a server sends about a message is merged by UID, in whatever order and pieces.
///
///   page:  queued ─► headers asked ─► text asked, by section ─► finished
///                         │ NO, incomplete, or not mentioned       ▲
///                         └──► the rest together, once ────────────┤
///                                  │ refused or unreadable again   │
///                                  └──► each alone, once ──────────┘
class FetchPipeline {
public:
    FetchPipeline(
        FetchContext context, const ports::FetchRequest& request, const ports::MessageSink& sink
    );

    ports::Result<void> run(const std::stop_token& stop);

private:
    struct Gathered {
        ports::StoredMessage stored;
        bool mentioned = false; ///< The server said anything about it.
        bool identified = false;
        std::optional<domain::Part> text_part;
        std::string text;                      ///< Its beginning, as far as it has come.
        std::optional<std::size_t> text_asked; ///< From which octet on it was asked for last.
    };

    struct Page {
        std::vector<std::uint32_t> uids;
        bool second_try = false;      ///< A rest, or one alone.
        std::size_t commands = 0;     ///< In flight.
        std::uint64_t unreadable = 0; ///< Answers so far that nobody could read, when it was asked.
        std::string refusal;          ///< The server's words, when it said NO.
    };

    using PagePointer = std::shared_ptr<Page>;

    ports::Result<void> fill(const std::stop_token& stop);
    ports::Result<void> ask(const PagePointer& page);
    ports::Result<void> ask_text(const PagePointer& page);
    [[nodiscard]] std::optional<std::size_t> next_piece(Gathered& message) const;
    ports::Result<void> submit(const PagePointer& page, const wire::client::UidFetch& command);
    ports::Result<void> take(session::Event event);
    ports::Result<void> absorb(wire::Fetch fetched);
    void merge(Gathered& message, wire::Fetch& fetched) const;
    void merge_content(Gathered& message, wire::Content& content) const;
    void merge_text(Gathered& message, const wire::Content& content, std::string_view bytes) const;
    ports::Result<void> answered(session::Ticket ticket, const wire::Status& status);
    ports::Result<void> finish(Page& page);
    ports::Result<void> finish_message(const Page& page, std::uint32_t uid, Gathered message);
    ports::Result<void> skip(std::uint32_t uid, const std::string& refusal);
    [[nodiscard]] bool complete(const Gathered& message) const;
    [[nodiscard]] bool wants_text(const Gathered& message) const;

    FetchContext context_;
    ports::FetchRequest request_;
    const ports::MessageSink& sink_;
    std::vector<wire::client::FetchItem> items_;
    std::size_t next_ = 0;                   ///< Of request_.uids, the first not asked for.
    std::vector<std::uint32_t> rest_;        ///< Of answered pages: not complete.
    std::vector<std::uint32_t> alone_;       ///< The rest of the rest.
    std::map<std::uint32_t, Gathered> open_; ///< By UID: asked for, not passed on.
    std::map<session::Ticket, PagePointer> commands_;
    std::size_t pages_in_flight_ = 0;
    std::size_t delivered_ = 0;
    std::size_t skipped_ = 0;
};

} // namespace imap::client
