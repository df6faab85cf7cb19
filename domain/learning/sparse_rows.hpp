#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace domain::learning {

/// A table of many short rows: for each feature the few labels that have a weight for it. Cells of
/// a row are sorted by their `node`. A row that outgrows its place moves to one of twice the size;
/// the place it leaves is used again. The cells lie in blocks that never move: nothing is copied
/// when the table grows, and no spare room is kept for it.
template <typename Cell>
class SparseRows {
public:
    explicit SparseRows(std::size_t rows) : rows_(rows), free_(largest_class + 1) {}

    [[nodiscard]] std::size_t size() const { return rows_.size(); }

    [[nodiscard]] std::span<const Cell> row(std::size_t index) const {
        const Row& row = rows_[index];
        return row.size == 0 ? std::span<const Cell>{} : std::span{at(row.offset), row.size};
    }

    /// Asks the processor to fetch where a row lies, before expect() asks for what is in it.
    void expect_place(std::size_t index) const { __builtin_prefetch(&rows_[index]); }

    /// Asks the processor to fetch a row that is read soon. The rows of a message lie far apart,
    /// and waiting for them would be most of the time that a message takes.
    void expect(std::size_t index) const {
        constexpr std::size_t cache_line = 64;
        constexpr std::size_t most = 8 * cache_line;
        const auto bytes = std::as_bytes(row(index));
        for (std::size_t at = 0; at < std::min(bytes.size(), most); at += cache_line) {
            __builtin_prefetch(bytes.data() + at);
        }
    }

    /// The same to change, but for their nodes. Valid until the next cell is made.
    [[nodiscard]] std::span<Cell> cells(std::size_t index) { return of_row(rows_[index]); }

    [[nodiscard]] const Cell* find(std::size_t index, std::uint16_t node) const {
        const auto cells = row(index);
        const std::size_t at = position_of(cells, node);
        return at < cells.size() && cells[at].node == node ? &cells[at] : nullptr;
    }

    /// The cell of that node, made if it is not there. Valid until the next call.
    Cell& cell(std::size_t index, std::uint16_t node) {
        Row& row = rows_[index];
        const auto cells = of_row(row);
        const std::size_t at = position_of(cells, node);
        if (at < cells.size() && cells[at].node == node) {
            return cells[at];
        }
        return insert(row, at, node);
    }

private:
    // A row has at most 2^16 cells, one for each node: it fits into a block.
    static constexpr unsigned largest_class = 16;
    static constexpr std::uint32_t block_size = 1U << largest_class;
    static constexpr unsigned no_place = 0xFFFF;

    struct Row {
        std::uint32_t offset = 0;
        std::uint16_t size = 0;
        std::uint16_t size_class = no_place;
    };

    // Of the first cell that is not before the node. Halves without a branch: which half it is
    // cannot be foretold, and a wrong guess costs more than a step.
    static std::size_t position_of(std::span<const Cell> cells, std::uint16_t node) {
        const Cell* first = cells.data();
        std::size_t left = cells.size();
        if (left > 0 && first[left - 1].node < node) { // New labels have the highest nodes.
            return left;
        }
        while (left > 1) {
            const std::size_t half = left / 2;
            first += half * static_cast<std::size_t>(first[half - 1].node < node);
            left -= half;
        }
        const auto before = static_cast<std::size_t>(first - cells.data());
        return before + static_cast<std::size_t>(left == 1 && first->node < node);
    }

    [[nodiscard]] const Cell* at(std::uint32_t offset) const {
        return blocks_[offset / block_size].data() + offset % block_size;
    }

    [[nodiscard]] Cell* at(std::uint32_t offset) {
        return blocks_[offset / block_size].data() + offset % block_size;
    }

    [[nodiscard]] std::span<Cell> of_row(const Row& row) {
        return row.size == 0 ? std::span<Cell>{} : std::span{at(row.offset), row.size};
    }

    Cell& insert(Row& row, std::size_t position, std::uint16_t node) {
        if (row.size_class == no_place || row.size == 1U << row.size_class) {
            move_to_larger_place(row);
        }
        Cell* const first = at(row.offset);
        Cell* const made = first + position;
        if (position < row.size) {
            std::move_backward(made, first + row.size, first + row.size + 1);
        }
        ++row.size;
        *made = Cell{.node = node};
        return *made;
    }

    void move_to_larger_place(Row& row) {
        const unsigned wanted = row.size_class == no_place ? 0 : row.size_class + 1U;
        const std::uint32_t target = place(wanted);
        std::ranges::copy(of_row(row), at(target));
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
        const std::uint32_t size = 1U << size_class;
        if (blocks_.empty() || blocks_.back().size() + size > block_size) {
            begin_block();
        }
        auto& block = blocks_.back();
        const auto offset =
            static_cast<std::uint32_t>((blocks_.size() - 1) * block_size + block.size());
        if (size == 1) { // Most places are; resize() takes ten times as long for them.
            block.emplace_back();
        } else {
            block.resize(block.size() + size);
        }
        return offset;
    }

    // What is left of the last block serves shorter rows.
    void begin_block() {
        if (!blocks_.empty()) {
            auto& last = blocks_.back();
            for (unsigned size_class = largest_class; size_class-- > 0;) {
                const std::size_t size = std::size_t{1} << size_class;
                if (last.size() + size <= block_size) {
                    const auto offset = (blocks_.size() - 1) * block_size + last.size();
                    free_[size_class].push_back(static_cast<std::uint32_t>(offset));
                    last.resize(last.size() + size);
                }
            }
        }
        blocks_.emplace_back().reserve(block_size);
    }

    std::vector<Row> rows_;
    std::vector<std::vector<Cell>> blocks_;
    std::vector<std::vector<std::uint32_t>> free_; ///< Places by size class.
};

/// Calls `use(feature)` for each feature of a message, in order; its row is close by then.
template <typename Cell, typename Features, typename Use>
void for_each_expected(const SparseRows<Cell>& rows, Features& features, const Use& use) {
    constexpr std::size_t ahead = 6;
    constexpr std::size_t far_ahead = 16;
    const std::span all{features};
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i + far_ahead < all.size()) {
            rows.expect_place(all[i + far_ahead].id);
        }
        if (i + ahead < all.size()) {
            rows.expect(all[i + ahead].id);
        }
        use(all[i]);
    }
}

/// Calls `use(feature, row)` for each feature of a message, in order.
template <typename Cell, typename Features, typename Use>
void for_each_row(const SparseRows<Cell>& rows, const Features& features, const Use& use) {
    for_each_expected(rows, features, [&](const auto& feature) {
        use(feature, rows.row(feature.id));
    });
}

} // namespace domain::learning
