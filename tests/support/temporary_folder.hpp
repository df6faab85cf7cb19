#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace support {

/// A new empty folder for one test, removed with all that is in it. In memory where the system has
/// a place for that: a test that syncs its files then costs no disk.
class TemporaryFolder {
public:
    TemporaryFolder() {
        const std::filesystem::path in_memory = "/dev/shm";
        const auto parent = ::access(in_memory.c_str(), W_OK) == 0
                                ? in_memory
                                : std::filesystem::temp_directory_path();
        auto name = (parent / "gmail-classifier-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error{"cannot make a temporary folder: " + name};
        }
        path_ = name;
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace support
