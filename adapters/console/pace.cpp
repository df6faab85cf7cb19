#include "adapters/console/pace.hpp"

#include <cstdint>

namespace console {

namespace {

using Seconds = std::chrono::duration<double>;

/// More samples than that within the window say nothing new.
constexpr std::chrono::milliseconds apart{100};

} // namespace

void Pace::add(const ports::Progress& progress, ports::Clock::Monotonic now) {
    if (progress.verb != latest_.verb || progress.done < latest_.done) {
        samples_.clear();
    }
    latest_ = progress;
    if (samples_.size() > 1 && now - samples_[samples_.size() - 2].at < apart) {
        samples_.back() = {now, progress.done};
    } else {
        samples_.push_back({now, progress.done});
    }
    while (samples_.size() > 2 && now - samples_[1].at >= window) {
        samples_.pop_front();
    }
}

std::optional<double> Pace::rate() const {
    if (samples_.size() < 2) {
        return std::nullopt;
    }
    const double elapsed = Seconds{samples_.back().at - samples_.front().at}.count();
    const auto done = static_cast<double>(samples_.back().done - samples_.front().done);
    return elapsed > 0 ? std::optional{done / elapsed} : std::nullopt;
}

std::optional<std::chrono::seconds> Pace::remaining() const {
    const auto per_second = rate();
    if (!latest_.total || !per_second || *per_second <= 0) {
        return std::nullopt;
    }
    const std::uint64_t total = *latest_.total;
    const std::uint64_t left = total > latest_.done ? total - latest_.done : 0;
    constexpr double longest = 1e8; // Three years: past that it is no estimate.
    const double seconds = static_cast<double>(left) / *per_second;
    return seconds < longest
               ? std::optional{std::chrono::ceil<std::chrono::seconds>(Seconds{seconds})}
               : std::nullopt;
}

std::optional<domain::Bytes> Pace::expected_bytes() const {
    if (!latest_.total || latest_.done == 0 || *latest_.total < latest_.done) {
        return std::nullopt;
    }
    const double share = static_cast<double>(*latest_.total) / static_cast<double>(latest_.done);
    const double bytes = static_cast<double>(latest_.received.count) * share;
    return domain::Bytes{static_cast<std::uint64_t>(bytes)};
}

} // namespace console
