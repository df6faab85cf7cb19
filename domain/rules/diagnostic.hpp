#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace domain::rules {

enum class Severity : unsigned char { note, warning, error };

/// Bytes of the text that a diagnostic is about.
struct Span {
    std::size_t offset = 0;
    std::size_t length = 0;
};

/// What is wrong with a text that the user wrote, where, and what would be right.
struct Diagnostic {
    Severity severity = Severity::error;
    Span span;
    std::string message;
    std::string hint; ///< "did you mean subject:?"; may be empty.
};

bool has_errors(std::span<const Diagnostic> diagnostics);

/// Counted from 1 in code points, as editors count.
std::size_t column(std::string_view text, std::size_t offset);

/// The text with the span underlined, then message and hint: what a terminal shows.
std::string pointed_out(std::string_view text, const Diagnostic& diagnostic);

/// The candidate that a typing mistake most likely meant, if any is near enough.
std::optional<std::string_view>
nearest(std::string_view word, std::span<const std::string_view> candidates);

/// Where in the user's files a rule or one of its texts stands; counted from 1, 0 when not known.
struct Origin {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;

    [[nodiscard]] std::string text() const;
};

} // namespace domain::rules
