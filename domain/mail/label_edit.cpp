#include "domain/mail/label_edit.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace domain {

namespace {

/// What Gmail's web interface accepts for one label, parents included.
constexpr std::size_t max_label_bytes = 225;

/// Gmail refuses these as names of labels ("Label name is not allowed"), or would hide them behind
/// its own.
constexpr std::array<std::string_view, 16> reserved_names{
    "inbox",
    "spam",
    "junk",
    "trash",
    "bin",
    "draft",
    "drafts",
    "sent",
    "sent mail",
    "chat",
    "chats",
    "starred",
    "important",
    "unread",
    "all mail",
    "[gmail]",
};

struct Place {
    std::string_view label;
    std::string_view name;
};

constexpr std::array<Place, 7> untouchable_places{{
    {"\\Spam", "Spam"},
    {"\\Junk", "Spam"},
    {"\\Trash", "Trash"},
    {"\\Draft", "Drafts"},
    {"\\Drafts", "Drafts"},
    {"\\Sent", "Sent"},
    {"\\Chats", "Chats"},
}};

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::string quoted(std::string_view name) {
    return "\"" + std::string{name} + "\"";
}

bool may_change(const Label& label) {
    return !label.is_system() || same_label(label.name, inbox.name) ||
           same_label(label.name, starred.name);
}

} // namespace

bool has_label(const LabelSet& labels, const Label& label) {
    return labels.contains(label) || std::ranges::any_of(labels, [&label](const Label& other) {
               return same_label(other.name, label.name);
           });
}

void erase_label(LabelSet& labels, const Label& label) {
    std::erase_if(labels, [&label](const Label& other) {
        return same_label(other.name, label.name);
    });
}

LabelSet edited(LabelSet labels, const LabelEdit& edit) {
    for (const Label& label : edit.remove) {
        erase_label(labels, label);
    }
    for (const Label& label : edit.add) {
        if (!has_label(labels, label)) {
            labels.insert(label);
        }
    }
    return labels;
}

std::optional<std::string> user_label_problem(std::string_view name) {
    if (name.empty()) {
        return "a label needs a name";
    }
    if (name.size() > max_label_bytes) {
        return "a label's name has at most " + std::to_string(max_label_bytes) + " bytes";
    }
    if (std::ranges::any_of(name, is_control)) {
        return "a label's name has no control characters";
    }
    if (name.front() == '\\' || name.front() == '^') {
        return quoted(name) + " would be a system label; rules change only your own labels";
    }
    const bool reserved = std::ranges::any_of(reserved_names, [name](std::string_view other) {
        return same_label(name, other);
    });
    if (reserved || same_label(name.substr(0, 8), "[gmail]/")) {
        return quoted(name) + " is Gmail's own name";
    }
    if (name.front() == '/' || name.back() == '/' || name.find("//") != std::string_view::npos) {
        return quoted(name) + " has an empty level";
    }
    if (name.front() == ' ' || name.back() == ' ' || name.find("  ") != std::string_view::npos) {
        return quoted(name) + " has blanks that Gmail would not keep";
    }
    return std::nullopt;
}

std::optional<std::string> edit_problem(const LabelEdit& edit) {
    for (const LabelSet* labels : {&edit.add, &edit.remove}) {
        const auto forbidden = std::ranges::find_if_not(*labels, may_change);
        if (forbidden != labels->end()) {
            return "the label " + forbidden->name + " may not be changed";
        }
    }
    for (const Label& label : edit.add) {
        if (has_label(edit.remove, label)) {
            return "the label " + quoted(label.name) + " is both added and removed";
        }
        auto problem = label.is_system() ? std::nullopt : user_label_problem(label.name);
        if (problem) {
            return problem;
        }
    }
    return std::nullopt;
}

std::optional<std::string_view> untouchable_place(const LabelSet& labels) {
    const auto* found = std::ranges::find_if(untouchable_places, [&labels](const Place& place) {
        return has_label(labels, Label{std::string{place.label}});
    });
    return found == untouchable_places.end() ? std::nullopt : std::optional{found->name};
}

} // namespace domain
