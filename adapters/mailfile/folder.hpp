#pragma once

#include "adapters/mailfile/raw_mail.hpp"
#include "adapters/mailfile/read.hpp"

#include <filesystem>
#include <vector>

namespace mailfile {

/// Every regular file at or below `folder`, by name; hidden ones are passed over.
ports::Result<std::vector<std::filesystem::path>> files_below(const std::filesystem::path& folder);

/// One of them: its id is the path below `root`. It is taken when it is named .eml or begins like a
/// message.
ports::Result<void> read_file(
    const std::filesystem::path& root,
    const std::filesystem::path& file,
    const Options& options,
    const RawMailSink& sink
);

/// All of them.
ports::Result<void>
read_files(const std::filesystem::path& folder, const Options& options, const RawMailSink& sink);

/// One message that is a file of its own.
ports::Result<void> read_message_file(
    const std::filesystem::path& file, const Options& options, const RawMailSink& sink
);

/// The messages that the index options.labels names, in its order.
ports::Result<void>
read_indexed(const std::filesystem::path& root, const Options& options, const RawMailSink& sink);

} // namespace mailfile
