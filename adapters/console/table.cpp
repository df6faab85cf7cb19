#include "adapters/console/table.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace console {

namespace {

constexpr std::size_t gap = 2;
/// A column that shrank below this says nothing any more.
constexpr std::size_t least_width = 8;

void end_line(std::string& text) {
    text.resize(text.find_last_not_of(' ') + 1);
    text += '\n';
}

} // namespace

void Table::add(std::vector<std::string> cells) {
    cells.resize(columns_.size());
    std::ranges::transform(cells, cells.begin(), harmless);
    rows_.push_back(std::move(cells));
}

std::vector<std::size_t> Table::widths(std::size_t columns) const {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        std::size_t widest = width(columns_[i].title);
        for (const auto& row : rows_) {
            widest = std::max(widest, width(row[i]));
        }
        widths.push_back(widest);
    }
    std::size_t used = std::accumulate(widths.begin(), widths.end(), gap * (columns_.size() - 1));
    while (used > columns) {
        std::size_t* widest = nullptr;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const bool may = columns_[i].shrinks && widths[i] > least_width;
            if (may && (widest == nullptr || widths[i] > *widest)) {
                widest = &widths[i];
            }
        }
        if (widest == nullptr) {
            break;
        }
        --*widest;
        --used;
    }
    return widths;
}

std::string Table::text(std::size_t columns) const {
    if (columns_.empty()) {
        return {};
    }
    const std::vector<std::size_t> wide = widths(columns);
    const auto line = [&](const auto& cell_of) {
        std::string text;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            text += (i == 0 ? "" : std::string(gap, ' ')) +
                    padded(cell_of(i), wide[i], columns_[i].side);
        }
        end_line(text);
        return text;
    };
    std::string text;
    if (std::ranges::any_of(columns_, [](const Column& one) { return !one.title.empty(); })) {
        text += line([&](std::size_t i) { return columns_[i].title; });
    }
    for (const auto& row : rows_) {
        text += line([&](std::size_t i) { return row[i]; });
    }
    return text;
}

} // namespace console
