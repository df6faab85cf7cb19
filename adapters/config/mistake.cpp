#include "adapters/config/mistake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace config {

namespace {

using domain::rules::Severity;

std::string_view name(Severity severity) {
    switch (severity) {
    case Severity::note:
        return "note";
    case Severity::warning:
        return "warning";
    case Severity::error:
        return "error";
    }
    return {};
}

bool is_error(const Mistake& mistake) {
    return mistake.severity == Severity::error;
}

} // namespace

std::string text(const Mistake& mistake) {
    std::string lines =
        fmt::format("{}: {}: {}", mistake.place, name(mistake.severity), mistake.message);
    if (!mistake.excerpt.empty()) {
        lines += '\n' + mistake.excerpt;
    }
    if (!mistake.hint.empty()) {
        lines += "\n  hint: " + mistake.hint;
    }
    return lines;
}

std::string underlined(std::string_view text, domain::rules::Span span) {
    if (text.empty()) {
        return {};
    }
    const std::size_t start = domain::rules::column(text, span.offset);
    const std::size_t end = domain::rules::column(text, span.offset + span.length);
    std::string line{text};
    std::ranges::replace_if(line, [](char c) { return c >= '\0' && c < ' '; }, ' ');
    const std::string tail(end > start ? end - start - 1 : 0, '~');
    return fmt::format("    {}\n    {:{}}^{}", line, "", start - 1, tail);
}

std::optional<ports::Failure> failure(std::span<const Mistake> mistakes) {
    const auto errors = std::ranges::count_if(mistakes, is_error);
    if (errors == 0) {
        return std::nullopt;
    }
    std::string sentence = errors == 1 ? "the configuration has a mistake"
                                       : fmt::format("the configuration has {} mistakes", errors);
    for (const Mistake& mistake : mistakes) {
        if (is_error(mistake)) {
            sentence += '\n' + text(mistake);
        }
    }
    return ports::Failure{ports::FailureKind::config, sentence, "", {}};
}

} // namespace config
