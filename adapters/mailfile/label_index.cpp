#include "adapters/mailfile/label_index.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <system_error>

namespace mailfile {

namespace {

std::string_view take_until(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view taken = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return taken;
}

domain::LabelSet labels_of(std::string_view cell) {
    domain::LabelSet labels;
    while (!cell.empty()) {
        if (const std::string_view name = take_until(cell, '|'); !name.empty()) {
            labels.insert(domain::Label{std::string{name}});
        }
    }
    return labels;
}

/// Up to the year 9999, so that no arithmetic on it can overflow.
bool is_time(std::int64_t seconds) {
    return seconds >= 0 && seconds < 253'402'300'800;
}

// By its text alone: where a link inside the folder leads is its owner's choice.
bool leaves_its_folder(std::string_view file) {
    const std::filesystem::path path{file};
    return path.is_absolute() || std::ranges::find(path, "..") != path.end();
}

} // namespace

IndexLine parse_index_line(std::string_view line) {
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    const std::string_view file = take_until(line, '\t');
    const std::string_view time = take_until(line, '\t');
    const std::string_view labels = take_until(line, '\t');
    if (file.empty()) {
        return {{}, "the first column, the file, is empty"};
    }
    if (leaves_its_folder(file)) {
        return {{}, "the first column, the file, is a path that leaves the folder"};
    }
    std::int64_t seconds = 0;
    const auto [stop, error] = std::from_chars(time.data(), time.data() + time.size(), seconds);
    if (error != std::errc{} || stop != time.data() + time.size() || !is_time(seconds)) {
        return {{}, "the second column is not a time in seconds since 1970"};
    }
    IndexRow row{std::string{file}, {}, labels_of(labels)};
    if (seconds != 0) {
        row.received = domain::Timestamp{std::chrono::seconds{seconds}};
    }
    return {std::move(row), {}};
}

} // namespace mailfile
