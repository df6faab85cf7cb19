#pragma once

#include <cstddef>

namespace console {

/// Where a stream leads.
bool is_terminal(int descriptor);

/// Its columns; 80 where it has none.
std::size_t columns(int descriptor);

} // namespace console
