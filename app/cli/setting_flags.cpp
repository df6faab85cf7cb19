#include "app/cli/setting_flags.hpp"

#include "adapters/config/keys.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace cli {

std::span<const Flag> setting_flags() {
    static const auto flags = [] {
        std::vector<Flag> made;
        std::ranges::transform(
            config::keys(),
            std::back_inserter(made),
            [](const config::Key& key) {
                return Flag{
                    key.flag,
                    key.letter,
                    config::placeholder(key),
                    key.help,
                    key.type == config::KeyType::list
                };
            }
        );
        return made;
    }();
    return flags;
}

} // namespace cli
