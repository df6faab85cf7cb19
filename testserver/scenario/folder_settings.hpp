#pragma once

#include <string>
#include <vector>

namespace testserver {

enum class FolderLanguage : unsigned char { english, german, french };

/// Gmail's own folders but INBOX.
enum class SystemFolderRole : unsigned char { all, drafts, flagged, important, junk, sent, trash };

/// What becomes of a message whose last label is expunged.
enum class FolderExpunge : unsigned char { archive, trash, delete_forever };

/// What the user of a scenario's world has set about folders (Gmail only).
struct FolderSettings {
    std::string tree = "[Gmail]"; ///< "[Google Mail]" in some countries.
    FolderLanguage language = FolderLanguage::english;
    std::vector<SystemFolderRole> hidden; ///< "Show in IMAP" is off.
    bool auto_expunge = true;
    FolderExpunge expunge_behavior = FolderExpunge::archive;
};

} // namespace testserver
