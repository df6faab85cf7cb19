#include "app/usecase/folders.hpp"

#include <fmt/format.h>

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

const Folder* with_name(const std::vector<Folder>& folders, const std::string& name) {
    const auto found = std::ranges::find(folders, name, &Folder::name);
    return found == folders.end() || !found->selectable ? nullptr : &*found;
}

const Folder* choose(const std::vector<Folder>& folders, const WorkingFolder& wanted) {
    if (!wanted.name.empty()) {
        return with_name(folders, wanted.name);
    }
    const auto* all = with_role(folders, FolderRole::all);
    return wanted.learn_from == LearnFrom::labels && all != nullptr
               ? all
               : with_role(folders, FolderRole::inbox);
}

ports::Unexpected no_working_folder(const WorkingFolder& wanted) {
    if (wanted.name.empty()) {
        return ports::fail(
            ports::FailureKind::protocol, "The server lists neither an inbox nor an \\All folder"
        );
    }
    return ports::fail(
        ports::FailureKind::config,
        fmt::format("The server has no folder {} that can be opened", wanted.name),
        "Correct `folder`, or leave it out: the one with all mail is found by itself."
    );
}

} // namespace

ports::Result<FolderChoice>
choose_folders(ports::MailStore& mail, const WorkingFolder& wanted, const std::stop_token& stop) {
    const auto folders = mail.folders(stop);
    if (!folders) {
        return ports::fail(folders.error());
    }
    const Folder* working = choose(*folders, wanted);
    if (working == nullptr) {
        return no_working_folder(wanted);
    }
    FolderChoice choice{*working, {}};
    if (wanted.learn_from == LearnFrom::folders) {
        std::ranges::copy_if(
            *folders,
            std::back_inserter(choice.teaching),
            [working](const Folder& folder) {
                return folder.selectable && folder.role == FolderRole::none &&
                       folder.name != working->name;
            }
        );
    }
    return choice;
}

ports::Result<std::string>
cached_working_folder(ports::MessageCache& cache, const WorkingFolder& wanted) {
    if (!wanted.name.empty()) {
        return wanted.name;
    }
    if (wanted.learn_from == LearnFrom::folders) {
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
