#include "testserver/scenario/output_marks.hpp"

#include <charconv>
#include <optional>

namespace testserver {
namespace {

/// "… {12}" announces a literal (RFC 3501 4.3).
std::optional<std::size_t> announced(std::string_view line) {
    const auto open = line.rfind('{');
    if (!line.ends_with('}') || open == std::string_view::npos) {
        return std::nullopt;
    }
    std::size_t size = 0;
    const auto digits = line.substr(open + 1, line.size() - open - 2);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    return whole ? std::optional{size} : std::nullopt;
}

} // namespace

OutputMarks mark(std::string_view responses) {
    OutputMarks marks;
    std::size_t at = 0;
    bool in_line = false; // Behind a literal the same line goes on.
    while (at < responses.size()) {
        if (!in_line) {
            marks.line_starts.push_back(at);
        }
        const auto end = responses.find("\r\n", at);
        if (end == std::string_view::npos) {
            break;
        }
        const auto size = announced(responses.substr(at, end - at));
        at = end + 2;
        in_line = size.has_value() && *size <= responses.size() - at;
        if (in_line) {
            marks.literals.push_back({at, *size});
            at += *size;
        }
    }
    return marks;
}

} // namespace testserver
