#pragma once

#include "adapters/imap/session/session.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace session_test {

using imap::session::Session;
using imap::session::Ticket;
using imap::wire::client::ClientCommand;

/// An event as one line: "A1 completed OK done", "data FETCH", "A2 abandoned: never sent".
std::string describe(const imap::session::Event& event);

/// Runs a session and keeps account of its commands: each may be settled once, and must be in the
/// end.
class Talker {
public:
    Ticket submit(const ClientCommand& command);
    void hear(std::string_view bytes);
    std::string say();
    void lose(std::size_t unsent = 0);
    /// The events that were not looked at yet, without "sent".
    std::vector<std::string> events();

    /// What is wrong with the account, or empty: after the connection's end nothing may be open.
    [[nodiscard]] std::string complaints() const;

    Session session;

private:
    void drain();

    std::vector<std::string> events_;
    std::map<Ticket, int> settled_;
};

/// A conversation as it would be read in an RFC: what the client says and what the server says, in
/// turn, and what the session makes of it.
///
/// Flow: list the steps; check() runs them; survives_everything() runs them again and again with
/// the connection ending after each byte, and with each answer replaced by a bad one.
class Transcript {
public:
    Transcript& submits(ClientCommand command);
    Transcript& does(std::function<void(Session&)> action);
    Transcript& client(std::string bytes);
    Transcript& server(std::string bytes);
    Transcript& event(std::string line);

    void check() const;
    void survives_everything() const;

private:
    enum class Who : unsigned char { submits, acts, client, server, event };

    struct Step {
        Who who = Who::submits;
        std::string text;
        ClientCommand command;
        std::function<void(Session&)> action;
    };

    void run(Talker& talker, std::size_t steps) const;
    void cut_after_each_byte() const;
    void spoil_each_answer() const;

    std::vector<Step> steps_;
};

/// A transcript that begins behind greeting and login.
Transcript logged_in(const std::string& capabilities = "IMAP4rev1 LITERAL-");
/// The same with a folder selected.
Transcript selected(const std::string& capabilities = "IMAP4rev1 LITERAL-");

ClientCommand plain(imap::wire::client::Verb verb);
ClientCommand fetch_flags(std::uint32_t first, std::uint32_t last);
ClientCommand add_label(std::uint32_t uid, const std::string& label);

} // namespace session_test
