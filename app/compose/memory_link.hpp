#pragma once

#include "adapters/memory/manual_clock.hpp"
#include "adapters/net/transport.hpp"
#include "testserver/protocol/server_session.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace compose {

/// How one connection between the client and the fake server goes wrong. Offsets count the plain
/// bytes of that connection.
struct LinkFault {
    /// So many bytes from the server still arrive. The server has executed all that it heard.
    std::optional<std::uint64_t> server_bytes;
    /// So many bytes from the client still arrive: a command that is cut is not executed.
    std::optional<std::uint64_t> client_bytes;
    net::Ending how = net::Ending::truncated;
    /// Nothing ends: from there on there is only silence.
    bool stall = false;
};

/// The fault of the n-th connection, counted from 1; none for a calm one.
using LinkFaults = std::function<LinkFault(std::uint64_t connection)>;

/// Joins the client's transport with the fake's server session in one thread: no socket, and a
/// clock that only moves when both sides wait. A mailbox is synchronised in well under a
/// millisecond, so that "the connection is cut after every byte" can be tried for every byte.
class MemoryConnector final : public net::Connector {
public:
    MemoryConnector(
        testserver::World& world,
        memory::ManualClock& clock,
        LinkFaults faults = {},
        testserver::Interceptor* interceptor = nullptr
    );

    ports::Result<std::unique_ptr<net::Transport>> connect(const std::stop_token& stop) override;

    [[nodiscard]] std::uint64_t connections() const { return connections_; }

private:
    testserver::World& world_;
    memory::ManualClock& clock_;
    LinkFaults faults_;
    testserver::Interceptor* interceptor_;
    std::uint64_t connections_ = 0;
};

} // namespace compose
