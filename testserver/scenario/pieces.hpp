#pragma once

#include "testserver/scenario/step.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace testserver {

/// How bytes leave: in pieces, each some time after the one before it.
struct Pieces {
    std::uint64_t bytes = 0; ///< Of a piece; 0 for as they come.
    std::chrono::milliseconds every{0};
};

/// Each piece is a segment, and a TLS record, of its own.
void add_in_pieces(Steps& to, std::string_view bytes, const Pieces& pieces);

} // namespace testserver
