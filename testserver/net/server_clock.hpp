#pragma once

#include "testserver/scenario/instant.hpp"

#include <chrono>

namespace testserver {

/// The time of a server on sockets: the machine's and what was advanced by hand, or, where the
/// clock stands, only the latter. Pauses of a connection (delay, drip, stall) last real time.
class ServerClock {
public:
    enum class Kind : unsigned char { runs, stands };

    explicit ServerClock(Kind kind = Kind::runs) : kind_(kind), stood_(machine_now()) {}

    [[nodiscard]] Instant now() const {
        return (kind_ == Kind::stands ? stood_ : machine_now()) + ahead_;
    }

    [[nodiscard]] bool runs() const { return kind_ == Kind::runs; }

    void advance(std::chrono::milliseconds by) { ahead_ += by; }

private:
    static Instant machine_now() {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }

    Kind kind_;
    Instant stood_;
    std::chrono::milliseconds ahead_{0};
};

} // namespace testserver
