#include "testserver/mailbox/gmail_folders.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <array>

namespace testserver {

using domain::equal_ignoring_case;

std::span<const SystemFolder> system_folders() {
    static constexpr std::array<SystemFolder, 8> table{{
        {SpecialUse::none, {"INBOX", "INBOX", "INBOX"}, "\\Inbox"},
        {SpecialUse::all, {"All Mail", "Alle Nachrichten", "Tous les messages"}, ""},
        {SpecialUse::drafts, {"Drafts", "Entw\u00FCrfe", "Brouillons"}, "\\Draft"},
        {SpecialUse::important, {"Important", "Wichtig", "Important"}, "\\Important"},
        {SpecialUse::sent, {"Sent Mail", "Gesendet", "Messages envoy\u00E9s"}, "\\Sent"},
        {SpecialUse::junk, {"Spam", "Spam", "Spam"}, "\\Spam"},
        {SpecialUse::flagged, {"Starred", "Markiert", "Suivis"}, "\\Starred"},
        {SpecialUse::trash, {"Trash", "Papierkorb", "Corbeille"}, "\\Trash"},
    }};
    return table;
}

std::string_view canonical_system_label(std::string_view name) {
    if (equal_ignoring_case(name, "\\Drafts")) {
        return "\\Draft"; // Google's page spells it so; the wire does not (GMAIL-IMAP 4.2).
    }
    const auto table = system_folders();
    const auto known = std::ranges::find_if(table, [&](const SystemFolder& folder) {
        return !folder.label.empty() && equal_ignoring_case(folder.label, name);
    });
    return known == table.end() ? std::string_view{} : known->label;
}

bool is_reserved_label(std::string_view name) {
    // TODO and Migrated: GYB #29, gmvault #110. Voicemail and the categories: Gmail API.
    static constexpr std::array<std::string_view, 20> reserved{
        "TODO",      "Migrated", "Voicemail", "Inbox",    "Starred", "Drafts",        "Sent",
        "Sent Mail", "Spam",     "Trash",     "All Mail", "Chats",   "Muted",         "Scheduled",
        "Snoozed",   "Bin",      "Outbox",    "Unread",   "[Gmail]", "[Google Mail]",
    };
    return name.starts_with("[Gmail]/") || name.starts_with("[Google Mail]/") ||
           std::ranges::any_of(reserved, [&](std::string_view word) {
               return equal_ignoring_case(word, name);
           });
}

bool has_excess_space(std::string_view name) {
    return name.starts_with(' ') || name.ends_with(' ') ||
           name.find("  ") != std::string_view::npos || name.find(" /") != std::string_view::npos ||
           name.find("/ ") != std::string_view::npos;
}

} // namespace testserver
