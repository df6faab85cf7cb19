#include "adapters/mailfile/folder.hpp"

#include "adapters/mailfile/file.hpp"
#include "adapters/mailfile/label_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace mailfile {

namespace fs = std::filesystem;

namespace {

bool is_hidden(const fs::path& path) {
    return path.filename().string().starts_with('.');
}

ports::Result<std::vector<fs::path>> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    auto it = fs::recursive_directory_iterator{folder, error};
    for (; !error && it != fs::recursive_directory_iterator{}; it.increment(error)) {
        if (is_hidden(it->path())) {
            it.disable_recursion_pending();
        } else if (it->is_regular_file(error)) {
            files.push_back(it->path());
        }
    }
    if (error) {
        return cannot_read(folder, error.message());
    }
    std::ranges::sort(files);
    return files;
}

/// Nothing, and a reason to `skipped`, when the file is too long.
ports::Result<std::optional<RawMail>>
load(const fs::path& root, const fs::path& file, const Options& options) {
    RawMail mail;
    mail.id = file.lexically_relative(root).generic_string();
    const auto size = bytes_in(file);
    if (!size) {
        return ports::fail(size.error());
    }
    if (*size > options.max_message_bytes) {
        const std::string reason =
            fmt::format("the message is longer than {} bytes", options.max_message_bytes);
        options.skipped({file.string(), reason});
        return std::nullopt;
    }
    auto bytes = read_message(file);
    if (!bytes) {
        return ports::fail(bytes.error());
    }
    mail.bytes = std::move(*bytes);
    return mail;
}

ports::Result<void> pass_on(
    const fs::path& root, const fs::path& file, const Options& options, const RawMailSink& sink
) {
    auto mail = load(root, file, options);
    if (!mail) {
        return ports::fail(mail.error());
    }
    return mail->has_value() ? sink(std::move(**mail)) : ports::Result<void>{};
}

ports::Unexpected bad_index(const fs::path& index, std::uint64_t line, const std::string& problem) {
    return ports::fail(
        ports::FailureKind::bad_input,
        fmt::format("{}:{}: {}", index.string(), line, problem),
        "each line is: file, epoch seconds, label|label, note; separated by tabs"
    );
}

ports::Result<void> read_row(
    const fs::path& root, const IndexRow& row, const Options& options, const RawMailSink& sink
) {
    const RawMailSink labelled = [&](RawMail mail) {
        mail.id = row.file;
        mail.received = row.received;
        mail.labels = row.labels;
        return sink(std::move(mail));
    };
    return pass_on(root, root / row.file, options, labelled);
}

// A row without a time stays behind the one before it.
void put_in_time_order(std::vector<IndexRow>& rows) {
    std::vector<std::pair<domain::Timestamp, std::size_t>> order;
    domain::Timestamp latest{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        latest = rows[i].received.value_or(latest);
        order.emplace_back(latest, i);
    }
    std::ranges::sort(order);
    std::vector<IndexRow> sorted;
    for (const auto& [time, i] : order) {
        sorted.push_back(std::move(rows[i]));
    }
    rows = std::move(sorted);
}

/// The whole index, so that a mistake at its end costs no long wait.
ports::Result<std::vector<IndexRow>>
rows_in_time_order(const fs::path& root, const fs::path& path) {
    std::ifstream index{path};
    if (!index) {
        return cannot_read(path, "it cannot be opened");
    }
    std::vector<IndexRow> rows;
    std::string line;
    for (std::uint64_t number = 1; std::getline(index, line); ++number) {
        if (line.empty()) {
            continue;
        }
        IndexLine parsed = parse_index_line(line);
        if (!parsed.row) {
            return bad_index(path, number, parsed.problem);
        }
        std::error_code error;
        if (!fs::is_regular_file(root / parsed.row->file, error)) {
            return bad_index(path, number, parsed.row->file + " is not in " + root.string());
        }
        rows.push_back(*std::move(parsed.row));
    }
    put_in_time_order(rows);
    return rows;
}

} // namespace

ports::Result<void> read_files(
    const fs::path& root, const fs::path& folder, const Options& options, const RawMailSink& sink
) {
    const auto files = files_below(folder);
    if (!files) {
        return ports::fail(files.error());
    }
    for (const fs::path& file : *files) {
        if (file.extension() != ".eml" && !looks_like_mail(file)) {
            options.skipped({file.string(), "it does not begin like a message"});
            continue;
        }
        if (auto done = pass_on(root, file, options, sink); !done) {
            return done;
        }
    }
    return {};
}

ports::Result<void>
read_message_file(const fs::path& file, const Options& options, const RawMailSink& sink) {
    return pass_on(file.parent_path(), file, options, sink);
}

ports::Result<void>
read_indexed(const fs::path& root, const Options& options, const RawMailSink& sink) {
    const auto rows = rows_in_time_order(root, options.labels);
    if (!rows) {
        return ports::fail(rows.error());
    }
    for (const IndexRow& row : *rows) {
        if (auto done = read_row(root, row, options, sink); !done) {
            return done;
        }
    }
    return {};
}

} // namespace mailfile
