#include "testserver/scenario/byte_ledger.hpp"

#include <algorithm>

namespace testserver {
namespace {

/// Bounds the memory of an account, whatever it carries.
constexpr std::int64_t slots_in_a_window = 1440;

} // namespace

ByteLedger::ByteLedger(std::chrono::milliseconds longest) : longest_(longest) {}

void ByteLedger::add(std::uint64_t bytes, Instant now) {
    while (!slots_.empty() && slots_.front().last + longest_ <= now) {
        slots_.pop_front();
    }
    if (slots_.empty() || now > slots_.back().first + longest_ / slots_in_a_window) {
        slots_.push_back({now, now, bytes});
        return;
    }
    slots_.back().last = std::max(slots_.back().last, now);
    slots_.back().bytes += bytes;
}

std::uint64_t ByteLedger::carried(std::chrono::milliseconds window, Instant now) const {
    std::uint64_t sum = 0;
    for (auto slot = slots_.rbegin(); slot != slots_.rend() && now < slot->last + window; ++slot) {
        sum += slot->bytes;
    }
    return sum;
}

Instant
ByteLedger::below(std::uint64_t limit, std::chrono::milliseconds window, Instant now) const {
    auto sum = carried(window, now);
    auto moment = now;
    for (const auto& slot : slots_) {
        if (sum < limit) {
            break;
        }
        if (now < slot.last + window) {
            sum -= slot.bytes;
            moment = slot.last + window;
        }
    }
    return moment;
}

} // namespace testserver
