#include "domain/learning/label_table.hpp"

#include "domain/learning/hashing.hpp"
#include "domain/learning/words.hpp"

#include <algorithm>
#include <tuple>

namespace domain::learning {

namespace {

constexpr std::size_t most_depth = 16;

bool before(const NamePlace& left, const NamePlace& right) {
    return std::tie(left.group, left.id) < std::tie(right.group, right.id);
}

// "Receipts" is looked for as "receipt" too, and the other way round.
std::string other_number(const std::string& word) {
    constexpr std::size_t shortest = 4;
    if (word.size() >= shortest && word.back() == 's') {
        return word.substr(0, word.size() - 1);
    }
    return word + 's';
}

std::string spaced(std::string_view name) {
    std::string words{name};
    std::ranges::replace_if(
        words, [](char c) { return c == '_' || c == '-' || c == '.' || c == '/' || c == '@'; }, ' '
    );
    return words;
}

} // namespace

LabelIndex LabelTable::index_of(std::string_view name) {
    if (const LabelIndex* known = find(name)) {
        return *known;
    }
    if (full()) {
        return 0;
    }
    const auto index = static_cast<LabelIndex>(entries_.size());
    indices_.emplace(name, index);
    LabelEntry& entry = entries_.emplace_back();
    entry.name = name;
    for (auto slash = name.find('/');
         slash != std::string_view::npos && entry.path.size() < most_depth && !full();
         slash = name.find('/', slash + 1)) {
        entry.path.push_back(node_of(name.substr(0, slash)));
    }
    entry.path.push_back(node_of(name));
    add_name(index, name);
    return index;
}

const LabelIndex* LabelTable::find(std::string_view name) const {
    const auto found = indices_.find(name);
    return found == indices_.end() ? nullptr : &found->second;
}

std::size_t LabelTable::competing() const {
    return static_cast<std::size_t>(std::ranges::count_if(entries_, [](const LabelEntry& entry) {
        return entry.examples > 0;
    }));
}

NodeIndex LabelTable::node_of(std::string_view path) {
    const auto found = nodes_.find(path);
    if (found != nodes_.end()) {
        return found->second;
    }
    const auto index = static_cast<NodeIndex>(nodes_.size());
    nodes_.emplace(path, index);
    return index;
}

void LabelTable::add_name(LabelIndex label, std::string_view name) {
    auto& ids = name_words_.emplace_back();
    const std::string text = spaced(name);
    Words words{text};
    for (auto next = words.next(); !next.empty() && ids.size() < most_name_words;
         next = words.next()) {
        const std::string word{next};
        const auto number = static_cast<std::uint8_t>(ids.size());
        ids.push_back(feature_id(FieldGroup::body, {word}));
        for (std::size_t group = 0; group < name_groups.size(); ++group) {
            for (const std::string& form : {word, other_number(word)}) {
                const FieldGroup field = name_groups.at(group);
                name_places_.push_back(
                    {field,
                     feature_id(field, {form}),
                     static_cast<std::uint8_t>(group),
                     label,
                     number}
                );
            }
        }
    }
    std::ranges::stable_sort(name_places_, before);
}

} // namespace domain::learning
