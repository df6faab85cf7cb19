#pragma once

namespace testserver {

/// One callable out of several, for std::visit.
template <typename... Each>
struct Overloaded : Each... {
    using Each::operator()...;
};

} // namespace testserver
