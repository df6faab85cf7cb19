#include "adapters/mailfile/maildir.hpp"

#include "adapters/mailfile/folder.hpp"
#include "adapters/mailfile/time_order.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace mailfile {

namespace fs = std::filesystem;

namespace {

bool is_folder(const fs::path& path) {
    std::error_code error;
    return fs::is_directory(path, error);
}

std::vector<fs::path> subfolders(const fs::path& maildir) {
    std::vector<fs::path> folders{maildir};
    std::error_code error;
    for (fs::directory_iterator it{maildir, error}; !error && it != fs::directory_iterator{};
         it.increment(error)) {
        if (it->path().filename().string().starts_with('.') && is_maildir(it->path())) {
            folders.push_back(it->path());
        }
    }
    std::sort(folders.begin() + 1, folders.end());
    return folders;
}

/// A message's file, and what its folder and its name say.
struct MaildirFile {
    fs::path path;
    std::optional<domain::Timestamp> received;
    domain::Label label;
};

ports::Result<void>
add_files(std::vector<MaildirFile>& files, const fs::path& folder, const domain::Label& label) {
    auto found = files_below(folder);
    if (!found) {
        return ports::fail(std::move(found).error());
    }
    for (fs::path& path : *found) {
        const auto received = parse_maildir_name(path.filename().string()).received;
        files.push_back({std::move(path), received, label});
    }
    return {};
}

/// Of all folders together: folder by folder would tell a learner one label at a time.
ports::Result<std::vector<MaildirFile>> files_in_time_order(const fs::path& maildir) {
    std::vector<MaildirFile> files;
    for (const fs::path& folder : subfolders(maildir)) {
        const domain::Label label =
            folder == maildir ? domain::inbox : maildir_label(folder.filename().string());
        for (const char* const state : {"cur", "new"}) {
            if (auto done = add_files(files, folder / state, label); !done) {
                return ports::fail(std::move(done).error());
            }
        }
    }
    put_in_time_order(files);
    return files;
}

void describe(RawMail& mail, const domain::Label& label) {
    const MaildirName name = parse_maildir_name(fs::path{mail.id}.filename().string());
    mail.received = name.received;
    mail.flags = name.flags;
    mail.labels.insert(label);
    if (name.starred) {
        mail.labels.insert(domain::starred);
    }
    if (name.trashed) {
        mail.labels.insert(domain::trash);
    }
}

} // namespace

MaildirName parse_maildir_name(std::string_view name) {
    MaildirName parsed;
    std::int64_t seconds = 0;
    const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), seconds);
    constexpr std::int64_t beyond_use = 253'402'300'800; // The year 10000.
    if (error == std::errc{} && seconds > 0 && seconds < beyond_use &&
        stop != name.data() + name.size() && *stop == '.') {
        parsed.received = domain::Timestamp{std::chrono::seconds{seconds}};
    }
    // Some write ";2," where a colon cannot be in a name.
    const std::size_t info = std::min(name.rfind(":2,"), name.rfind(";2,"));
    const std::string_view flags = info == std::string_view::npos ? "" : name.substr(info + 3);
    parsed.flags.seen = flags.find('S') != std::string_view::npos;
    parsed.flags.answered = flags.find('R') != std::string_view::npos;
    parsed.flags.draft = flags.find('D') != std::string_view::npos;
    parsed.starred = flags.find('F') != std::string_view::npos;
    parsed.trashed = flags.find('T') != std::string_view::npos;
    return parsed;
}

domain::Label maildir_label(std::string_view folder) {
    if (!folder.starts_with('.')) {
        return domain::inbox;
    }
    std::string name{folder.substr(1)};
    std::ranges::replace(name, '.', '/');
    return domain::Label{std::move(name)};
}

bool is_maildir(const fs::path& path) {
    return is_folder(path / "cur") && is_folder(path / "new");
}

ports::Result<void>
read_maildir(const fs::path& path, const Options& options, const RawMailSink& sink) {
    const auto files = files_in_time_order(path);
    if (!files) {
        return ports::fail(files.error());
    }
    for (const MaildirFile& file : *files) {
        const RawMailSink described = [&](RawMail mail) {
            describe(mail, file.label);
            return sink(std::move(mail));
        };
        if (auto done = read_file(path, file.path, options, described); !done) {
            return done;
        }
    }
    return {};
}

} // namespace mailfile
