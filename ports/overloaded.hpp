#pragma once

namespace ports {

/// One callable out of several, for std::visit: events and actions are variants.
template <typename... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};

template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

} // namespace ports
