#include "domain/plan/summary.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace domain::plan {

namespace {

/// "desk@air.example" counts under "air.example".
std::string host_of(std::string_view sender) {
    const std::size_t at = sender.rfind('@');
    const auto host = at == std::string_view::npos ? sender : sender.substr(at + 1);
    return host.empty() ? "(no sender)" : std::string{host};
}

/// "model Travel" of "model Travel 0.994"; a rule's reason is its group.
std::string group_of(std::string_view reason) {
    const bool model = reason.starts_with("model ");
    return std::string{model ? reason.substr(0, reason.rfind(' ')) : reason};
}

std::set<std::string> group_names(const Entry& entry, GroupBy by) {
    std::set<std::string> names;
    switch (by) {
    case GroupBy::sender:
        names.insert(host_of(entry.sender));
        break;
    case GroupBy::reason:
        for (const std::string& reason : entry.reasons) {
            names.insert(group_of(reason));
        }
        break;
    case GroupBy::label:
        for (const LabelSet* labels : {&entry.change.edit.add, &entry.change.edit.remove}) {
            for (const Label& label : *labels) {
                names.insert(label.name);
            }
        }
        break;
    }
    return names;
}

} // namespace

void Summary::add(const Entry& entry) {
    const LabelEdit& edit = entry.change.edit;
    const std::uint64_t archived = has_label(edit.remove, inbox) ? 1U : 0U;
    ++messages_;
    archived_ += archived;
    label_edits_ += edit.add.size() + edit.remove.size();
    for (const std::string& name : group_names(entry, by_)) {
        Group& group = groups_[name];
        group.name = name;
        ++group.messages;
        group.archived += archived;
        group.add.insert(edit.add.begin(), edit.add.end());
        group.remove.insert(edit.remove.begin(), edit.remove.end());
    }
}

std::vector<Group> Summary::groups() const {
    std::vector<Group> all;
    all.reserve(groups_.size());
    for (const auto& [name, group] : groups_) {
        all.push_back(group);
    }
    std::ranges::sort(all, [](const Group& left, const Group& right) {
        return std::tie(right.messages, left.name) < std::tie(left.messages, right.name);
    });
    return all;
}

} // namespace domain::plan
