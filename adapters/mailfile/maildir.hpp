#pragma once

#include "adapters/mailfile/raw_mail.hpp"
#include "adapters/mailfile/read.hpp"

#include <filesystem>
#include <string_view>

namespace mailfile {

/// What a Maildir file's name says: "1700000000.M1P2.host,S=512:2,FS".
struct MaildirName {
    std::optional<domain::Timestamp> received;
    domain::Flags flags;
    bool starred = false;
    bool trashed = false;
};

MaildirName parse_maildir_name(std::string_view name);

/// The label of a Maildir++ folder: ".Work.Acme" is Work/Acme, the Maildir itself the inbox.
domain::Label maildir_label(std::string_view folder);

bool is_maildir(const std::filesystem::path& path);

ports::Result<void>
read_maildir(const std::filesystem::path& path, const Options& options, const RawMailSink& sink);

} // namespace mailfile
