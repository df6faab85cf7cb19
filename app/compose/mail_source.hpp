#pragma once

#include "app/usecase/replay.hpp"
#include "ports/reporter.hpp"

#include <filesystem>
#include <stop_token>

namespace compose {

/// Mail on disk as a use case takes it: an mbox, a Maildir, a folder of messages, or one message,
/// decoded as it streams past. `labels` is an index for a folder, empty for none: then the labels
/// are those that Google Takeout wrote into the mail, or a Maildir's folders. What is left out is
/// said to the reporter.
usecase::MailSource mail_source(
    std::filesystem::path path,
    std::filesystem::path labels,
    ports::Reporter& reporter,
    std::stop_token stop
);

/// The index of a folder as its user named it: where the name says, else inside the folder, as in
/// "replay PATH --labels index.tsv".
std::filesystem::path
found_index(const std::filesystem::path& folder, const std::filesystem::path& named);

} // namespace compose
