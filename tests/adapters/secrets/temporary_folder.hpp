#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace secrets {

/// A private folder, gone at the end.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "secrets-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    ~TemporaryFolder() { std::filesystem::remove_all(path_); }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    [[nodiscard]] std::filesystem::path
    write(const std::string& name, const std::string& bytes, std::filesystem::perms mode) const {
        const std::filesystem::path file = path_ / name;
        std::ofstream{file, std::ios::binary} << bytes;
        std::filesystem::permissions(file, mode);
        return file;
    }

private:
    std::filesystem::path path_;
};

} // namespace secrets
