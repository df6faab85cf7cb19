#include "adapters/mailfile/folder.hpp"

#include "adapters/mailfile/file.hpp"
#include "adapters/mailfile/label_index.hpp"
#include "adapters/mailfile/time_order.hpp"

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

constexpr const char* form_of_an_index =
    "each line is: file, epoch seconds, label|label, note; separated by tabs";

ports::Unexpected cannot_open_index(const fs::path& index) {
    std::error_code error;
    const bool is_there = fs::exists(index, error);
    return ports::fail(
        is_there ? ports::FailureKind::local_io : ports::FailureKind::not_found,
        is_there ? fmt::format("cannot read the index {}", index.string())
                 : fmt::format("there is no index {}", index.string()),
        fmt::format("name a file of text with --labels; {}", form_of_an_index)
    );
}

ports::Unexpected bad_index(const fs::path& index, std::uint64_t line, const std::string& problem) {
    return ports::fail(
        ports::FailureKind::bad_input,
        fmt::format("{}:{}: {}", index.string(), line, problem),
        form_of_an_index
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

// Editors of another system begin a file of text with a byte order mark.
void drop_byte_order_mark(std::string& line) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (line.starts_with(mark)) {
        line.erase(0, mark.size());
    }
}

/// The whole index, so that a mistake at its end costs no long wait.
ports::Result<std::vector<IndexRow>>
rows_in_time_order(const fs::path& root, const fs::path& path) {
    std::ifstream index{path};
    if (!index) {
        return cannot_open_index(path);
    }
    std::vector<IndexRow> rows;
    std::string line;
    for (std::uint64_t number = 1; std::getline(index, line); ++number) {
        if (number == 1) {
            drop_byte_order_mark(line);
        }
        if (line.empty() || line == "\r") {
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

ports::Result<void> read_file(
    const fs::path& root, const fs::path& file, const Options& options, const RawMailSink& sink
) {
    if (file.extension() != ".eml" && !looks_like_mail(file)) {
        options.skipped({file.string(), "it does not begin like a message"});
        return {};
    }
    return pass_on(root, file, options, sink);
}

ports::Result<void>
read_files(const fs::path& folder, const Options& options, const RawMailSink& sink) {
    const auto files = files_below(folder);
    if (!files) {
        return ports::fail(files.error());
    }
    for (const fs::path& file : *files) {
        if (auto done = read_file(folder, file, options, sink); !done) {
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
