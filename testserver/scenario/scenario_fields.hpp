#pragma once

#include "testserver/scenario/scenario_notes.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace testserver {

/// A key of a table, and what it does to the value that the table describes.
template <typename Value>
struct Field {
    std::string_view key;
    void (*read)(Value& value, const toml::node& node, ScenarioNotes& notes);
};

template <typename Value>
std::vector<std::string_view> keys_of(std::span<const Field<Value>> fields) {
    std::vector<std::string_view> keys;
    for (const auto& field : fields) {
        keys.push_back(field.key);
    }
    return keys;
}

/// Reads each key of a table by its field; complains of keys that there are not.
template <typename Value>
void read_fields(
    const toml::table& table,
    std::span<const Field<Value>> fields,
    Value& value,
    ScenarioNotes& notes
) {
    for (const auto& [key, node] : table) {
        const auto found = std::ranges::find(fields, key.str(), &Field<Value>::key);
        if (found == fields.end()) {
            const auto known = keys_of(fields);
            notes.unknown(key, known);
        } else {
            found->read(value, node, notes);
        }
    }
}

/// Takes what could be read.
template <typename To, typename From>
void assign(To& to, std::optional<From> from) {
    if (from) {
        to = *std::move(from);
    }
}

} // namespace testserver
