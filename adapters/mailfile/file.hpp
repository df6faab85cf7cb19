#pragma once

#include "adapters/mailfile/raw_mail.hpp"
#include "ports/result.hpp"

#include <filesystem>
#include <string>

namespace mailfile {

ports::Unexpected cannot_read(const std::filesystem::path& path, const std::string& cause);

/// The bytes of a regular file, without a "From " line before its header.
ports::Result<std::string> read_message(const std::filesystem::path& path);

/// The size of a regular file; of anything else a failure.
ports::Result<std::size_t> bytes_in(const std::filesystem::path& path);

/// True when its first line is a header field or a "From " line.
bool looks_like_mail(const std::filesystem::path& path);

} // namespace mailfile
