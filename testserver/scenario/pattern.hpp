#pragma once

#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
} // namespace re2

namespace testserver {

/// A regular expression over bytes, in any case. It takes time in proportion to the line and no
/// stack: lines come from the network, and their length is the peer's choice. So it knows no
/// look-around and no back-references.
class Pattern {
public:
    /// The empty expression, which is found in every line.
    Pattern();

    /// Or why the text is none.
    static tl::expected<Pattern, std::string> parse(std::string text);

    [[nodiscard]] const std::string& text() const { return text_; }

    [[nodiscard]] bool found_in(std::string_view line) const;

    /// Every match replaced: $1 to $9 stand for what a group matched, $& for the whole match, $$
    /// for a dollar sign.
    [[nodiscard]] std::string replaced_in(std::string line, std::string_view put) const;

    /// Why `put` can't stand in for a match: it speaks of a group that there is not; else empty.
    [[nodiscard]] std::string problem_with(std::string_view put) const;

private:
    Pattern(std::string text, std::shared_ptr<const re2::RE2> expression);

    std::string text_;
    std::shared_ptr<const re2::RE2> expression_; ///< It can't be copied itself.
};

} // namespace testserver
