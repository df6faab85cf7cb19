#pragma once

#include "app/usecase/world.hpp"
#include "ports/mail_store.hpp"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace usecase {

/// Where a watch stands in the working folder: what is below has been judged, but for what the
/// server could not deliver when it was its turn.
class BookmarkKeeper {
public:
    /// For the folder as it was just synchronised. Without a bookmark everything that is there has
    /// been judged by the user. Where the folder was numbered anew, what came since the bookmark
    /// was written is new.
    static ports::Result<BookmarkKeeper> open(const World& world, const ports::FolderState& state);

    /// What is to be judged where it is there.
    [[nodiscard]] std::vector<ports::UidRange> unjudged() const;

    [[nodiscard]] bool is_of(const ports::FolderState& state) const {
        return state.folder == folder_ && state.uid_validity == bookmark_.uid_validity;
    }

    /// All below `uid_next` has been judged, but for what waits and what is parked. Forwards only.
    /// Durable when it returns.
    ports::Result<void> move(
        ports::Uid uid_next,
        std::span<const ports::Uid> waiting,
        std::span<const ports::Parked> parked
    );

private:
    BookmarkKeeper(const World& world, std::string folder, ports::Bookmark bookmark)
        : world_(&world), folder_(std::move(folder)), bookmark_(std::move(bookmark)) {}

    ports::Result<void> save();

    const World* world_;
    std::string folder_;
    ports::Bookmark bookmark_;
};

} // namespace usecase
