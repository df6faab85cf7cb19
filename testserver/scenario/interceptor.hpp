#pragma once

#include "testserver/scenario/admission.hpp"
#include "testserver/scenario/instant.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace testserver {

/// Who is connected, as far as it is known.
struct ConnectionFacts {
    std::uint64_t ordinal = 1; ///< The n-th connection since the server started.
    std::string peer = "127.0.0.1";
    std::string user; ///< Empty before login.
};

/// A whole command that the server has read and not yet run.
struct CommandSeen {
    std::string_view tag;
    std::string_view name; ///< Upper case: "UID FETCH".
    std::string_view text; ///< As it was sent, literals included. Holds credentials in LOGIN.
    Instant now;
};

/// What becomes of a command. The default is what a calm server does.
struct Treatment {
    bool run = true;     ///< False: the mailbox does not learn of it.
    bool answer = true;  ///< False: what the command says is thrown away.
    std::string before;  ///< Bytes to send ahead of the answer.
    std::string instead; ///< Bytes to send in place of the answer, or when it is not run.
};

/// The seam for faults: sees every command and every byte on its way, and may change them. Offsets
/// count the plain stream, before COMPRESS and TLS. The scenario engine implements it; the default
/// leaves everything as it is.
class Interceptor {
public:
    virtual ~Interceptor() = default;

    /// A connection was accepted; nothing was said yet.
    virtual Admission on_accept(const ConnectionFacts& /*connection*/, Instant /*now*/) {
        return {};
    }

    virtual Treatment
    on_command(const ConnectionFacts& /*connection*/, const CommandSeen& /*command*/) {
        return {};
    }

    /// Bytes from the client before they are read.
    virtual void
    on_input(const ConnectionFacts& /*connection*/, std::string& /*bytes*/, Instant /*now*/) {}

    /// Whole responses before they are sent.
    virtual void
    on_output(const ConnectionFacts& /*connection*/, std::string& /*bytes*/, Instant /*now*/) {}
};

} // namespace testserver
