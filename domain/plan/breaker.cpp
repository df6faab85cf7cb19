#include "domain/plan/breaker.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <utility>

namespace domain::plan {

namespace {

// A day's corrections tell how a label fares now; older ones have been learned from.
constexpr std::chrono::hours memory{24};

void forget_before(std::deque<Timestamp>& moments, Timestamp first) {
    while (!moments.empty() && moments.front() < first) {
        moments.pop_front();
    }
}

} // namespace

void Breaker::forget_minute_before(Timestamp now) {
    while (!actions_.empty() && actions_.front().first + std::chrono::minutes{1} <= now) {
        actions_.pop_front();
    }
}

bool Breaker::admits(std::uint64_t messages, Timestamp now) {
    forget_minute_before(now);
    const auto recent = std::accumulate(
        actions_.begin(),
        actions_.end(),
        messages,
        [](std::uint64_t sum, const auto& action) { return sum + action.second; }
    );
    open_for_all_ = open_for_all_ || recent > limits_.actions_per_minute;
    return !open_for_all_;
}

void Breaker::acted(std::uint64_t messages, Timestamp now) {
    forget_minute_before(now);
    actions_.emplace_back(now, messages);
}

void Breaker::gave(const Label& label, Timestamp now) {
    auto& track = tracks_[label];
    forget_before(track.given, now - memory);
    track.given.push_back(now);
}

bool Breaker::taken_back(const Label& label, Timestamp now) {
    auto& track = tracks_[label];
    forget_before(track.given, now - memory);
    forget_before(track.taken_back, now - memory);
    track.taken_back.push_back(now);
    const auto corrected = static_cast<double>(track.taken_back.size());
    const bool often =
        track.taken_back.size() >= limits_.corrections &&
        corrected > limits_.correction_rate * static_cast<double>(track.given.size());
    return often && !std::exchange(track.open, true);
}

bool Breaker::open_for_any() const {
    return open_for_all_ ||
           std::ranges::any_of(tracks_, [](const auto& entry) { return entry.second.open; });
}

bool Breaker::open_for(const Label& label) const {
    const auto found = tracks_.find(label);
    return open_for_all_ || (found != tracks_.end() && found->second.open);
}

} // namespace domain::plan
