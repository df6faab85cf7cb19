#pragma once

#include <set>
#include <string>

namespace testserver {

/// Which server is played.
enum class Profile : unsigned char {
    gmail, ///< Folders are views by label; Gmail's words.
    rfc,   ///< Folders hold messages; what RFC 3501 and its extensions say.
};

/// What becomes of a message that is expunged from its last folder (Gmail API, ImapSettings).
enum class ExpungeBehavior : unsigned char { archive, trash, delete_forever };

enum class SpecialUse : unsigned char { none, all, drafts, flagged, important, junk, sent, trash };

/// Of Gmail's own folders; the names that GMAIL-IMAP 5 shows, and Gmail's web pages the rest.
enum class Language : unsigned char { english, german, french };

/// What a Gmail user can set, and the language of the folders.
struct MailboxSettings {
    Profile profile = Profile::gmail;
    bool auto_expunge = true; ///< On by default: STORE +FLAGS (\Deleted) expunges at once.
    ExpungeBehavior expunge_behavior = ExpungeBehavior::archive;
    std::string tree = "[Gmail]"; ///< "[Google Mail]" in some countries.
    Language language = Language::english;
    std::set<SpecialUse> hidden{}; ///< "Show in IMAP" is off: there is no such folder to clients.
};

} // namespace testserver
