#pragma once

#include "domain/mail/ids.hpp"
#include "domain/mail/label.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

namespace domain::plan {

/// When a process that acts by itself has to stop acting.
struct BreakerLimits {
    std::uint64_t actions_per_minute = 60;
    /// A label is taken to be wrong when the user took it back so often, and from so large a part
    /// of what was given within a day: one slip is a slip.
    std::uint32_t corrections = 3;
    double correction_rate = 0.2;
};

/// Counts what was done without the user, and what the user took back; says when it is too much.
/// Once open, it stays open: only the user closes it, by starting anew.
class Breaker {
public:
    explicit Breaker(BreakerLimits limits) : limits_(limits) {}

    /// Before `messages` are changed together: false, and open for all, when that is too fast.
    bool admits(std::uint64_t messages, Timestamp now);
    void acted(std::uint64_t messages, Timestamp now);

    void gave(const Label& label, Timestamp now);
    /// True when that opens it for the label.
    bool taken_back(const Label& label, Timestamp now);

    [[nodiscard]] bool open_for_all() const { return open_for_all_; }

    [[nodiscard]] bool open_for(const Label& label) const;
    [[nodiscard]] bool open_for_any() const;

private:
    struct Track {
        std::deque<Timestamp> given;
        std::deque<Timestamp> taken_back;
        bool open = false;
    };

    void forget_minute_before(Timestamp now);

    BreakerLimits limits_;
    std::deque<std::pair<Timestamp, std::uint64_t>> actions_; ///< Of the last minute.
    std::map<Label, Track> tracks_;
    bool open_for_all_ = false;
};

} // namespace domain::plan
