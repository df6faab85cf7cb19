#include "adapters/mailfile/file.hpp"

#include "adapters/mailfile/from_line.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>
#include <system_error>

namespace mailfile {

namespace fs = std::filesystem;

ports::Unexpected cannot_read(const fs::path& path, const std::string& cause) {
    return ports::fail(
        ports::FailureKind::local_io, fmt::format("cannot read {}: {}", path.string(), cause)
    );
}

ports::Result<std::size_t> bytes_in(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
        return cannot_read(path, error ? error.message() : "it is not a regular file");
    }
    const auto size = fs::file_size(path, error);
    if (error) {
        return cannot_read(path, error.message());
    }
    return static_cast<std::size_t>(size);
}

ports::Result<std::string> read_message(const fs::path& path) {
    const auto size = bytes_in(path);
    if (!size) {
        return ports::fail(size.error());
    }
    std::ifstream in{path, std::ios::binary};
    std::string bytes(*size, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!in) {
        return cannot_read(path, std::strerror(errno)); // NOLINT(concurrency-mt-unsafe)
    }
    bytes.erase(0, bytes.size() - without_from_line(bytes).size());
    return bytes;
}

bool looks_like_mail(const fs::path& path) {
    std::array<char, 256> buffer{};
    std::ifstream in{path, std::ios::binary};
    in.read(buffer.data(), buffer.size());
    const std::string_view start{buffer.data(), static_cast<std::size_t>(in.gcount())};
    const std::size_t name = start.find_first_of(": \t\r\n");
    return start.starts_with("From ") ||
           (name != std::string_view::npos && name != 0 && start[name] == ':');
}

} // namespace mailfile
