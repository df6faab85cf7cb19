#include "app/usecase/bookmark.hpp"

#include <algorithm>
#include <chrono>

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
                      .for_each_from(state.folder, Uid{1}, [&](const ports::CachedMessage& cached) {
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
        return BookmarkKeeper{world, state.folder, **kept};
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
    BookmarkKeeper keeper{world, state.folder, bookmark};
    if (auto saved = keeper.save(); !saved) {
        return ports::fail(std::move(saved).error());
    }
    return keeper;
}

Result<void> BookmarkKeeper::move(Uid next) {
    const auto now = world_->clock.wall();
    if (next <= bookmark_.next && now < bookmark_.when + moment_lag) {
        return {};
    }
    bookmark_.next = std::max(bookmark_.next, next);
    bookmark_.when = now;
    return save();
}

Result<void> BookmarkKeeper::save() {
    return world_->state.bookmarks().save(folder_, bookmark_);
}

} // namespace usecase
