#pragma once

#include <span>
#include <string_view>

namespace testserver {

/// A line that a real server was seen to send and no grammar allows (FAULTS B, the malformed-line
/// list).
struct MalformedLine {
    std::string_view name;
    std::string_view bytes;
    std::string_view what;
};

std::span<const MalformedLine> malformed_lines();

/// Null when there is none of that name.
const MalformedLine* find_malformed(std::string_view name);

} // namespace testserver
