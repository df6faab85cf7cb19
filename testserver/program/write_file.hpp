#pragma once

#include "ports/result.hpp"

#include <filesystem>
#include <string>

namespace testserver::program {

enum class Readers : unsigned char { anyone, owner };

/// Makes an empty file that its owner alone can read, in place of one that is there.
ports::Result<void> make_private_file(const std::filesystem::path& path);

/// A reader sees the whole text or no file. An empty path: nobody wants it.
ports::Result<void> write_atomically(
    const std::filesystem::path& path, const std::string& text, Readers readers = Readers::anyone
);

} // namespace testserver::program
