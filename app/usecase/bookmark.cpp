#include "app/usecase/bookmark.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace usecase {

using ports::Bookmark;
using ports::Result;
using ports::Uid;

namespace {

// The moment in a bookmark may lag by so much; it is only ever used to judge a little too much.
constexpr std::chrono::hours moment_lag{1};

/// The first message that came after `when`, in the numbering of today.
Result<Uid>
first_since(const World& world, const ports::FolderState& state, domain::Timestamp when) {
    Uid first = state.uid_next;
    auto walked = world.state.messages()
                      .for_each_in(state.folder, {}, [&](const ports::CachedMessage& cached) {
                          if (cached.message.received >= when) {
                              first = std::min(first, cached.uid);
                          }
                          return Result<void>{};
                      });
    return walked ? Result<Uid>{first} : ports::fail(std::move(walked).error());
}

} // namespace

Result<BookmarkKeeper> BookmarkKeeper::open(const World& world, const ports::FolderState& state) {
    auto kept = world.state.bookmarks().load(state.folder);
    if (!kept) {
        return ports::fail(std::move(kept).error());
    }
    if (*kept && (*kept)->uid_validity == state.uid_validity) {
        return BookmarkKeeper{world, state.folder, *std::move(*kept)};
    }
    Bookmark bookmark{state.uid_validity, state.uid_next, world.clock.wall()};
    if (*kept) {
        const auto first = first_since(world, state, (*kept)->when);
        if (!first) {
            return ports::fail(first.error());
        }
        bookmark.next = *first;
        bookmark.when = (*kept)->when;
    }
    BookmarkKeeper keeper{world, state.folder, std::move(bookmark)};
    if (auto saved = keeper.save(); !saved) {
        return ports::fail(std::move(saved).error());
    }
    return keeper;
}

std::vector<ports::UidRange> BookmarkKeeper::unjudged() const {
    std::vector<ports::UidRange> ranges;
    for (const auto uid : bookmark_.left_out) {
        ranges.push_back({uid, uid});
    }
    ranges.push_back({.first = bookmark_.next});
    return ranges;
}

Result<void> BookmarkKeeper::move(
    Uid uid_next, std::span<const Uid> waiting, std::span<const ports::Parked> parked
) {
    Uid next = uid_next;
    // What was left out stays so while it is parked, or came and waits; else it was judged, or is
    // gone.
    std::vector<Uid> left_out;
    const auto was_left_out = [this](Uid uid) {
        return std::ranges::binary_search(bookmark_.left_out, uid);
    };
    for (const auto uid : waiting) {
        if (was_left_out(uid)) {
            left_out.push_back(uid);
        } else {
            next = std::min(next, uid);
        }
    }
    next = std::max(next, bookmark_.next);
    for (const auto& message : parked) {
        const bool is_passed = bookmark_.next <= message.uid && message.uid < next;
        if (is_passed || was_left_out(message.uid)) {
            left_out.push_back(message.uid);
        }
    }
    std::ranges::sort(left_out);
    const auto now = world_->clock.wall();
    if (next == bookmark_.next && left_out == bookmark_.left_out &&
        now < bookmark_.when + moment_lag) {
        return {};
    }
    bookmark_.next = next;
    bookmark_.left_out = std::move(left_out);
    bookmark_.when = now;
    return save();
}

Result<void> BookmarkKeeper::save() {
    return world_->state.bookmarks().save(folder_, bookmark_);
}

} // namespace usecase
