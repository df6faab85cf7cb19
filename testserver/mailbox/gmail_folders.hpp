#pragma once

#include "domain/mail/label.hpp"
#include "testserver/mailbox/folder.hpp"

#include <array>
#include <span>
#include <string_view>

namespace testserver {

/// Gmail's own folders, below "[Gmail]" and INBOX, and the label that each shows. One table.
struct SystemFolder {
    SpecialUse use = SpecialUse::none;
    /// Below the tree, in each Language; "INBOX" stands alone.
    std::array<std::string_view, 3> leaf;
    std::string_view label; ///< Empty for All Mail.
};

std::span<const SystemFolder> system_folders();

/// The system label in its one spelling ("\inbox" and "\Drafts" as "\Inbox" and "\Draft"), or empty
/// when there is no such label.
std::string_view canonical_system_label(std::string_view name);

/// Names that Gmail gives to no user label: its own words and the categories.
bool is_reserved_label(std::string_view name);

/// True when spaces begin, end or repeat: "Folder contains excess whitespace".
bool has_excess_space(std::string_view name);

} // namespace testserver
