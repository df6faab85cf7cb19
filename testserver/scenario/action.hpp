#pragma once

#include "testserver/scenario/admission.hpp"
#include "testserver/scenario/http_fault.hpp"
#include "testserver/scenario/trigger.hpp"
#include "testserver/scenario/world_effects.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace testserver {

/// What a rule does. Without one that says so, a command that a rule answers is not executed.
namespace action {

/// The tagged answer: "NO [UNAVAILABLE] Try later".
struct Reply {
    std::string text;
};

/// An untagged line, without "* ".
struct Untagged {
    std::string text;
};

/// BYE, then the end.
struct Bye {
    std::string text;
};

/// Bytes as they are, line ends and all.
struct Raw {
    std::string bytes;
};

/// Lines that real servers got wrong, by name (malformed.hpp).
struct Preset {
    std::string name;
};

/// The command is neither executed nor answered.
struct Swallow {};

/// The command is answered with OK and not executed.
struct DropEffect {};

/// The command is executed; then the answer comes, or nothing.
struct ApplyThen {
    bool answer = false;
};

/// Of a command with a set of messages, it is executed for the first so many of them.
struct ApplyFirst {
    std::uint64_t messages = 1;
};

/// The command is answered with OK at once and executed so much later: until then whoever reads
/// sees what was before.
struct Late {
    Milliseconds time{0};
};

/// A continuation: what stands behind it in the rule comes once the client has said a line.
struct Challenge {
    std::string text;
};

/// Each match of an expression in the lines of the answer is replaced; a line that is empty then
/// is left out. Literals stay as they are.
struct Rewrite {
    Pattern find;
    std::string put; ///< With $1 and so on, see Pattern::replaced_in.
};

/// When others' changes are told while the command is in work.
struct Tell {
    Telling when = Telling::usual;
};

struct Delay {
    Milliseconds time{0};
};

/// What follows on the connection leaves in pieces: the answer to the command that the rule meets;
/// all that comes, where a rule of time says so.
struct Drip {
    std::uint64_t bytes = 1;
    Milliseconds every{0};
};

/// The same without waiting: a segment each.
struct Split {
    std::uint64_t bytes = 1;
};

struct Stall {
    std::optional<Milliseconds> time;
};

struct StopReading {
    std::optional<Milliseconds> time;
};

/// One of them, drawn.
struct Close {
    std::vector<Closing> how;
};

/// Every connection that is open.
struct CloseAll {
    Closing how = Closing::notify;
};

/// How connections are met from now on; on accept, this one too.
struct Meet {
    std::optional<CertificateKind> certificate;
    std::optional<TlsVersion> lowest;
    std::optional<TlsVersion> highest;
    std::optional<bool> no_common_cipher;
    std::optional<bool> small_dh;
    std::optional<bool> refuse_alpn;
    std::optional<bool> refuse_resumption;
};

/// Nobody can connect for this time, for ever without one: connecting is refused.
struct Down {
    std::optional<Milliseconds> time;
};

/// The same, but connecting gets no answer.
struct Deaf {
    std::optional<Milliseconds> time;
};

struct Fault {
    TlsFault fault;
};

/// Somebody else changes the mailbox.
struct Mailbox {
    MailboxChange change;
};

/// Logins to the account of the connection are refused for so long, where no account is known yet
/// all logins. A rule that speaks of what an account carried refuses them until that is less.
struct LockOut {
    Milliseconds time{0};
};

struct Token {
    TokenChange change = TokenChange::expire;
};

/// The answer to a request of the OAuth endpoint.
struct Http {
    HttpChange change;
};

/// Rules are switched off, or on again.
struct Switch {
    std::vector<std::string> rules;
    bool on = false;
};

} // namespace action

using Action = std::variant<
    action::Reply,
    action::Untagged,
    action::Bye,
    action::Raw,
    action::Preset,
    action::Swallow,
    action::DropEffect,
    action::ApplyThen,
    action::ApplyFirst,
    action::Late,
    action::Challenge,
    action::Rewrite,
    action::Tell,
    action::Delay,
    action::Drip,
    action::Split,
    action::Stall,
    action::StopReading,
    action::Close,
    action::CloseAll,
    action::Meet,
    action::Down,
    action::Deaf,
    action::Fault,
    action::Mailbox,
    action::LockOut,
    action::Token,
    action::Http,
    action::Switch>;

} // namespace testserver
