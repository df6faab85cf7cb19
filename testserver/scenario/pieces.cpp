#include "testserver/scenario/pieces.hpp"

#include <algorithm>
#include <string>

namespace testserver {

void add_in_pieces(Steps& to, std::string_view bytes, const Pieces& pieces) {
    if (pieces.bytes == 0) {
        if (!bytes.empty()) {
            to.emplace_back(step::Send{std::string{bytes}});
        }
        return;
    }
    while (!bytes.empty()) {
        const auto size = std::min<std::size_t>(pieces.bytes, bytes.size());
        to.emplace_back(step::Send{std::string{bytes.substr(0, size)}});
        to.emplace_back(step::Flush{});
        if (pieces.every.count() > 0) {
            to.emplace_back(step::Pause{pieces.every});
        }
        bytes.remove_prefix(size);
    }
}

} // namespace testserver
