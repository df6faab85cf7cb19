#pragma once

#include <compare>
#include <set>
#include <string>
#include <string_view>

namespace domain {

/// A label by its name in UTF-8. System labels are spelled as Gmail's X-GM-LABELS spells them, with
/// one backslash:
/// \Inbox \Starred \Important \Sent \Draft \Trash \Spam \Muted. A store without X-GM-EXT-1 maps
/// \Starred to the flag \Flagged, user labels to IMAP keywords, and has no \Inbox.
struct Label {
    std::string name;

    [[nodiscard]] bool is_system() const { return name.starts_with('\\'); }

    auto operator<=>(const Label&) const = default;
};

using LabelSet = std::set<Label>;

inline const Label inbox{"\\Inbox"};
inline const Label starred{"\\Starred"};
inline const Label important{"\\Important"};
inline const Label sent{"\\Sent"};
inline const Label draft{"\\Draft"};
inline const Label trash{"\\Trash"};
inline const Label spam{"\\Spam"};
inline const Label muted{"\\Muted"};

/// The labels that the user gave: all but the system's.
LabelSet user_labels(const LabelSet& labels);

/// True when two names are one label to Gmail, which compares ASCII letters without case.
bool same_label(std::string_view left, std::string_view right);

/// True when `label` is `pattern` or matches its last segment "*" (children) or "**" (all
/// descendants): "Lists/*".
bool matches_pattern(const Label& label, std::string_view pattern);

} // namespace domain
