#pragma once

#include "testserver/scenario/bounds.hpp"
#include "testserver/scenario/message_choice.hpp"
#include "testserver/scenario/trigger.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace testserver {

/// How often a pattern is found among the commands.
struct Count {
    Pattern pattern;
    Bounds bounds;
};

/// What must be true of a folder at the end: of those of its messages that are meant.
struct MailboxExpectation {
    std::string folder = "INBOX";
    MessageChoice which;
    std::optional<Pattern> subject;

    std::optional<Bounds> messages; ///< So many.
    std::optional<Bounds> labelled; ///< So many of them carry a label of the user's own.

    // Each of them has these, or has none of these.

    std::vector<std::string> labels;
    std::vector<std::string> no_labels;
    std::vector<std::string> flags;
    std::vector<std::string> no_flags;
};

/// What must be true of a run: all that is said in one [[expect]] table.
struct Expectation {
    std::size_t line = 0; ///< In its file.
    std::string written;  ///< Its keys in TOML, but for those that name rules.

    // The part of the run that is looked at.

    std::string after;       ///< From this rule's first firing on.
    std::string before_rule; ///< Up to that one's.

    // Commands of the client, as "UID FETCH 1:5 (FLAGS)".

    std::vector<Pattern> ordered;   ///< Found in this order, others in between.
    std::vector<Pattern> unordered; ///< Each found.
    std::vector<Pattern> never;     ///< In no command and in no line of the server.
    std::vector<Pattern> only;      ///< Any other command fails the run; empty: none does.
    std::vector<Count> counts;
    std::optional<Pattern> before; ///< `ordered` is complete before the first of these.
    bool labels_once = false;      ///< No label is written twice to one message.
    bool fresh_uids = false;       ///< No write with a UID of an older UIDVALIDITY.

    // The mailbox at the end.

    bool each_labelled = false; ///< Each message carries a label of the user's own.
    std::vector<MailboxExpectation> mailboxes;

    // Connections.

    std::optional<Bounds> logins;
    std::optional<Bounds> connections;
    std::optional<Bounds> attempts_per_hour;
    std::optional<std::uint64_t> open_at_once;
    std::optional<Milliseconds> idle_gap; ///< The longest silence of the client, at most.
    std::optional<std::uint64_t> bytes_before_handshake;

    // The OAuth endpoint.

    std::optional<Bounds> refreshes;
    std::optional<std::uint64_t> refreshes_at_once; ///< At most.

    std::optional<std::vector<std::uint64_t>> exit_codes; ///< The client's is one of these.

    // Time.

    std::optional<Milliseconds> within; ///< The last command comes no later after the start.
    /// From so long after `after` on nothing is left to do: no attempt to connect, no change.
    std::optional<Milliseconds> converged;
    std::optional<Milliseconds> run_for; ///< The run goes on at least so long.

    [[nodiscard]] bool speaks_of_oauth() const { return refreshes || refreshes_at_once; }
};

} // namespace testserver
