#pragma once

#include "ports/mail_store.hpp"
#include "ports/message_cache.hpp"

#include <stop_token>
#include <string>
#include <vector>

namespace usecase {

/// Which labels teach: those on the messages, or the folders that the messages lie in.
enum class LearnFrom : unsigned char { labels, folders };

/// What the user says about folders.
struct WorkingFolder {
    LearnFrom learn_from = LearnFrom::labels;
    std::string name; ///< Empty: chosen by its role.
};

/// The folders that a run reads: first the one in which labels are read and written, then those
/// that only teach.
struct FolderChoice {
    ports::Folder working;
    std::vector<ports::Folder> teaching;
};

/// Unless the user names it, the working folder is the one flagged \All, else the inbox; where
/// folders teach, the inbox, and every other folder of the user's teaches.
ports::Result<FolderChoice>
choose_folders(ports::MailStore& mail, const WorkingFolder& wanted, const std::stop_token& stop);

/// The working folder as the last sync left it in the cache, for runs that stay offline.
ports::Result<std::string>
cached_working_folder(ports::MessageCache& cache, const WorkingFolder& wanted);

} // namespace usecase
