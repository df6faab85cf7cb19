#include "app/usecase/folders.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace usecase {

namespace {

using ports::Folder;
using ports::FolderRole;

const Folder* with_role(const std::vector<Folder>& folders, FolderRole role) {
    const auto found = std::ranges::find_if(folders, [role](const Folder& folder) {
        return folder.role == role && folder.selectable;
    });
    return found == folders.end() ? nullptr : &*found;
}

} // namespace

ports::Result<FolderChoice>
choose_folders(ports::MailStore& mail, LearnFrom learn_from, const std::stop_token& stop) {
    const auto folders = mail.folders(stop);
    if (!folders) {
        return ports::fail(folders.error());
    }
    const bool teach = learn_from == LearnFrom::folders;
    const Folder* working = teach ? nullptr : with_role(*folders, FolderRole::all);
    if (working == nullptr) {
        working = with_role(*folders, FolderRole::inbox);
    }
    if (working == nullptr) {
        return ports::fail(
            ports::FailureKind::protocol, "The server lists neither an inbox nor an \\All folder"
        );
    }
    FolderChoice choice{*working, {}};
    if (teach) {
        std::ranges::copy_if(
            *folders,
            std::back_inserter(choice.teaching),
            [](const Folder& folder) {
                return folder.selectable && folder.role == FolderRole::none;
            }
        );
    }
    return choice;
}

ports::Result<std::string> cached_working_folder(ports::MessageCache& cache, LearnFrom learn_from) {
    if (learn_from == LearnFrom::folders) {
        return "INBOX"; // Its name on every server (RFC 3501 5.1).
    }
    // With labels only the working folder is in the cache, so any message names it. A failure is
    // how a sink says that it has seen enough.
    std::string folder;
    auto looked =
        cache.for_each(ports::Order::newest_first, [&folder](const ports::CachedMessage& message) {
            folder = message.folder;
            return ports::Result<void>{ports::fail(ports::FailureKind::interrupted, {})};
        });
    if (!folder.empty()) {
        return folder;
    }
    if (!looked) {
        return ports::fail(std::move(looked).error());
    }
    return ports::fail(
        ports::FailureKind::not_found, "The cache is empty", "Fill it first: gmail-classifier sync"
    );
}

} // namespace usecase
