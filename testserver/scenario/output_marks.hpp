#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace testserver {

/// Where the literals and lines of some whole responses stand, in bytes from their start.
struct OutputMarks {
    struct Literal {
        std::size_t start = 0;
        std::size_t size = 0;
    };

    std::vector<Literal> literals;
    std::vector<std::size_t> line_starts; ///< Lines inside literals do not count.
};

OutputMarks mark(std::string_view responses);

} // namespace testserver
