#pragma once

#include "domain/mail/ids.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace mailfile {

/// Puts rows in order of their optional time `received`. One without a time stays behind the one
/// before it; those of equal times keep their order.
template <typename Row>
void put_in_time_order(std::vector<Row>& rows) {
    std::vector<std::pair<domain::Timestamp, std::size_t>> order;
    order.reserve(rows.size());
    domain::Timestamp latest{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        latest = rows[i].received.value_or(latest);
        order.emplace_back(latest, i);
    }
    if (std::ranges::is_sorted(order)) {
        return;
    }
    std::ranges::sort(order);
    std::vector<Row> sorted;
    sorted.reserve(rows.size());
    for (const auto& [time, i] : order) {
        sorted.push_back(std::move(rows[i]));
    }
    rows = std::move(sorted);
}

} // namespace mailfile
