#pragma once

#include "adapters/imap/client/imap_mail_store.hpp"
#include "adapters/memory/fixed_token_source.hpp"
#include "adapters/memory/recording_reporter.hpp"
#include "tests/adapters/client/scripted_server.hpp"
#include "tests/adapters/client/word_reader.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace client_test {

/// What Gmail offers after the login, without what would only lengthen the scripts.
inline constexpr auto gmail_offers =
    "IMAP4rev1 UNSELECT X-GM-EXT-1 CONDSTORE ESEARCH LITERAL- SPECIAL-USE LIST-EXTENDED";
inline constexpr auto plain_offers = "IMAP4rev1 UNSELECT LITERAL+";

/// An ImapMailStore in conversation with a script.
class StoreFixture : public testing::Test {
protected:
    void TearDown() override { EXPECT_EQ(server_.complaints(), ""); }

    void expect_login(const std::string& offers) {
        server_.says("* OK Gimap ready for requests from 192.0.2.1 tok\r\n")
            .hears("A1 CAPABILITY\r\n")
            .says("* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2\r\n"
                  "A1 OK Thats all she wrote! tok\r\n")
            .hears("A2 AUTHENTICATE PLAIN AGFAYgBwdw==\r\n")
            .says("* CAPABILITY " + offers + "\r\nA2 OK a@b authenticated (Success)\r\n");
    }

    /// The third command opens INBOX.
    void open(const std::string& offers, ports::Access access = ports::Access::write) {
        expect_login(offers);
        const bool gmail = offers == gmail_offers;
        server_
            .hears(
                std::string{"A3 "} + (access == ports::Access::write ? "SELECT" : "EXAMINE") +
                " INBOX" + (gmail ? " (CONDSTORE)" : "") + "\r\n"
            )
            .says("* FLAGS (\\Answered \\Flagged \\Draft \\Deleted \\Seen)\r\n"
                  "* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Seen \\*)] Flags permitted.\r\n"
                  "* OK [UIDVALIDITY 11] UIDs valid.\r\n* 3 EXISTS\r\n* 0 RECENT\r\n"
                  "* OK [UIDNEXT 66] Predicted next UID.\r\n* OK [HIGHESTMODSEQ 22748]\r\n"
                  "A3 OK [READ-WRITE] INBOX selected. (Success)\r\n");
        const auto state = current_->open("INBOX", access, stop_.get_token());
        ASSERT_TRUE(state) << state.error().sentence;
        folder_ = *state;
    }

    /// What always comes with a message, and nothing more.
    static ports::FetchRequest only(std::vector<ports::Uid> uids) {
        return {.uids = std::move(uids), .headers = false, .text = {}};
    }

    ports::Result<void> fetch(const ports::FetchRequest& request) {
        return current_->fetch(
            request,
            [this](ports::StoredMessage message) -> ports::Result<void> {
                received_.push_back(std::move(message));
                return {};
            },
            stop_.get_token()
        );
    }

    ports::Result<ports::News> listen(std::chrono::seconds patience) {
        return store_.await_news(folder_, clock_.monotonic() + patience, stop_.get_token());
    }

    ports::Result<void> change(const std::vector<ports::LabelDelta>& deltas) {
        return store_.change(
            deltas,
            [this](ports::Observation seen) -> ports::Result<void> {
                observed_.push_back(std::move(seen));
                return {};
            },
            stop_.get_token()
        );
    }

    [[nodiscard]] std::vector<std::uint32_t> received_uids() const {
        std::vector<std::uint32_t> uids;
        for (const auto& message : received_) {
            uids.push_back(message.uid.value);
        }
        return uids;
    }

    memory::ManualClock clock_;
    memory::RecordingReporter reporter_;
    WordReader reader_;

    /// A new connection; what `open` and `fetch` do from now on, they do on it.
    void reconnect() {
        next_ = std::make_unique<imap::client::ImapMailStore>(world_);
        current_ = next_.get();
    }

    /// Instead of the password.
    void proves_with(ports::Credential credential) {
        tokens_ = memory::FixedTokenSource{std::move(credential)};
    }

    memory::FixedTokenSource tokens_{{ports::Proof::password, "a@b", ports::Secret{"pw"}}};
    ScriptedServer server_{clock_};
    std::stop_source stop_;
    ports::FolderState folder_; ///< As it was opened.
    std::vector<ports::StoredMessage> received_;
    std::vector<ports::Observation> observed_;
    imap::client::ImapMailStore::World world_{
        .connector = server_,
        .tokens = tokens_,
        .reader = reader_,
        .conversation =
            {.clock = clock_,
             .reporter = reporter_,
             .deadlines = {},
             .sleep =
                 [this](auto until, const auto& /*stop*/) {
                     clock_.advance(until - clock_.monotonic());
                 }},
        .server = {"imap.example.org", 993}
    };
    imap::client::ImapMailStore store_{world_};
    std::unique_ptr<imap::client::ImapMailStore> next_;
    imap::client::ImapMailStore* current_ = &store_;
};

} // namespace client_test
