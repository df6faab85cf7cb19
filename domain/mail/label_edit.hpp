#pragma once

#include "domain/mail/label.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace domain {

/// What is done to the labels of one message: the only kind of change there is. Archiving is
/// removing \Inbox, starring is adding \Starred; nothing here can say delete, or move to Trash or
/// Spam.
struct LabelEdit {
    LabelSet add;
    LabelSet remove;

    [[nodiscard]] bool empty() const { return add.empty() && remove.empty(); }

    auto operator<=>(const LabelEdit&) const = default;
};

/// True when the set holds that label in any spelling that Gmail takes for the same.
bool has_label(const LabelSet& labels, const Label& label);

/// Takes the label out in whatever spelling it is there.
void erase_label(LabelSet& labels, const Label& label);

LabelSet edited(LabelSet labels, const LabelEdit& edit);

/// Why the name cannot be a user's label on Gmail, or nothing.
std::optional<std::string> user_label_problem(std::string_view name);

/// Why the edit may not be planned, or nothing. Only user labels, \Inbox and \Starred may change.
std::optional<std::string> edit_problem(const LabelEdit& edit);

/// Where a message is that is never touched ("Trash"), or nothing: Spam, Trash, Drafts, Sent and
/// Chats are out of scope.
std::optional<std::string_view> untouchable_place(const LabelSet& labels);

} // namespace domain
