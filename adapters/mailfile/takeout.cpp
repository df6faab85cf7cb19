#include "adapters/mailfile/takeout.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace mailfile {

namespace {

struct SystemName {
    std::string_view exported;
    std::string_view label; ///< Empty for what is no label.
};

// In lower case. Gmail keeps these names for itself, so no user's label can have one.
constexpr std::array<SystemName, 12> system_names{{
    {"archived", {}},
    {"chat", {}},
    {"drafts", "\\Draft"},
    {"important", "\\Important"},
    {"inbox", "\\Inbox"},
    {"muted", "\\Muted"},
    {"opened", {}},
    {"sent", "\\Sent"},
    {"spam", "\\Spam"},
    {"starred", "\\Starred"},
    {"trash", "\\Trash"},
    {"unread", {}},
}};

constexpr std::array<std::string_view, 2> no_label_prefixes{"category ", "imap_"};

/// Takes the next name off a list: up to a comma that stands in no quotes, quotes gone, blanks
/// single. A fold of the header may have doubled a blank.
std::string take_name(std::string_view& list) {
    std::string name;
    bool quoted = false;
    std::size_t at = 0;
    for (; at < list.size() && (quoted || list[at] != ','); ++at) {
        const bool escapes = quoted && list[at] == '\\' && at + 1 < list.size();
        if (list[at] == '"') {
            quoted = !quoted;
            continue;
        }
        at += escapes ? 1 : 0;
        const bool blank = list[at] == ' ' || list[at] == '\t';
        if (!blank) {
            name += list[at];
        } else if (!name.empty() && name.back() != ' ') {
            name += ' ';
        }
    }
    list.remove_prefix(std::min(at + 1, list.size()));
    if (name.ends_with(' ')) {
        name.pop_back();
    }
    return name;
}

void take_in(TakeoutState& state, std::string name) {
    const std::string lowered = domain::ascii_lowered(name);
    state.flags.seen = state.flags.seen || lowered == "opened";
    state.flags.draft = state.flags.draft || lowered == "drafts";
    const auto* const known = std::ranges::find(system_names, lowered, &SystemName::exported);
    if (known != system_names.end()) {
        if (!known->label.empty()) {
            state.labels.insert({std::string{known->label}});
        }
        return;
    }
    const bool no_label = std::ranges::any_of(no_label_prefixes, [&lowered](auto prefix) {
        return lowered.starts_with(prefix);
    });
    if (!no_label && !name.empty()) {
        state.labels.insert({std::move(name)});
    }
}

} // namespace

TakeoutState takeout_state(std::string_view field) {
    TakeoutState state;
    while (!field.empty()) {
        take_in(state, take_name(field));
    }
    return state;
}

} // namespace mailfile
