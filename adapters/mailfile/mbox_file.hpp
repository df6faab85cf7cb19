#pragma once

#include "adapters/mailfile/raw_mail.hpp"
#include "adapters/mailfile/read.hpp"

#include <filesystem>

namespace mailfile {

/// Every message of an mbox in order of time. The file is read twice: exports do not keep that
/// order, and only one message is in memory at a time.
ports::Result<void>
read_mbox(const std::filesystem::path& file, const Options& options, const RawMailSink& sink);

} // namespace mailfile
