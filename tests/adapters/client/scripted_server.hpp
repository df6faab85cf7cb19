#pragma once

#include "adapters/memory/manual_clock.hpp"
#include "adapters/net/transport.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace client_test {

/// A server that is a script: it waits for exactly these bytes and answers with those. After the
/// script it is silent, or closes.
///
/// Flow: says/hears in the order of the conversation; the client under test connects to it; then
/// complaints() is empty when it heard all it waited for and nothing else.
class ScriptedServer final : public net::Connector {
public:
    explicit ScriptedServer(memory::ManualClock& clock) : clock_(clock) {}

    ScriptedServer& says(std::string bytes);
    ScriptedServer& hears(std::string bytes);
    /// The connection ends here.
    ScriptedServer& closes(net::Ending how = net::Ending::truncated);
    /// Nothing happens for so long; longer waits of the client end earlier.
    ScriptedServer& pauses(std::chrono::seconds time);
    /// Something happens outside: a stop, for instance.
    ScriptedServer& then(std::function<void()> happens);

    ports::Result<std::unique_ptr<net::Transport>> connect(const std::stop_token& stop) override;

    /// What it waits for, or what it was told instead.
    [[nodiscard]] std::string complaints() const;

private:
    class Link;

    enum class Kind : unsigned char { says, hears, closes, pauses, happens };

    struct Step {
        Kind kind = Kind::says;
        std::string bytes;
        net::Ending how = net::Ending::truncated;
        std::function<void()> happens;
        std::chrono::nanoseconds time{0};
    };

    net::Arrival
    exchange(std::string_view outgoing, net::Deadline deadline, const std::stop_token& stop);
    bool advance();
    /// False when the client waits no longer than that.
    bool pass_time(net::Deadline deadline);

    memory::ManualClock& clock_;
    std::deque<Step> steps_;
    std::string heard_;
    std::string inbox_;
    std::string handed_out_;
    std::size_t received_ = 0;
    bool connected_ = false; ///< At least once.
};

} // namespace client_test
