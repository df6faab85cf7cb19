#pragma once

#include "adapters/console/visible.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace console {

/// Rows with columns that line up, fitted to a width: where there is not enough room, the columns
/// that may shrink give it up, widest first. Cells are made harmless.
class Table {
public:
    struct Column {
        std::string title; ///< When all are empty there is no head.
        Side side = Side::left;
        bool shrinks = false;
    };

    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

    /// Missing cells are empty.
    void add(std::vector<std::string> cells);

    /// Every line with its line end and without blanks at its end.
    [[nodiscard]] std::string text(std::size_t columns) const;

private:
    [[nodiscard]] std::vector<std::size_t> widths(std::size_t columns) const;

    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

} // namespace console
