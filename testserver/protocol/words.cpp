#include "testserver/protocol/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace testserver {
namespace {

// GMAIL-IMAP 1.2 and 1.3: the lists and their order.
constexpr std::array<std::string_view, 15> gmail_before{
    "IMAP4rev1",
    "UNSELECT",
    "IDLE",
    "NAMESPACE",
    "QUOTA",
    "ID",
    "XLIST",
    "CHILDREN",
    "X-GM-EXT-1",
    "XYZZY",
    "SASL-IR",
    "AUTH=XOAUTH2",
    "AUTH=PLAIN",
    "AUTH=PLAIN-CLIENTTOKEN",
    "AUTH=OAUTHBEARER",
};
constexpr std::array<std::string_view, 21> gmail_after{
    "IMAP4rev1",
    "UNSELECT",
    "IDLE",
    "NAMESPACE",
    "QUOTA",
    "ID",
    "XLIST",
    "CHILDREN",
    "X-GM-EXT-1",
    "UIDPLUS",
    "COMPRESS=DEFLATE",
    "ENABLE",
    "MOVE",
    "CONDSTORE",
    "ESEARCH",
    "UTF8=ACCEPT",
    "LIST-EXTENDED",
    "LIST-STATUS",
    "LITERAL-",
    "SPECIAL-USE",
    "APPENDLIMIT=35651584",
};
constexpr std::array<std::string_view, 8> rfc_before{
    "IMAP4rev1",
    "LITERAL+",
    "SASL-IR",
    "ID",
    "ENABLE",
    "AUTH=PLAIN",
    "AUTH=XOAUTH2",
    "AUTH=OAUTHBEARER",
};
constexpr std::array<std::string_view, 19> rfc_after{
    "IMAP4rev1",
    "LITERAL+",
    "ID",
    "ENABLE",
    "IDLE",
    "NAMESPACE",
    "UIDPLUS",
    "MOVE",
    "UNSELECT",
    "CHILDREN",
    "CONDSTORE",
    "ESEARCH",
    "LIST-EXTENDED",
    "LIST-STATUS",
    "SPECIAL-USE",
    "QUOTA",
    "COMPRESS=DEFLATE",
    "UTF8=ACCEPT",
    "APPENDLIMIT=35651584",
};

using Text = std::pair<std::string_view, std::string_view>;

// GMAIL-IMAP 1.5. Whatever is not here ends in "Success".
constexpr std::array<Text, 7> gmail_texts{{
    {"SEARCH", "SEARCH completed (Success)"},
    {"UID SEARCH", "SEARCH completed (Success)"},
    {"IDLE", "IDLE terminated (Success)"},
    {"LOGOUT", "73 good day (Success)"},
    {"COPY", "(Success)"},
    {"UID COPY", "(Success)"},
    {"APPEND", "(Success)"},
}};

} // namespace

Words::Words(Profile profile, std::string peer, std::string token)
    : profile_(profile), peer_(std::move(peer)), token_(std::move(token)) {}

std::string Words::greeting() const {
    return gmail() ? fmt::format("Gimap ready for requests from {} {}", peer_, token_)
                   : "IMAP4rev1 server ready";
}

std::string Words::completed(std::string_view command, bool logged_in) const {
    if (!gmail()) {
        return fmt::format("{} completed.", command);
    }
    const auto* const text = std::ranges::find(gmail_texts, command, &Text::first);
    if (text != gmail_texts.end()) {
        return std::string{text->second};
    }
    if (command == "MOVE" || command == "UID MOVE") {
        return "(Success)";
    }
    if (logged_in) {
        return "Success";
    }
    // 1.1: the token closes the texts of the front end, which has the connection until login.
    return fmt::format(
        "{} {}", command == "CAPABILITY" ? "Thats all she wrote!" : "Success", token_
    );
}

std::string Words::authenticated(std::string_view user) const {
    return gmail() ? fmt::format("{} authenticated (Success)", user) : "Logged in.";
}

std::string Words::selected(std::string_view mailbox) const {
    return gmail() ? fmt::format("{} selected. (Success)", mailbox) : "Select completed.";
}

