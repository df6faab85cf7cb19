#pragma once

#include "adapters/mailfile/raw_mail.hpp"
#include "adapters/mailfile/read.hpp"

#include <filesystem>

namespace mailfile {

/// Every message file at or below `folder`, by name; ids are paths below `root`. A file is taken
/// when it is named .eml or begins like a message; hidden ones are passed over.
ports::Result<void> read_files(
    const std::filesystem::path& root,
    const std::filesystem::path& folder,
    const Options& options,
    const RawMailSink& sink
);

/// One message that is a file of its own.
ports::Result<void> read_message_file(
    const std::filesystem::path& file, const Options& options, const RawMailSink& sink
);

/// The messages that the index options.labels names, in its order.
ports::Result<void>
read_indexed(const std::filesystem::path& root, const Options& options, const RawMailSink& sink);

} // namespace mailfile
