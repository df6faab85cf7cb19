#include "app/compose/memory_link.hpp"

#include "adapters/net/tls_connector.hpp"
#include "app/compose/memory_handshake.hpp"

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace compose {

namespace {

namespace step = testserver::step;
using testserver::Closing;
using testserver::Step;

testserver::Instant instant(const memory::ManualClock& clock) {
    return testserver::Instant{clock.wall()};
}

net::Closed closed(net::Ending how) {
    switch (how) {
    case net::Ending::eof:
        return {how, "the server closed the connection"};
    case net::Ending::damaged:
        return {how, "the server's TLS records were damaged"};
    default:
        return {how, "the connection was cut off"};
    }
}

/// Does the steps of a server session where time is a manual clock's.
class MemoryTransport final : public net::Transport {
public:
    MemoryTransport(
        testserver::ServerSession server,
        memory::ManualClock& clock,
        testserver::Interceptor* interceptor,
        testserver::ConnectionFacts facts,
        LinkFault fault
    )
        : server_(std::move(server)), clock_(clock), interceptor_(interceptor),
          facts_(std::move(facts)), fault_(fault) {}

    net::Arrival exchange(
        std::string_view outgoing, net::Deadline deadline, const std::stop_token& stop
    ) override;

    [[nodiscard]] std::size_t unsent() const override { return unread_.size(); }

    [[nodiscard]] ports::Transferred transferred() const override { return {{received_}, {sent_}}; }

    void close(net::Deadline /*deadline*/) override {
        if (!std::exchange(closed_, true) && interceptor_ != nullptr) {
            interceptor_->on_close(facts_, instant(clock_));
        }
    }

private:
    void carry_to_server(std::string_view bytes);
    void work();
    /// True when it is done and the next one may follow.
    bool perform(Step& next);
    void arrive(std::string_view bytes);
    void end(Closing how);
    bool pass_time(net::Deadline deadline);
    [[nodiscard]] bool broken() const;
    [[nodiscard]] net::Closed ending() const;

    testserver::ServerSession server_;
    memory::ManualClock& clock_;
    testserver::Interceptor* interceptor_;
    testserver::ConnectionFacts facts_;
    LinkFault fault_;
    std::deque<Step> steps_;
    std::optional<net::Deadline> paused_until_;
    std::optional<net::Deadline> deaf_until_; ///< The server does not read.
    std::optional<net::Ending> ended_;
    bool silent_ = false; ///< Nothing comes any more, not even an end.
    std::string inbox_;
    std::string handed_out_;
    std::string unread_;         ///< By the server.
    std::uint64_t received_ = 0; ///< By the client, or on the way to it.
    std::uint64_t sent_ = 0;     ///< By the client, what was lost on the way included.
    bool closed_ = false;
};

net::Arrival MemoryTransport::exchange(
    std::string_view outgoing, net::Deadline deadline, const std::stop_token& stop
) {
    carry_to_server(outgoing);
    if (stop.stop_requested()) {
        return net::Interrupted{};
    }
    work();
    while (inbox_.empty() && !broken() && pass_time(deadline)) {
        work();
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
    if (closed_ || ended_) {
        return;
    }
    const std::uint64_t room = fault_.client_bytes.value_or(sent_ + bytes.size()) -
                               std::min(sent_, fault_.client_bytes.value_or(sent_));
    sent_ += bytes.size();
    unread_ += bytes.substr(0, room);
    if (!unread_.empty() && !deaf_until_) {
        server_.receive(std::exchange(unread_, {}), instant(clock_));
    }
}

/// Does what the server has to do, as far as it can be done now.
void MemoryTransport::work() {
    while (!ended_ && !paused_until_) {
        if (steps_.empty()) {
            for (auto& next : server_.take_steps()) {
                steps_.push_back(std::move(next));
            }
            if (steps_.empty()) {
                return;
            }
        }
        if (!perform(steps_.front())) {
            return;
        }
        steps_.pop_front();
    }
}

net::Deadline
after(const memory::ManualClock& clock, std::optional<std::chrono::milliseconds> time) {
    return time ? clock.monotonic() + *time : net::Deadline::max();
}

bool MemoryTransport::perform(Step& next) {
    if (auto* send = std::get_if<step::Send>(&next)) {
        arrive(send->bytes);
    } else if (std::holds_alternative<step::Flush>(next)) {
        return inbox_.empty(); // A segment of its own: what comes behind it comes later.
    } else if (const auto* pause = std::get_if<step::Pause>(&next)) {
        paused_until_ = after(clock_, pause->time);
    } else if (const auto* deaf = std::get_if<step::StopReading>(&next)) {
        deaf_until_ = after(clock_, deaf->time);
    } else if (const auto* close = std::get_if<step::Close>(&next)) {
        end(close->how);
    } else if (damages(std::get<testserver::TlsFault>(next))) {
        ended_ = net::Ending::damaged;
    }
    return true;
}

void MemoryTransport::arrive(std::string_view bytes) {
    if (silent_) {
        return;
    }
    const std::uint64_t room =
        fault_.server_bytes ? *fault_.server_bytes - received_ : std::uint64_t{bytes.size()};
    const std::string_view arriving = bytes.substr(0, room);
    received_ += arriving.size();
    inbox_ += arriving;
}

void MemoryTransport::end(Closing how) {
    switch (how) {
    case Closing::notify:
        ended_ = net::Ending::eof;
        break;
    case Closing::fin:
    case Closing::truncate:
        ended_ = net::Ending::truncated;
        break;
    case Closing::rst:
        inbox_.clear();
        ended_ = net::Ending::reset;
        break;
    case Closing::half: // To a TLS client a truncation too; the server still hears it.
        ended_ = net::Ending::truncated;
        break;
    case Closing::vanish:
    case Closing::reboot: // The RST that answers the next bytes tells no more than the silence.
        silent_ = true;
        deaf_until_ = net::Deadline::max();
        break;
    }
}

/// Both sides wait: time passes, to the next thing that happens by itself or to the deadline. False
/// when that is reached.
bool MemoryTransport::pass_time(net::Deadline deadline) {
    const auto now = clock_.monotonic();
    auto until = deadline;
    if (interceptor_ != nullptr) {
        if (const auto moment = interceptor_->next_moment()) {
            until = std::min(until, now + std::max(*moment - instant(clock_), {}));
        }
    }
    for (const auto& other : {paused_until_, deaf_until_}) {
        until = std::min(until, other.value_or(deadline));
    }
    clock_.advance(std::max(until - now, net::Deadline::duration{0}));
    if (interceptor_ != nullptr) {
        interceptor_->on_time(instant(clock_));
    }
    if (paused_until_ && *paused_until_ <= clock_.monotonic()) {
        paused_until_.reset();
    }
    if (deaf_until_ && *deaf_until_ <= clock_.monotonic()) {
        deaf_until_.reset();
        carry_to_server({});
    }
    server_.wake(instant(clock_));
    work();
    return clock_.monotonic() < deadline;
}

bool MemoryTransport::broken() const {
    const bool client_cut = fault_.client_bytes && sent_ >= *fault_.client_bytes;
    const bool server_cut = fault_.server_bytes && received_ >= *fault_.server_bytes;
    const bool said_all = server_.finished() && steps_.empty();
    return closed_ || client_cut || server_cut || ended_.has_value() || (said_all && !silent_);
}

net::Closed MemoryTransport::ending() const {
    if (ended_) {
        return closed(*ended_);
    }
    return closed(server_.finished() ? net::Ending::eof : fault_.how);
}

std::optional<ports::Failure>
unreachable(testserver::Listening server, memory::ManualClock& clock) {
    if (server == testserver::Listening::open) {
        return std::nullopt;
    }
    const auto is_deaf = server == testserver::Listening::deaf;
    if (is_deaf) {
        clock.advance(net::ConnectDeadlines{}.connect);
    }
    const auto* const why =
        is_deaf ? "The server does not answer" : "The server refuses connections";
    return ports::Failure{ports::FailureKind::unreachable, why, {}, {}};
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
    if (interceptor_ != nullptr) {
        interceptor_->on_time(instant(clock_));
        if (auto failure = unreachable(interceptor_->listening(instant(clock_)), clock_)) {
            return ports::fail(*std::move(failure));
        }
        auto met = meet(interceptor_->on_accept(facts, instant(clock_)), clock_);
        if (!met) {
            interceptor_->on_close(facts, instant(clock_));
            return ports::fail(std::move(met).error());
        }
    }
    return std::make_unique<MemoryTransport>(
        testserver::ServerSession{world_, instant(clock_), facts, interceptor_},
        clock_,
        interceptor_,
        facts,
        faults_ ? faults_(connections_) : LinkFault{}
    );
}

} // namespace compose
