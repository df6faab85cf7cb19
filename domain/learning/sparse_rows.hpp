#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace domain::learning {

/// A table of many short rows in one block of memory: for each feature the few labels that have a
/// weight for it. Cells of a row are sorted by their `node`. A row that outgrows its place moves to
/// one of twice the size; the place it leaves is used again.
template <typename Cell>
class SparseRows {
public:
    explicit SparseRows(std::size_t rows) : rows_(rows), free_(largest_class + 1) {}

    [[nodiscard]] std::size_t size() const { return rows_.size(); }

    [[nodiscard]] std::span<const Cell> row(std::size_t index) const {
        const Row& row = rows_[index];
        return {pool_.data() + row.offset, row.size};
    }

    /// The same to change, but for their nodes. Valid until the next cell is made.
    [[nodiscard]] std::span<Cell> cells(std::size_t index) {
        const Row& row = rows_[index];
        return {pool_.data() + row.offset, row.size};
    }

    [[nodiscard]] const Cell* find(std::size_t index, std::uint16_t node) const {
        const auto cells = row(index);
        const auto at = std::ranges::lower_bound(cells, node, {}, &Cell::node);
        return at != cells.end() && at->node == node ? &*at : nullptr;
    }

    /// The cell of that node, made if it is not there. Valid until the next call.
    Cell& cell(std::size_t index, std::uint16_t node) {
        Row& row = rows_[index];
        const std::span cells{pool_.data() + row.offset, row.size};
        const auto at = std::ranges::lower_bound(cells, node, {}, &Cell::node);
        if (at != cells.end() && at->node == node) {
            return *at;
        }
        return insert(row, static_cast<std::size_t>(at - cells.begin()), node);
    }

private:
    // A row has at most 2^16 cells, one for each node.
    static constexpr unsigned largest_class = 16;
    static constexpr unsigned no_place = 0xFFFF;

    struct Row {
        std::uint32_t offset = 0;
        std::uint16_t size = 0;
        std::uint16_t size_class = no_place;
    };

    Cell& insert(Row& row, std::size_t position, std::uint16_t node) {
        if (row.size_class == no_place || row.size == 1U << row.size_class) {
            move_to_larger_place(row);
        }
        const auto first = pool_.begin() + row.offset;
        const auto at = first + static_cast<std::ptrdiff_t>(position);
        std::move_backward(at, first + row.size, first + row.size + 1);
        ++row.size;
        *at = Cell{.node = node};
        return *at;
    }

    void move_to_larger_place(Row& row) {
        const unsigned wanted = row.size_class == no_place ? 0 : row.size_class + 1U;
        const std::uint32_t target = place(wanted);
        std::copy_n(pool_.begin() + row.offset, row.size, pool_.begin() + target);
        if (row.size_class != no_place) {
            free_[row.size_class].push_back(row.offset);
        }
        row.offset = target;
        row.size_class = static_cast<std::uint16_t>(wanted);
    }

    std::uint32_t place(unsigned size_class) {
        if (!free_[size_class].empty()) {
            const auto offset = free_[size_class].back();
            free_[size_class].pop_back();
            return offset;
        }
        const auto offset = static_cast<std::uint32_t>(pool_.size());
        pool_.resize(pool_.size() + (std::size_t{1} << size_class));
        return offset;
    }

    std::vector<Row> rows_;
    std::vector<Cell> pool_;
    std::vector<std::vector<std::uint32_t>> free_;
};

} // namespace domain::learning
