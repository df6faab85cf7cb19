#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ports {

/// Why an operation could not be done. The kind alone decides behaviour: see `reaction`.
enum class FailureKind : unsigned char {
    usage,              ///< The command line makes no sense.
    bad_input,          ///< A file that the user gave cannot be read as what it should be.
    config,             ///< Config, rules or labels are not valid.
    not_found,          ///< The message, plan or run that the user named does not exist.
    locked,             ///< Another run holds the account's lock.
    local_io,           ///< Disk full, permission denied, damaged database.
    name_resolution,    ///< The host name has no address.
    unreachable,        ///< No address accepts a connection.
    connection_lost,    ///< The link died: FIN, RST, TLS truncation.
    timed_out,          ///< A deadline of ours passed.
    server_bye,         ///< The server ended the session and said so.
    throttled,          ///< The server asks us to slow down, or has too many connections.
    over_quota,         ///< The server's daily byte budget is used up.
    budget,             ///< Our own byte or action budget is used up.
    tls_unverified,     ///< Name, chain or version could not be verified; no credential was sent.
    protocol,           ///< The peer broke the protocol.
    refused,            ///< The server said NO or BAD to a command that we need.
    credential_refused, ///< The server does not accept this password or token; a fresh token may
                        ///< do.
    login_refused,      ///< The login is refused for a reason that no other credential mends.
    stale_plan,         ///< A plan's fingerprint does not fit today's account, rules or model.
    interrupted,        ///< SIGINT, SIGTERM, or a stop request.
    internal,           ///< A bug.
};

/// A failure as a value: what happened in one sentence for the user, and what to do about it.
/// No text in it may hold a secret or a byte sequence from the peer that was not made printable.
struct Failure {
    FailureKind kind = FailureKind::internal;
    std::string sentence;
    std::string hint;                                ///< May be empty.
    std::optional<std::chrono::seconds> retry_after; ///< Where the peer said so.
};

/// What the program does about a kind of failure: the one table.
struct Reaction {
    bool retry = false;           ///< Worth another connection after a wait.
    std::chrono::seconds wait{0}; ///< The least wait before that; backoff grows from it.
    int exit_code = 0;            ///< When it ends the run. PRODUCT: sysexits plus 3, 11, 12, 130.
};

Reaction reaction(FailureKind kind);

/// The kind as one lower-case word, for logs and --json.
std::string_view name(FailureKind kind);

} // namespace ports
