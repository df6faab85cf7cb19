#pragma once

#include "domain/learning/feature_vector.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace domain::learning {

using LabelIndex = std::uint16_t;
using NodeIndex = std::uint16_t;

/// A word of a label's name is looked for in three places of a message.
inline constexpr std::array name_groups{FieldGroup::body, FieldGroup::subject, FieldGroup::names};
inline constexpr std::size_t most_name_words = 16;

/// One label and what was counted about it.
struct LabelEntry {
    std::string name;
    std::uint32_t examples = 0;
    std::uint64_t tokens = 0; ///< Of all its examples: what Bayes divides by.
    double bias = 0;          ///< Of the one-against-rest odds …
    double bias_energy = 0;   ///< … and its AdaGrad energy.
    std::vector<NodeIndex>
        path; ///< "Work/Acme" shares the node "Work" with "Work/Other"; own last.

    [[nodiscard]] NodeIndex node() const { return path.back(); }
};

/// Where a word of a label's name would stand in a message.
struct NamePlace {
    FieldGroup group = FieldGroup::body;
    std::uint32_t id = 0;
    std::uint8_t name_group = 0; ///< Index into name_groups.
    LabelIndex label = 0;
    std::uint8_t word = 0;
};

/// The labels that were seen, numbered in the order of their first lesson, as a tree by their '/'.
class LabelTable {
public:
    /// More than Gmail allows (10,000), so that only hostile input meets it.
    static constexpr std::size_t most_nodes = 20'000;

    /// The label's number; adds it when it is new. Past the limit: the number of any label.
    LabelIndex index_of(std::string_view name);
    [[nodiscard]] const LabelIndex* find(std::string_view name) const;

    [[nodiscard]] std::size_t size() const { return entries_.size(); }

    [[nodiscard]] std::size_t nodes() const { return nodes_.size(); }

    [[nodiscard]] bool full() const { return nodes_.size() >= most_nodes; }

    LabelEntry& operator[](std::size_t label) { return entries_[label]; }

    const LabelEntry& operator[](std::size_t label) const { return entries_[label]; }

    [[nodiscard]] const std::vector<LabelEntry>& entries() const { return entries_; }

    /// A label whose examples were all taken back does not compete.
    [[nodiscard]] bool competes(std::size_t label) const { return entries_[label].examples > 0; }

    [[nodiscard]] std::size_t competing() const;

    /// By (group, id).
    [[nodiscard]] const std::vector<NamePlace>& name_places() const { return name_places_; }

    /// The words of each label's name, as body tokens: what their rarity is asked by.
    [[nodiscard]] const std::vector<std::uint32_t>& name_words(std::size_t label) const {
        return name_words_[label];
    }

private:
    NodeIndex node_of(std::string_view path);
    void add_name(LabelIndex label, std::string_view name);

    std::vector<LabelEntry> entries_;
    std::map<std::string, LabelIndex, std::less<>> indices_;
    std::map<std::string, NodeIndex, std::less<>> nodes_;
    std::vector<NamePlace> name_places_;
    std::vector<std::vector<std::uint32_t>> name_words_;
};

} // namespace domain::learning
