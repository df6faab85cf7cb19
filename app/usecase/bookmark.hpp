#pragma once

#include "app/usecase/world.hpp"
#include "ports/mail_store.hpp"

namespace usecase {

/// Where a watch stands in the working folder: what is below has been judged.
class BookmarkKeeper {
public:
    /// For the folder as it was just synchronised. Without a bookmark everything that is there has
    /// been judged by the user. Where the folder was numbered anew, what came since the bookmark
    /// was written is new.
    static ports::Result<BookmarkKeeper> open(const World& world, const ports::FolderState& state);

    [[nodiscard]] ports::Uid next() const { return bookmark_.next; }

    [[nodiscard]] bool is_of(const ports::FolderState& state) const {
        return state.folder == folder_ && state.uid_validity == bookmark_.uid_validity;
    }

    /// Forwards only. Durable when it returns.
    ports::Result<void> move(ports::Uid next);

private:
    BookmarkKeeper(const World& world, std::string folder, ports::Bookmark bookmark)
        : world_(&world), folder_(std::move(folder)), bookmark_(bookmark) {}

    ports::Result<void> save();

    const World* world_;
    std::string folder_;
    ports::Bookmark bookmark_;
};

} // namespace usecase
