#pragma once

#include "adapters/imap/wire/response.hpp"
#include "adapters/imap/wire/write_response.hpp"
#include "testserver/mailbox/folder_view.hpp"
#include "testserver/protocol/grease.hpp"
#include "testserver/protocol/words.hpp"
#include "testserver/protocol/world.hpp"
#include "testserver/scenario/interceptor.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace testserver {

namespace wire = imap::wire;

/// Mailbox names always come quoted (GMAIL-IMAP 5).
inline const wire::ResponseStyle quoted_style{.strings = wire::ResponseStyle::Strings::quoted};

enum class Phase : unsigned char { greeted, authenticated, selected, over };

/// What one connection has reached, and the ways in which a command's handler speaks. Handlers say
/// their untagged data and end with one of complete, no and bad.
struct Conversation {
    Conversation(World& the_world, const ConnectionFacts& facts);

    // Speaking.

    void say(const wire::Response& response, const wire::ResponseStyle& style = {});
    void untagged(wire::ResponseData data, const wire::ResponseStyle& style = {});
    void status(
        std::string_view tag, wire::Condition condition, wire::ResponseCode code, std::string text
    );
    /// Tells what other sessions changed, as far as the command allows it, then the tagged OK.
    void complete(std::string_view tag, std::string text, wire::ResponseCode code = {});
    /// The same with the command's usual text.
    void complete(std::string_view tag);
    void no(std::string_view tag, std::string text, wire::ResponseCode code = {});
    void bad(std::string_view tag, std::string text, wire::ResponseCode code = {});
    void announce();
    /// FLAGS again when a message has a keyword that the client was not told of.
    void announce_keywords();
    void bye(std::string text, wire::ResponseCode code = {});

    // The selected mailbox.

    void select(const std::shared_ptr<Folder>& folder, bool read_only);
    /// The client has shown that it knows MODSEQ (RFC 7162 3.1).
    void enable_condstore();
    void deselect();
    /// The messages of a set in ascending order; absent when a sequence number does not exist, and
    /// for "$", as SEARCHRES is not offered.
    [[nodiscard]] std::optional<std::vector<SequenceNumber>>
    resolve(const wire::SequenceSet& set, bool uid) const;
    /// The same without what does not exist.
    [[nodiscard]] std::vector<SequenceNumber>
    numbers_in(const wire::SequenceSet& set, bool uid) const;
    /// Another session, or this very command, expunged it; the client was not told so far.
    [[nodiscard]] bool is_expunged(SequenceNumber number) const;
    [[nodiscard]] std::vector<Uid> uids_of(const std::vector<SequenceNumber>& numbers) const;
    [[nodiscard]] wire::Flags flags_of(const Entry& entry) const;
    /// X-GM-LABELS of a row: the label of the selected mailbox is left out (GMAIL-IMAP 4.2).
    [[nodiscard]] std::vector<std::string> labels_of(const Entry& entry) const;
    /// FETCH with flags, and with UID and MODSEQ where the client asked for such.
    [[nodiscard]] wire::Fetch flags_update(SequenceNumber number) const;

    // Names.

    [[nodiscard]] std::string name_to_wire(std::string_view name) const;
    [[nodiscard]] std::string name_from_wire(std::string_view text) const;
    /// Whether it is a mailbox name in the encoding of this session.
    [[nodiscard]] bool is_wire_name(std::string_view text) const;

    [[nodiscard]] bool is_gmail() const { return world->is_gmail(); }

    [[nodiscard]] bool logged_in() const { return user != nullptr; }

    [[nodiscard]] Account& account() const { return *user->account; }

    World* world;
    Words words;
    ConnectionFacts facts;
    Instant now;
    Phase phase = Phase::greeted;
    User* user = nullptr;
    std::shared_ptr<Seats> seats; ///< Of the account, once logged in.
    std::optional<Grease> grease;
    std::optional<FolderView> view;
    bool utf8 = false;      ///< UTF8=ACCEPT is enabled.
    bool condstore = false; ///< The client knows MODSEQ (RFC 7162 3.1).
    std::string out;

    // The command in work.

    std::string command;        ///< "UID FETCH".
    bool keep_expunged = false; ///< RFC 3501 7.4.1: no EXPUNGE during FETCH, STORE and SEARCH.
    bool by_uid = false;
    Telling telling = Telling::usual;

    /// The rest of a command that answers in pieces: says one, and true when it was the last.
    std::function<bool()> job;

    // What waits for another line of the client.

    std::string idle_tag; ///< Empty when not in IDLE.

    struct Sasl {
        std::string tag;
        std::string mechanism;
        /// The challenge was sent; the client's answer to it brings the NO.
        std::optional<LoginFault> refused{};
    };

    std::optional<Sasl> sasl;
    bool start_compression = false; ///< Deflate from the next byte on.
    bool compressed = false;

private:
    void announce_changes(const Changes& changes);
    void say_more();

    std::size_t told_keywords_ = 0;
    std::size_t told_recent_ = 0;
};

} // namespace testserver
