#include "app/cli/files.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace cli {

using ports::FailureKind;
using ports::Result;

namespace {

ports::Unexpected
failed(FailureKind kind, std::string_view what, const std::string& path, int error) {
    return ports::fail(kind, fmt::format("{} cannot be {}: {}", path, what, std::strerror(error)));
}

} // namespace

Result<std::string> read_file(const std::string& path) {
    errno = 0;
    std::ifstream in{path, std::ios::binary};
    if (!in) {
        return failed(FailureKind::local_io, "read", path, errno);
    }
    std::string content;
    constexpr std::size_t chunk = std::size_t{64} * 1024;
    std::string buffer(chunk, '\0');
    while (in.read(buffer.data(), static_cast<std::streamsize>(chunk)), in.gcount() > 0) {
        content.append(buffer, 0, static_cast<std::size_t>(in.gcount()));
        if (content.size() > max_file_bytes) {
            return ports::fail(FailureKind::bad_input, path + " is too large to be what it should");
        }
    }
    return content;
}

Result<void> write_file(const std::string& path, std::string_view content) {
    const auto temporary = path + ".part";
    errno = 0;
    std::ofstream out{temporary, std::ios::binary | std::ios::trunc};
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.close();
    if (!out) {
        const int error = errno;
        std::remove(temporary.c_str());
        return failed(FailureKind::local_io, "written", path, error);
    }
    std::error_code error;
    std::filesystem::rename(temporary, path, error);
    if (error) {
        return failed(FailureKind::local_io, "written", path, error.value());
    }
    return {};
}

} // namespace cli
