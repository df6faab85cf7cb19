#include "app/compose/memory_link.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace compose {

namespace {

testserver::Instant instant(const memory::ManualClock& clock) {
    return testserver::Instant{clock.wall()};
}

class MemoryTransport final : public net::Transport {
public:
    MemoryTransport(testserver::ServerSession server, memory::ManualClock& clock, LinkFault fault)
        : server_(std::move(server)), clock_(clock), fault_(fault) {}

    net::Arrival exchange(
        std::string_view outgoing, net::Deadline deadline, const std::stop_token& stop
    ) override;

    [[nodiscard]] std::size_t unsent() const override { return 0; }

    [[nodiscard]] ports::Transferred transferred() const override { return {{received_}, {sent_}}; }

    void close(net::Deadline /*deadline*/) override { closed_ = true; }

private:
    void carry_to_server(std::string_view bytes);
    void carry_to_client();
    [[nodiscard]] bool broken() const;
    [[nodiscard]] net::Closed ending() const;

    testserver::ServerSession server_;
    memory::ManualClock& clock_;
    LinkFault fault_;
    std::string inbox_;
    std::string handed_out_;
    std::uint64_t received_ = 0; ///< By the client, or on the way to it.
    std::uint64_t sent_ = 0;     ///< By the client, what was lost on the way included.
    bool closed_ = false;
};

net::Arrival MemoryTransport::exchange(
    std::string_view outgoing, net::Deadline deadline, const std::stop_token& stop
) {
    if (stop.stop_requested()) {
        return net::Interrupted{};
    }
    carry_to_server(outgoing);
    carry_to_client();
    if (inbox_.empty() && !broken()) {
        // Both sides wait: time passes.
        clock_.advance(std::max(deadline - clock_.monotonic(), net::Deadline::duration{0}));
        server_.wake(instant(clock_));
        carry_to_client();
    }
    if (!inbox_.empty()) {
        handed_out_ = std::exchange(inbox_, {});
        return net::Incoming{handed_out_};
    }
    if (broken() && !fault_.stall) {
        return ending();
    }
    clock_.advance(std::max(deadline - clock_.monotonic(), net::Deadline::duration{0}));
    return net::TimedOut{};
}

void MemoryTransport::carry_to_server(std::string_view bytes) {
    if (closed_) {
        return;
    }
    const std::uint64_t room = fault_.client_bytes.value_or(sent_ + bytes.size()) -
                               std::min(sent_, fault_.client_bytes.value_or(sent_));
    sent_ += bytes.size();
    const std::string_view arriving = bytes.substr(0, room);
    if (!arriving.empty()) {
        server_.receive(arriving, instant(clock_));
    }
}

void MemoryTransport::carry_to_client() {
    const std::string said = server_.take_output();
    const std::uint64_t room =
        fault_.server_bytes ? *fault_.server_bytes - received_ : std::uint64_t{said.size()};
    const std::string_view arriving = std::string_view{said}.substr(0, room);
    received_ += arriving.size();
    inbox_ += arriving;
}

bool MemoryTransport::broken() const {
    const bool client_cut = fault_.client_bytes && sent_ >= *fault_.client_bytes;
    const bool server_cut = fault_.server_bytes && received_ >= *fault_.server_bytes;
    return closed_ || client_cut || server_cut || server_.finished();
}

net::Closed MemoryTransport::ending() const {
    if (server_.finished()) {
        return {net::Ending::eof, "the server closed the connection"};
    }
    return {fault_.how, "the connection was cut off"};
}

} // namespace

MemoryConnector::MemoryConnector(
    testserver::World& world,
    memory::ManualClock& clock,
    LinkFaults faults,
    testserver::Interceptor* interceptor
)
    : world_(world), clock_(clock), faults_(std::move(faults)), interceptor_(interceptor) {}

ports::Result<std::unique_ptr<net::Transport>> MemoryConnector::connect(const std::stop_token& stop
) {
    if (stop.stop_requested()) {
        return ports::fail(ports::FailureKind::interrupted, "Interrupted while connecting.");
    }
    ++connections_;
    testserver::ConnectionFacts facts;
    facts.ordinal = connections_;
    return std::make_unique<MemoryTransport>(
        testserver::ServerSession{world_, instant(clock_), facts, interceptor_},
        clock_,
        faults_ ? faults_(connections_) : LinkFault{}
    );
}

} // namespace compose
