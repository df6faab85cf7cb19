#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace domain::learning {

/// How many cells a place of that class holds. Two to the octave: 1, 2, 3, 4, 6, 8, 12 … With
/// powers of two alone a quarter of all cells would lie empty.
constexpr std::uint32_t place_size(unsigned size_class) {
    const unsigned octave = (size_class + 1) / 2;
    return size_class % 2 == 1 ? 1U << octave : 1U << octave | (1U << octave) >> 1U;
}

/// A table of many short rows: for each feature the few labels that have a weight for it. Cells of
/// a row are sorted by their `node`. A row that outgrows its place moves to the next larger size of
/// places; the one it leaves is used again. The cells lie in blocks that never move: nothing is
/// copied when the table grows, and no spare room is kept for it.
template <typename Cell>
class SparseRows {
public:
    explicit SparseRows(std::size_t rows) : rows_(rows) {}

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
    static constexpr std::uint32_t block_size = 1U << 16U;
    static constexpr unsigned size_classes = 32;
    static_assert(place_size(size_classes - 1) == block_size);

    struct Row {
        std::uint32_t offset = 0;
        std::uint16_t size = 0;
        std::uint16_t places = 0; ///< So many it has had: each of the next size class.
    };

    // Of the first cell that is not before the node. Nodes are sorted and no two are the same, so
    // the place of one is known up to the number of nodes that the row lacks: for a frequent token,
    // exactly. Halves without a branch: which half it is cannot be foretold, and a wrong guess
    // costs more than a step.
    static std::size_t position_of(std::span<const Cell> cells, std::size_t node) {
        if (cells.empty() || cells.back().node < node) { // New labels have the highest nodes.
            return cells.size();
        }
        const std::size_t lacking = cells.back().node + std::size_t{1} - cells.size();
        const std::size_t lowest = node - std::min(node, lacking);
        const Cell* first = cells.data() + lowest;
        std::size_t left = std::min(node, cells.size() - 1) - lowest;
        while (left > 0) {
            const std::size_t half = (left + 1) / 2;
            first += half * static_cast<std::size_t>(first[half - 1].node < node);
            left -= half;
        }
        return static_cast<std::size_t>(first - cells.data());
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
        if (row.places == 0 || row.size == place_size(row.places - 1U)) {
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
        const std::uint32_t target = place(row.places);
        std::ranges::copy(of_row(row), at(target));
        if (row.places > 0) {
            free_.at(row.places - 1U).push_back(row.offset);
        }
        row.offset = target;
        ++row.places;
    }

    std::uint32_t place(unsigned size_class) {
        auto& free = free_.at(size_class);
        if (!free.empty()) {
            const auto offset = free.back();
            free.pop_back();
            return offset;
        }
        const std::uint32_t size = place_size(size_class);
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
            for (unsigned size_class = size_classes; size_class-- > 0;) {
                const std::size_t size = place_size(size_class);
                if (last.size() + size <= block_size) {
                    const auto offset = (blocks_.size() - 1) * block_size + last.size();
                    free_.at(size_class).push_back(static_cast<std::uint32_t>(offset));
                    last.resize(last.size() + size);
                }
            }
        }
        blocks_.emplace_back().reserve(block_size);
    }

    std::vector<Row> rows_;
    std::vector<std::vector<Cell>> blocks_;
    std::array<std::vector<std::uint32_t>, size_classes> free_; ///< Places by size class.
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
