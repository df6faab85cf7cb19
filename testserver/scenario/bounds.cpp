#include "testserver/scenario/bounds.hpp"

namespace testserver {

std::string text_of(const Bounds& bounds) {
    if (bounds.least == bounds.most) {
        return std::to_string(bounds.least);
    }
    const bool open = bounds.most == Bounds{}.most;
    return std::to_string(bounds.least) +
           (open ? " or more" : " to " + std::to_string(bounds.most));
}

} // namespace testserver
