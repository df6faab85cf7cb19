#pragma once

#include "testserver/scenario/admission.hpp"
#include "testserver/scenario/http_fault.hpp"
#include "testserver/scenario/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace testserver {

/// How far a connection has come.
enum class ConnectionPhase : unsigned char { greeting, auth, authed, selected, idle };

/// Who is connected, as far as it is known.
struct ConnectionFacts {
    std::uint64_t ordinal = 1; ///< The n-th connection since the server started.
    std::string peer = "127.0.0.1";
    std::string user; ///< The login name, as the client says it; empty before login.
    ConnectionPhase phase = ConnectionPhase::greeting;
    std::optional<Instant> token_expires; ///< The access token that it logged in with.
};

/// A whole command that the server has read and not yet run.
struct CommandSeen {
    std::string_view tag;
    std::string_view name;  ///< Upper case: "UID FETCH".
    std::string_view text;  ///< As it was sent, literals included. Holds credentials in LOGIN.
    std::string login_name; ///< Who wants to log in with it; empty when it does not say.
    Instant now;
};

/// A whole request to the OAuth endpoint that was read and not yet answered.
struct RequestSeen {
    std::string name; ///< Upper case: "POST /TOKEN".
    std::string text; ///< With its fields, secrets masked.
    Instant now;
};

/// When a session tells what others changed, while a command is in work.
enum class Telling : unsigned char {
    usual,
    at_once, ///< Also amid the answer, as soon as it happens.
    nothing
};

/// What becomes of a command. The default is what a calm server does.
struct Treatment {
    bool run = true;                    ///< False: the mailbox does not learn of it.
    bool answer = true;                 ///< False: what the command says is thrown away.
    std::optional<std::uint64_t> first; ///< It is run for so many messages of its set.
    std::optional<Instant> late;        ///< Not run now, but then.
    bool awaits_line = false; ///< `after` comes once the client has said a line, whatever it is.
    Telling telling = Telling::usual;
    Steps before; ///< Ahead of the answer.
    Steps after;  ///< Behind the answer, or in its place.
};

/// The seam for faults: sees every command and every byte on its way, and may change them. Offsets
/// count the plain stream, before COMPRESS and TLS. The scenario engine implements it; the default
/// leaves everything as it is.
class Interceptor {
public:
    virtual ~Interceptor() = default;

    /// Asked after each event; a connection that is up does not feel it.
    [[nodiscard]] virtual Listening listening(Instant /*now*/) const { return Listening::open; }

    /// The same of the OAuth endpoint's port.
    [[nodiscard]] virtual Listening http_listening(Instant /*now*/) const {
        return Listening::open;
    }

    /// A connection was accepted; nothing was said yet.
    virtual Admission on_accept(const ConnectionFacts& /*connection*/, Instant /*now*/) {
        return {};
    }

    /// The same for the OAuth endpoint, whose connections are counted by themselves.
    virtual Admission on_http_accept(const ConnectionFacts& /*connection*/, Instant /*now*/) {
        return {};
    }

    virtual Treatment
    on_command(const ConnectionFacts& /*connection*/, const CommandSeen& /*command*/) {
        return {};
    }

    /// The command up to a literal that the client announced and waits to send; it comes again as
    /// a whole. Not run: there is no "+".
    virtual Treatment
    on_announced(const ConnectionFacts& /*connection*/, const CommandSeen& /*head*/) {
        return {};
    }

    /// `connection` is one of the OAuth endpoint's, which are counted by themselves.
    virtual HttpTreatment
    on_request(const ConnectionFacts& /*connection*/, const RequestSeen& /*request*/) {
        return {};
    }

    /// The answer to the last request of this connection has left, or there will be none: the
    /// connection has ended.
    virtual void on_request_over(const ConnectionFacts& /*connection*/, Instant /*now*/) {}

    /// Bytes from the client before they are read.
    virtual void
    on_input(const ConnectionFacts& /*connection*/, std::string& /*bytes*/, Instant /*now*/) {}

    /// Whole responses before they are sent.
    virtual Steps
    on_output(const ConnectionFacts& /*connection*/, std::string bytes, Instant /*now*/) {
        return {step::Send{std::move(bytes)}};
    }

    /// What a connection does that it was not asked for: because of the time, or of what happened
    /// on another one.
    virtual Steps take_steps(const ConnectionFacts& /*connection*/, Instant /*now*/) { return {}; }

    virtual void on_close(const ConnectionFacts& /*connection*/, Instant /*now*/) {}

    /// When something happens by itself next. Whoever drives the sessions calls `on_time` then, and
    /// wakes all of them.
    [[nodiscard]] virtual std::optional<Instant> next_moment() const { return std::nullopt; }

    virtual void on_time(Instant /*now*/) {}
};

} // namespace testserver
