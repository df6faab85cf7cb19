#include "adapters/imap/client/label_writes.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace imap::client {

using wire::client::Change;

std::vector<LabelWrite> label_writes(std::span<const ports::LabelDelta> deltas) {
    std::map<std::pair<Change, domain::LabelSet>, std::vector<std::uint32_t>> grouped;
    for (const ports::LabelDelta& delta : deltas) {
        if (!delta.add.empty()) {
            grouped[{Change::add, delta.add}].push_back(delta.uid.value);
        }
        if (!delta.remove.empty()) {
            grouped[{Change::remove, delta.remove}].push_back(delta.uid.value);
        }
    }
    static_assert(Change::add < Change::remove);
    std::vector<LabelWrite> writes;
    for (auto& [what, uids] : grouped) {
        std::ranges::sort(uids);
        writes.push_back({what.first, what.second, std::move(uids)});
    }
    return writes;
}

} // namespace imap::client
