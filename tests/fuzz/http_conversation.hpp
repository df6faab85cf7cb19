#pragma once

#include "testserver/http/http_session.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>

namespace fuzz {

/// What a session says to these bytes when they come in pieces of that size; every other step as
/// "|". Aborts where it says something that is no answer.
inline std::string
spoken(testserver::HttpSession session, std::string_view bytes, std::size_t piece) {
    const testserver::Instant now{std::chrono::seconds{1'700'000'000}};
    std::string said;
    const auto take = [&] {
        for (auto steps = session.take_steps(); !steps.empty(); steps = session.take_steps()) {
            for (const auto& step : steps) {
                const auto* send = std::get_if<testserver::step::Send>(&step);
                said += send != nullptr ? send->bytes : "|";
            }
        }
    };
    for (; !bytes.empty() && !session.finished();
         bytes.remove_prefix(std::min(piece, bytes.size()))) {
        session.receive(bytes.substr(0, piece), now);
        take();
    }
    take();
    if (!said.empty() && !said.starts_with("HTTP/1.1 ") && said.front() != '|') {
        std::abort();
    }
    return said;
}

} // namespace fuzz
