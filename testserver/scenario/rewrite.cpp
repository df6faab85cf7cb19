#include "testserver/scenario/rewrite.hpp"

#include "testserver/scenario/output_marks.hpp"

#include <utility>

namespace testserver {
namespace {

std::string rewritten_line(std::string line, std::span<const action::Rewrite> rewrites) {
    for (const auto& rewrite : rewrites) {
        line = rewrite.find.replaced_in(std::move(line), rewrite.put);
    }
    return line;
}

/// What stands between two literals: lines with their ends; the last may have none.
void add_lines(std::string& to, std::string_view text, std::span<const action::Rewrite> rewrites) {
    while (!text.empty()) {
        const auto end = text.find("\r\n");
        const auto line = text.substr(0, end);
        const auto rest = end == std::string_view::npos ? std::string_view{} : text.substr(end);
        const auto line_end = rest.substr(0, 2);
        const auto now = rewritten_line(std::string{line}, rewrites);
        if (!now.empty() || line.empty()) {
            to.append(now).append(line_end);
        }
        text = rest.substr(line_end.size());
    }
}

} // namespace

std::string rewritten(std::string_view responses, std::span<const action::Rewrite> rewrites) {
    std::string all;
    std::size_t at = 0;
    for (const auto& literal : mark(responses).literals) {
        add_lines(all, responses.substr(at, literal.start - at), rewrites);
        all += responses.substr(literal.start, literal.size);
        at = literal.start + literal.size;
    }
    add_lines(all, responses.substr(at), rewrites);
    return all;
}

} // namespace testserver
