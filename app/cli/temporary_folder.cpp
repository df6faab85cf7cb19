#include "app/cli/temporary_folder.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

namespace cli {

ports::Result<TemporaryFolder> TemporaryFolder::make() {
    std::error_code error;
    const auto parent = std::filesystem::temp_directory_path(error);
    auto pattern = (error ? std::filesystem::path{"/tmp"} : parent) / "gmail-classifier-XXXXXX";
    auto name = pattern.string();
    if (mkdtemp(name.data()) == nullptr) {
        return ports::fail(
            ports::FailureKind::local_io,
            fmt::format("No temporary folder can be made: {}", std::strerror(errno))
        );
    }
    return TemporaryFolder{name};
}

TemporaryFolder::~TemporaryFolder() {
    if (!path_.empty()) {
        std::error_code no_matter;
        std::filesystem::remove_all(path_, no_matter);
    }
}

} // namespace cli
