#pragma once

#include "ports/result.hpp"

#include <filesystem>
#include <string>

namespace sqlite {

/// Which mailbox a state belongs to.
struct Account {
    std::string user; ///< "you@gmail.com"
    std::string host; ///< "imap.gmail.com"
};

/// The file name, without extension, of an account's state: readable, the same for every spelling
/// of the case, different for different accounts, and never a path ("../x" becomes "=2e.=2fx").
std::string file_stem(const Account& account);

/// Makes a folder and its parents for the user alone (0700); folders that exist stay as they are.
ports::Result<void> make_private_folders(const std::filesystem::path& folder);

/// Writes a new empty file for the user alone (0600), replacing what was there.
ports::Result<void> make_private_file(const std::filesystem::path& file);

/// Makes a name in a folder durable, after a rename.
ports::Result<void> sync_folder(const std::filesystem::path& folder);

} // namespace sqlite
