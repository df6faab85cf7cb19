#include "adapters/config/keys.hpp"

#include "adapters/config/key_table.hpp"

#include <cstddef>

namespace config {

namespace {

using table::key_table;

constexpr bool follows_the_enum() {
    for (std::size_t i = 0; i < key_table.size(); ++i) {
        if (static_cast<std::size_t>(key_table[i].id) != i) {
            return false;
        }
    }
    return true;
}

static_assert(follows_the_enum());

} // namespace

std::span<const Key> keys() {
    return key_table;
}

const Key& key(KeyId id) {
    return key_table[static_cast<std::size_t>(id)];
}

} // namespace config
