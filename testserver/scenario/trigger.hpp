#pragma once

#include "testserver/scenario/interceptor.hpp"
#include "testserver/scenario/pattern.hpp"

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace testserver {

using Milliseconds = std::chrono::milliseconds;

/// Which of a row of things, counted from 1: "3", "3..", "2..5", "each", or several. Without any
/// range: every one.
struct Ordinals {
    struct Range {
        std::uint64_t from = 1;
        std::uint64_t to = std::numeric_limits<std::uint64_t>::max();

        bool operator==(const Range&) const = default;
    };

    std::vector<Range> ranges;

    [[nodiscard]] bool holds(std::uint64_t number) const;
    bool operator==(const Ordinals&) const = default;
};

/// A place in a byte stream that a runner tries one after the other.
struct Sweep {
    enum class Over : unsigned char { every, range, edges };

    Over over = Over::every;
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    std::uint64_t step = 1;
};

using Offset = std::variant<std::uint64_t, Sweep>;

enum class TriggerPhase : unsigned char {
    accept,
    client_hello,
    handshake,
    greeting,
    auth,
    authed,
    selected,
    idle,
    literal,
    go_ahead, ///< A client waits for leave to send a literal.
    http      ///< A request to the OAuth endpoint.
};

/// When a rule fires: all that is said here must hold. Offsets count bytes of the plain stream of
/// one connection, and lines its lines; where a command is named too, those of its answer.
struct Trigger {
    Ordinals connections;
    std::string command; ///< "UID STORE", "*" for any; empty when no command is meant.
    std::optional<Pattern> arguments;
    Ordinals nth; ///< Of the times at which all else holds.
    // In place of `connections` and `nth`: each number that a runner tries.
    std::optional<Sweep> swept_connections;
    std::optional<Sweep> swept_nth;
    std::optional<TriggerPhase> phase;
    std::optional<Offset> out_byte;
    std::optional<Offset> in_byte;
    std::optional<Offset> literal_byte; ///< Within one literal of the server.
    std::optional<Offset> raw_byte;     ///< Of the server's side of the TLS handshake.
    std::optional<Offset> line;         ///< The n-th line of the server.
    std::optional<Milliseconds> at;     ///< Since the start.
    std::optional<Milliseconds> every;
    std::optional<Milliseconds> age;      ///< Of the connection.
    std::optional<Milliseconds> idle_for; ///< No byte either way on the connection.
    std::string after;                    ///< A rule that has fired before.
    std::string account;                  ///< The login name.
    bool oauth = false; ///< It speaks of the OAuth endpoint's connections, counted by themselves.
    double probability = 1;
    /// At least, over all connections. Without a command the rule fires amid an answer, before the
    /// first response behind that byte.
    std::optional<std::uint64_t> bytes_served;
    /// At least, by all sessions of the account within `window`: what it was sent. Where it fires
    /// without a command is as above.
    std::optional<std::uint64_t> downloaded;
    /// What it sent. Without a command the rule fires at the byte behind that one.
    std::optional<std::uint64_t> uploaded;
    Milliseconds window = std::chrono::hours{24};
    /// The access token that the session logged in with has died.
    bool token_expired = false;
    std::optional<std::uint64_t> open_connections; ///< At least.
    std::optional<std::uint64_t> event;            ///< The n-th command of its connection.
};

/// At which kind of happening a trigger is looked at.
enum class Occasion : unsigned char {
    accept,
    handshake,
    announcement,
    command,
    output,
    input,
    time,
    request
};

Occasion occasion_of(const Trigger& trigger);

/// It names no place in the stream but that at which a sum of bytes is reached.
bool fires_at_a_sum(const Trigger& trigger);

} // namespace testserver
