#include "app/usecase/whereabouts.hpp"

#include <utility>

namespace usecase {

using ports::Result;

namespace {

/// True when nothing is left to be asked of the server.
Result<bool>
look_in_cache(const World& world, const ports::FolderState& folder, Whereabouts& messages) {
    auto& cache = world.state.messages();
    const auto cursor = cache.cursor(folder.folder);
    if (!cursor) {
        return ports::fail(cursor.error());
    }
    if (!*cursor || (*cursor)->uid_validity != folder.uid_validity) {
        return false;
    }
    bool all = true;
    for (auto& [id, uid] : messages) {
        const auto held = cache.find(id);
        if (!held) {
            return ports::fail(held.error());
        }
        if (*held && (*held)->folder == folder.folder) {
            uid = (*held)->uid;
        } else {
            all = false;
        }
    }
    // A folder that was read only in part may have it all the same.
    return all || (*cursor)->uid_next > ports::Uid{1};
}

Result<void> look_on_server(ports::MailStore& mail, const World& world, Whereabouts& messages) {
    auto uids = mail.uids(world.stop);
    if (!uids) {
        return ports::fail(std::move(uids).error());
    }
    return mail.fetch(
        ports::FetchRequest{*std::move(uids), false, {}},
        [&messages](const ports::StoredMessage& stored) {
            if (const auto wanted = messages.find(stored.message.id); wanted != messages.end()) {
                wanted->second = stored.uid;
            }
            return Result<void>{};
        },
        world.stop
    );
}

} // namespace

Result<void> locate(
    ports::MailStore& mail,
    const World& world,
    const ports::FolderState& folder,
    Whereabouts& messages
) {
    if (messages.empty()) {
        return {};
    }
    const auto done = look_in_cache(world, folder, messages);
    if (!done) {
        return ports::fail(done.error());
    }
    return *done ? Result<void>{} : look_on_server(mail, world, messages);
}

} // namespace usecase
