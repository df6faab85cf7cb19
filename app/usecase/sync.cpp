#include "app/usecase/sync.hpp"

#include "app/usecase/byte_meter.hpp"
#include "app/usecase/folder_sync.hpp"

#include <utility>

namespace usecase {

namespace {

/// A folder that is numbered anew more often than this while it is read is not worth a further try.
constexpr int most_renumberings = 3;

struct Place {
    std::string folder;
    bool working = false;
};

/// A folder that the server numbers anew in the middle is opened again and read by its new numbers.
ports::Result<FolderReport> sync_folder(
    ports::MailStore& mail,
    const World& world,
    const SyncOptions& options,
    TextChoice& texts,
    ByteMeter& meter,
    const Place& place,
    ports::FolderState& state
) {
    for (int renumberings = 0;; ++renumberings) {
        FolderSync folder_sync{mail, world, options, texts, meter, place.folder, place.working};
        auto done = folder_sync.run();
        const bool again = !done && done.error().kind == ports::FailureKind::stale_plan &&
                           renumberings < most_renumberings;
        if (place.working) {
            state = folder_sync.state();
        }
        if (!again) {
            return done;
        }
        world.reporter.report(ports::Warning{done.error().sentence, "It is read anew."});
    }
}

} // namespace

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
    TextChoice texts{world, options};
    auto folders = options.working_only ? std::vector<ports::Folder>{} : choice->teaching;
    // Read last, the working folder is the open one when a plan follows; it is reported first.
    folders.push_back(choice->working);
    for (const auto& folder : folders) {
        const bool working = folder.name == choice->working.name;
        const Place place{folder.name, working};
        auto done = sync_folder(mail, world, options, texts, meter, place, report.state);
        if (!done) {
            return ports::fail(std::move(done).error());
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
