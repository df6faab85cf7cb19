#include "domain/plan/change.hpp"

#include "domain/mail/ascii.hpp"

#include <utility>

namespace domain::plan {

LabelNames::LabelNames(const LabelSet& existing) {
    for (const Label& label : existing) {
        by_folded_name_.insert_or_assign(ascii_lowered(label.name), Entry{label, true});
    }
}

Label LabelNames::canonical(const Label& label) {
    const auto [found, is_new] =
        by_folded_name_.try_emplace(ascii_lowered(label.name), Entry{label, label.is_system()});
    if (is_new && !label.is_system()) {
        remember_parents(label.name);
    }
    return found->second.label;
}

/// Gmail does not make "Lists" when it is asked for "Lists/CI".
void LabelNames::remember_parents(std::string_view name) {
    for (std::size_t slash = name.find('/'); slash != std::string_view::npos;
         slash = name.find('/', slash + 1)) {
        const Label parent{std::string{name.substr(0, slash)}};
        by_folded_name_.try_emplace(ascii_lowered(parent.name), Entry{parent, false});
    }
}

std::vector<Label> LabelNames::missing() const {
    std::vector<Label> labels;
    // A parent's name is a prefix of its children's, so it sorts before them.
    for (const auto& [name, entry] : by_folded_name_) {
        if (!entry.exists) {
            labels.push_back(entry.label);
        }
    }
    return labels;
}

Change smallest_change(
    const MessageId& id, const LabelSet& before, const LabelEdit& wish, LabelNames& names
) {
    Change change{id, {}};
    for (const Label& label : wish.add) {
        if (!has_label(before, label) && !has_label(change.edit.add, label)) {
            change.edit.add.insert(names.canonical(label));
        }
    }
    for (const Label& label : before) {
        if (has_label(wish.remove, label)) {
            change.edit.remove.insert(label);
        }
    }
    return change;
}

Change inverse(const Change& change) {
    return {change.id, {change.edit.remove, change.edit.add}};
}

} // namespace domain::plan
