#pragma once

#include "adapters/mailfile/raw_mail.hpp"
#include "ports/result.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>

namespace mailfile {

enum class Kind : unsigned char {
    mbox,    ///< mboxo, mboxrd: messages behind "From " lines.
    maildir, ///< cur/ and new/, with Maildir++ subfolders (".Work.Acme").
    folder,  ///< A tree of files, each one message.
    message, ///< One message.
};

struct Options {
    /// An index of a folder (file, epoch seconds, label|label, note; separated by tabs) that gives
    /// times, and so the order, and labels. Empty for none.
    std::filesystem::path labels;
    SkippedSink skipped = [](const Skipped&) {};
    std::size_t max_message_bytes = mailfile::max_message_bytes;
};

/// What a path holds, by its look: no name is trusted.
ports::Result<Kind> detect(const std::filesystem::path& path);

/// Streams every message of a file or folder into the sink in order of time, one in memory at a
/// time. A folder without an index is read in order of its names.
ports::Result<void>
read(const std::filesystem::path& path, const Options& options, const RawMailSink& sink);

} // namespace mailfile
