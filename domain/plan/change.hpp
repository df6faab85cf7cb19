#pragma once

#include "domain/mail/ids.hpp"
#include "domain/mail/label_edit.hpp"

#include <compare>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace domain::plan {

/// The edit of one message's labels. In a smallest change every label added was absent and every
/// label removed was there, in the spelling that the mailbox uses.
struct Change {
    MessageId id;
    LabelEdit edit;

    auto operator<=>(const Change&) const = default;
};

/// The labels that a mailbox has, to find the spelling in use: Gmail takes "lists/ci" and
/// "Lists/CI" for one label.
class LabelNames {
public:
    LabelNames() = default;
    explicit LabelNames(const LabelSet& existing);

    /// The existing spelling, else the one given; the first spelling asked for stays.
    Label canonical(const Label& label);

    /// The labels asked for that do not exist yet, and their parents; parents first.
    [[nodiscard]] std::vector<Label> missing() const;

private:
    void remember_parents(std::string_view name);

    struct Entry {
        Label label;
        bool exists = false;
    };

    std::map<std::string, Entry, std::less<>> by_folded_name_;
};

/// What remains of `wish` for a message that holds `before`: no-ops dropped.
Change smallest_change(
    const MessageId& id, const LabelSet& before, const LabelEdit& wish, LabelNames& names
);

/// Takes a smallest change back.
Change inverse(const Change& change);

} // namespace domain::plan
