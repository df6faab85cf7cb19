#include "app/usecase/parking.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace usecase {

using domain::Timestamp;
using ports::Parked;
using ports::Result;
using ports::Uid;

namespace {

constexpr std::chrono::hours first_rest{6};
constexpr std::chrono::hours longest_rest{24 * 7};
// Doublings from the first to the longest, and some more; a count from a file may be anything.
constexpr std::uint64_t most_doublings = 10;

} // namespace

Timestamp next_try(const Parked& message) {
    const auto tries = std::max<std::uint64_t>(message.times, 1);
    const auto doublings = std::min(tries - 1, most_doublings);
    return message.last + std::min(first_rest * (std::int64_t{1} << doublings), longest_rest);
}

Result<void> Parking::open(const ports::FolderState& folder, bool all_due) {
    folder_ = folder;
    all_due_ = all_due;
    parked_.clear();
    auto all = world_.state.parked().list();
    if (!all) {
        return ports::fail(std::move(all).error());
    }
    std::vector<Uid> outdated;
    for (auto& message : *all) {
        if (message.folder != folder.folder) {
            continue;
        }
        if (message.uid_validity == folder.uid_validity) {
            const auto uid = message.uid;
            parked_.emplace(uid, std::move(message));
        } else {
            outdated.push_back(message.uid);
        }
    }
    return outdated.empty() ? Result<void>{}
                            : world_.state.parked().release(folder.folder, outdated);
}

bool Parking::waits(Uid uid) const {
    const auto found = parked_.find(uid);
    return found != parked_.end() && !all_due_ && world_.clock.wall() < next_try(found->second);
}

std::size_t Parking::waiting() const {
    return static_cast<std::size_t>(std::ranges::count_if(parked_, [this](const auto& entry) {
        return waits(entry.first);
    }));
}

Result<void> Parking::park(const ports::Undelivered& message) {
    const auto now = world_.clock.wall();
    const auto [place, is_new] = parked_.try_emplace(
        message.uid, Parked{folder_.folder, folder_.uid_validity, message.uid, {}, 0, now, now}
    );
    Parked& parked = place->second;
    parked.cause = message.cause;
    parked.last = now;
    ++parked.times;
    if (is_new) {
        world_.reporter.report(ports::Warning{
            fmt::format(
                "Message {} of {} is parked: {}.", message.uid.value, folder_.folder, message.cause
            ),
            "The rest goes on. It is tried again in some hours; gmail-classifier sync "
            "--retry-parked tries it at once."
        });
    }
    return world_.state.parked().park(parked);
}

Result<void> Parking::release(std::span<const Uid> uids) {
    std::vector<Uid> parked;
    std::ranges::copy_if(uids, std::back_inserter(parked), [this](Uid uid) {
        return parked_.contains(uid);
    });
    if (parked.empty()) {
        return {};
    }
    for (const Uid uid : parked) {
        parked_.erase(uid);
    }
    return world_.state.parked().release(folder_.folder, parked);
}

Result<void> Parking::keep_only(std::span<const Uid> present) {
    std::vector<Uid> gone;
    for (const auto& [uid, parked] : parked_) {
        if (!std::ranges::binary_search(present, uid)) {
            gone.push_back(uid);
        }
    }
    return release(gone);
}

std::vector<Parked> Parking::list() const {
    std::vector<Parked> all;
    std::ranges::transform(parked_, std::back_inserter(all), [](const auto& entry) {
        return entry.second;
    });
    return all;
}

} // namespace usecase
