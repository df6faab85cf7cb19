#include "testserver/program/write_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace testserver::program {
namespace {

/// Made with its mode: nobody can have opened it before.
bool make_private(const std::filesystem::path& path) {
    ::unlink(path.c_str());
    const int file =
        ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
    return file >= 0 && ::close(file) == 0;
}

/// A link, a pipe or a terminal ("/dev/stdout") is written to as it is, never replaced.
bool is_replaceable(const std::filesystem::path& path) {
    std::error_code error;
    const auto type = std::filesystem::symlink_status(path, error).type();
    return type == std::filesystem::file_type::regular ||
           type == std::filesystem::file_type::not_found;
}

bool write_through(const std::filesystem::path& path, const std::string& text) {
    errno = 0;
    std::ofstream file{path};
    file << text << std::flush;
    return static_cast<bool>(file);
}

} // namespace

ports::Result<void> make_private_file(const std::filesystem::path& path) {
    const bool made = is_replaceable(path) ? make_private(path) : write_through(path, "");
    if (!made) {
        return ports::fail(
            ports::FailureKind::local_io,
            "Cannot write " + path.string() + ": " + std::generic_category().message(errno) + '.'
        );
    }
    return {};
}

ports::Result<void>
write_atomically(const std::filesystem::path& path, const std::string& text, Readers readers) {
    if (path.empty()) {
        return {};
    }
    auto temporary = path;
    temporary += ".new";
    std::error_code error;
    if (!is_replaceable(path)) {
        if (!write_through(path, text)) {
            error = {errno, std::generic_category()};
        }
    } else if (readers == Readers::owner && !make_private(temporary)) {
        error = {errno, std::generic_category()};
    } else {
        std::ofstream{temporary} << text << std::flush;
        std::filesystem::rename(temporary, path, error);
    }
    if (error) {
        return ports::fail(
            ports::FailureKind::local_io,
            "Cannot write " + path.string() + ": " + error.message() + '.'
        );
    }
    return {};
}

} // namespace testserver::program
