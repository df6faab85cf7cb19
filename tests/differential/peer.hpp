#pragma once

#include "adapters/imap/wire/framer.hpp"
#include "adapters/imap/wire/response.hpp"
#include "testserver/protocol/server_session.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace differential {

/// A server that is asked one command at a time. Literals go out without waiting (LITERAL+).
class Peer {
public:
    virtual ~Peer() = default;

    /// All responses up to the tagged one, as text without their last line end.
    std::vector<std::string> ask(std::string_view tag, const std::string& command);
    /// The greeting.
    void greet();

protected:
    /// Sends, when there is something, and returns what has come; empty at the end of the stream.
    virtual std::string exchange(std::string_view bytes) = 0;

private:
    std::vector<std::string> read_until(std::string_view tag);

    imap::wire::Framer framer_{imap::wire::Peer::server};
    std::string unsent_;
};

/// Over TCP without TLS.
std::unique_ptr<Peer> connect_to(std::uint16_t port);
/// The fake's rfc profile in this process.
std::unique_ptr<Peer> connect_to(testserver::World& world);

} // namespace differential
