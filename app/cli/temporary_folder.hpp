#pragma once

#include "ports/result.hpp"

#include <filesystem>
#include <utility>

namespace cli {

/// A private folder that is gone, with all that is in it, at the end of its life.
class TemporaryFolder {
public:
    static ports::Result<TemporaryFolder> make();

    TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}

    std::filesystem::path path_;
};

} // namespace cli
