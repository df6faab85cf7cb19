#include "testserver/program/write_file.hpp"

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

} // namespace

ports::Result<void>
write_atomically(const std::filesystem::path& path, const std::string& text, Readers readers) {
    if (path.empty()) {
        return {};
    }
    auto temporary = path;
    temporary += ".new";
    std::error_code error;
    if (readers == Readers::owner && !make_private(temporary)) {
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
