#include "domain/rules/diagnostic.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace domain::rules {

namespace {

/// Longer words are no typing mistakes of ours, and the distance costs their product.
constexpr std::size_t max_compared_bytes = 40;

bool starts_code_point(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
}

/// Letters to insert, drop, replace or swap with their neighbour (optimal string alignment).
std::size_t distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> before_previous(to.size() + 1);
    std::vector<std::size_t> previous(to.size() + 1);
    std::vector<std::size_t> current(to.size() + 1);
    std::iota(previous.begin(), previous.end(), 0U);
    for (std::size_t i = 1; i <= from.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0U : 1U);
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
                current[j] = std::min(current[j], before_previous[j - 2] + 1);
            }
        }
        std::swap(before_previous, previous);
        std::swap(previous, current);
    }
    return previous[to.size()];
}

std::string_view severity_name(Severity severity) {
    switch (severity) {
    case Severity::note:
        return "note";
    case Severity::warning:
        return "warning";
    case Severity::error:
        return "error";
    }
    return "error";
}

} // namespace

bool has_errors(std::span<const Diagnostic> diagnostics) {
    return std::ranges::any_of(diagnostics, [](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::error;
    });
}

std::size_t column(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, std::min(offset, text.size()));
    return 1 + static_cast<std::size_t>(std::ranges::count_if(before, starts_code_point));
}

std::string pointed_out(std::string_view text, const Diagnostic& diagnostic) {
    const std::size_t start = column(text, diagnostic.span.offset);
    const std::size_t end = column(text, diagnostic.span.offset + diagnostic.span.length);
    std::string shown = "  " + std::string{text};
    std::ranges::replace_if(shown, [](char c) { return c >= 0 && c < ' '; }, ' ');
    shown += "\n  " + std::string(start - 1, ' ') + '^';
    shown += std::string(end > start ? end - start - 1 : 0, '~');
    shown += '\n' + std::string{severity_name(diagnostic.severity)} + ": " + diagnostic.message;
    if (!diagnostic.hint.empty()) {
        shown += "\nhint: " + diagnostic.hint;
    }
    return shown + '\n';
}

std::optional<std::string_view>
nearest(std::string_view word, std::span<const std::string_view> candidates) {
    if (word.empty() || word.size() > max_compared_bytes) {
        return std::nullopt;
    }
    const std::string lowered = ascii_lowered(word);
    // One mistake in three letters is as far as a guess is more helpful than annoying.
    std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
    std::optional<std::string_view> found;
    for (const std::string_view candidate : candidates) {
        const std::size_t away = distance(lowered, candidate);
        if (!candidate.empty() && away < best) {
            best = away;
            found = candidate;
        }
    }
    return found;
}

std::string Origin::text() const {
    std::string where = file;
    for (const std::size_t number : {line, column}) {
        if (number != 0) {
            where += (where.empty() ? "" : ":") + std::to_string(number);
        }
    }
    return where;
}

} // namespace domain::rules
