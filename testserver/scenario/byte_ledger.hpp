#pragma once

#include "testserver/scenario/instant.hpp"

#include <chrono>
#include <cstdint>
#include <deque>

namespace testserver {

/// The bytes that somebody carried of late, for budgets that roll: what is older than a window
/// counts no more. Of each moment only its slot is kept, 1440 to the longest window (a minute of a
/// day), and a slot counts until its last byte is too old.
class ByteLedger {
public:
    /// `longest` is the longest window that anybody asks for.
    explicit ByteLedger(std::chrono::milliseconds longest);

    void add(std::uint64_t bytes, Instant now);

    /// Carried within `window` up to `now`.
    [[nodiscard]] std::uint64_t carried(std::chrono::milliseconds window, Instant now) const;

    /// From when on fewer than `limit` bytes count, if nothing is added. At least one is allowed.
    [[nodiscard]] Instant
    below(std::uint64_t limit, std::chrono::milliseconds window, Instant now) const;

private:
    struct Slot {
        Instant first;
        Instant last;
        std::uint64_t bytes = 0;
    };

    std::chrono::milliseconds longest_;
    std::deque<Slot> slots_; ///< By time.
};

} // namespace testserver
