#pragma once

#include "domain/plan/plan.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace domain::plan {

enum class GroupBy : unsigned char { reason, label, sender };

/// Entries that belong together, for people.
struct Group {
    std::string name; ///< "rule receipts", "model Travel", "Travel", "air.example".
    std::uint64_t messages = 0;
    std::uint64_t archived = 0;
    LabelSet add;
    LabelSet remove;

    bool operator==(const Group&) const = default;
};

/// Counts a plan while it streams past. Each message counts once in the totals, and once in every
/// group that it belongs to.
class Summary {
public:
    explicit Summary(GroupBy by) : by_(by) {}

    void add(const Entry& entry);

    /// Largest first, equals by name.
    [[nodiscard]] std::vector<Group> groups() const;

    [[nodiscard]] std::uint64_t messages() const { return messages_; }

    [[nodiscard]] std::uint64_t label_edits() const { return label_edits_; }

    [[nodiscard]] std::uint64_t archived() const { return archived_; }

private:
    GroupBy by_;
    std::map<std::string, Group> groups_;
    std::uint64_t messages_ = 0;
    std::uint64_t label_edits_ = 0;
    std::uint64_t archived_ = 0;
};

} // namespace domain::plan
