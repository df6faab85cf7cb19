#include "app/usecase/sync.hpp"

#include "app/usecase/byte_meter.hpp"
#include "app/usecase/folder_sync.hpp"

#include <utility>

namespace usecase {

ports::Result<SyncReport>
sync(ports::MailStore& mail, const World& world, const SyncOptions& options) {
    ByteMeter meter{mail, world, options.bytes_per_day};
    if (auto some_left = meter.settle(); !some_left) {
        return ports::fail(std::move(some_left).error());
    }
    const auto choice = choose_folders(mail, options.folder, world.stop);
    if (!choice) {
        return ports::fail(choice.error());
    }
    SyncReport report;
    auto folders = options.working_only ? std::vector<ports::Folder>{} : choice->teaching;
    // Read last, the working folder is the open one when a plan follows; it is reported first.
    folders.push_back(choice->working);
    for (const auto& folder : folders) {
        const bool working = folder.name == choice->working.name;
        FolderSync folder_sync{mail, world, options, meter, folder.name, working};
        auto done = folder_sync.run();
        if (!done) {
            return ports::fail(std::move(done).error());
        }
        if (working) {
            report.state = folder_sync.state();
        }
        report.folders.insert(
            working ? report.folders.begin() : report.folders.end(), *std::move(done)
        );
    }
    const auto count = world.state.messages().count();
    if (!count) {
        return ports::fail(count.error());
    }
    report.cached = *count;
    if (auto settled = meter.settle(); !settled) {
        return ports::fail(std::move(settled).error());
    }
    report.bytes = meter.total();
    return report;
}

} // namespace usecase
