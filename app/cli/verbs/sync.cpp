#include "app/usecase/sync.hpp"

#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/json.hpp"
#include "app/cli/verbs/parked_view.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/options.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cli {

namespace {

using usecase::FolderReport;
using usecase::SyncReport;

boost::json::object json_of_folder(const FolderReport& folder) {
    return {
        {"folder", folder.folder},
        {"new", folder.fetched},
        {"texts", folder.texts},
        {"changed", folder.changed},
        {"vanished", folder.vanished},
        {"exists", folder.exists},
        {"rebuilt", folder.rebuilt},
        {"complete", folder.complete},
        {"parked", json_of(folder.parked)},
    };
}

boost::json::object json_of_report(const SyncReport& report) {
    boost::json::array folders;
    for (const auto& folder : report.folders) {
        folders.push_back(json_of_folder(folder));
    }
    return {
        {"verb", "sync"},
        {"folders", std::move(folders)},
        {"cached", report.cached},
        {"bytes", json_of(report.bytes)},
    };
}

std::string text_of_folder(const FolderReport& folder) {
    auto text = fmt::format(
        "{}: {} new, {} changed, {} vanished",
        printable(folder.folder),
        count(folder.fetched),
        count(folder.changed),
        count(folder.vanished)
    );
    if (folder.texts > 0) {
        text += fmt::format("; of {} the text too", count(folder.texts));
    }
    if (folder.rebuilt) {
        text += "; read anew, because the server had rebuilt it";
    }
    text += folder.complete ? "\n" : "; older mail is left for the next run\n";
    return text + text_of(folder.parked);
}

std::string text_of_report(const SyncReport& report) {
    std::string text;
    for (const auto& folder : report.folders) {
        text += text_of_folder(folder);
    }
    text += fmt::format(
        "{} in the cache; {} received\n",
        count(report.cached, "message"),
        size(report.bytes.received)
    );
    return report.cached == 0 ? text : text + "next: gmail-classifier learn\n";
}

} // namespace

ports::Result<int> run_sync(Call& call) {
    const auto limit = call.arguments().number("limit");
    if (!limit) {
        return ports::fail(limit.error());
    }
    const auto account = call.account(compose::StateUse::write);
    if (!account) {
        return ports::fail(account.error());
    }
    const auto mail = (*account)->mail();
    if (!mail) {
        return ports::fail(mail.error());
    }
    auto options = compose::sync_options((*account)->loaded());
    options.limit = *limit;
    options.retry_parked = call.arguments().has("retry-parked");
    const auto report = usecase::sync(**mail, (*account)->world(), options);
    if (!report) {
        return ports::fail(report.error());
    }
    if (call.out().json()) {
        call.out().value(json_of_report(*report));
    } else {
        call.out().text(text_of_report(*report));
    }
    return exit_code::ok;
}

} // namespace cli
