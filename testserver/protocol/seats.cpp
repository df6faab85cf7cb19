#include "testserver/protocol/seats.hpp"

namespace testserver {

bool Seats::take(std::uint64_t connection, std::uint64_t most, Instant now) {
    std::erase_if(taken_, [now](const auto& each) { return each.second && *each.second <= now; });
    if (taken_.size() >= most && !taken_.contains(connection)) {
        return false;
    }
    taken_[connection] = std::nullopt;
    return true;
}

void Seats::leave(std::uint64_t connection) {
    taken_.erase(connection);
}

void Seats::drop(std::uint64_t connection, Instant until) {
    if (const auto seat = taken_.find(connection); seat != taken_.end()) {
        seat->second = until;
    }
}

} // namespace testserver