std::string Words::unknown_mailbox(std::string_view mailbox, bool deselected) const {
    if (!gmail()) {
        return fmt::format("Mailbox doesn't exist: {}", mailbox);
    }
    return fmt::format(
        "Unknown Mailbox: {}{} (Failure)",
        mailbox,
        deselected ? " (now in authenticated state)" : ""
    );
}

std::string Words::invalid_folder(std::string_view mailbox) const {
    return gmail() ? fmt::format("Invalid folder: {} (Failure)", mailbox)
                   : unknown_mailbox(mailbox, false);
}

std::string Words::no_target(std::string_view mailbox) const {
    return gmail() ? fmt::format("No folder {} (Failure)", mailbox)
                   : unknown_mailbox(mailbox, false);
}

std::string Words::folder_refused(Refusal refusal, std::string_view mailbox) const {
    const std::string_view end = gmail() ? " (Failure)" : "";
    switch (refusal) {
    case Refusal::already_exists:
        return gmail() ? fmt::format("Duplicate folder name {} (Failure)", mailbox)
                       : "Mailbox already exists";
    case Refusal::nonexistent:
        return unknown_mailbox(mailbox, false);
    case Refusal::name_not_allowed:
        return fmt::format("Folder name is not allowed.{}", end);
    case Refusal::excess_whitespace:
        return fmt::format("Folder contains excess whitespace{}", end);
    case Refusal::has_children:
        return fmt::format("Folder has children{}", end);
    case Refusal::system_folder:
        return fmt::format("System folder cannot be changed{}", end);
    case Refusal::too_many_folders:
        return fmt::format("Too many folders{}", end);
    }
    return {};
}

std::string Words::label_refused(Refusal refusal, std::string_view label) const {
    if (refusal == Refusal::excess_whitespace) {
        return folder_refused(refusal, label);
    }
    return fmt::format("Invalid Arguments: Label name is not allowed: {}", label);
}

std::string_view Words::messages_expunged() {
    return "Some of the messages no longer exist.";
}

std::string_view Words::too_big() {
    return "Message too large."; // GMAIL-IMAP 6.3
}

std::string Words::unknown_command(bool logged_in) const {
    if (!gmail()) {
        return "Unknown command.";
    }
    return logged_in ? "Unknown command" : fmt::format("Unknown command {}", token_);
}

std::string Words::invalid_sasl() const {
    return gmail() ? fmt::format("Invalid SASL argument. {}", token_)
                   : "Invalid base64 data in response.";
}

std::string Words::bad_syntax(std::string_view reason) const {
    return gmail() ? "Could not parse command" : fmt::format("Error in IMAP command: {}.", reason);
}

std::string Words::wrong_state() const {
    return gmail() ? "Could not parse command" : "Command is not allowed in this state.";
}

std::string Words::login_refused(LoginFault fault) const {
    if (fault == LoginFault::too_many_sessions) {
        return gmail() ? "Too many simultaneous connections. (Failure)" : "Too many connections.";
    }
    if (fault == LoginFault::locked_out) { // GMAIL-IMAP 2
        return gmail() ? "Account exceeded command or bandwidth limits. (Failure)"
                       : "Bandwidth limit exceeded.";
    }
    if (!gmail()) {
        return "Authentication failed.";
    }
    return fault == LoginFault::no_such_user ? fmt::format("Lookup failed {}", token_)
                                             : "Invalid credentials (Failure)";
}

std::string_view Words::logout_bye() const {
    return gmail() ? "LOGOUT Requested" : "Logging out";
}

std::string_view Words::idling() const {
    return "idling";
}

std::string Words::go_ahead(std::string_view command, std::uint64_t octets) const {
    // GMAIL-IMAP 6.3: APPEND hears no number, SEARCH does.
    if (gmail() && command != "APPEND") {
        return fmt::format("go ahead with {} octets", octets);
    }
    return gmail() ? "go ahead" : "OK";
}

std::span<const std::string_view> Words::capabilities(bool logged_in) const {
    using List = std::span<const std::string_view>;
    if (gmail()) {
        return logged_in ? List{gmail_after} : List{gmail_before};
    }
    return logged_in ? List{rfc_after} : List{rfc_before};
}

} // namespace testserver
