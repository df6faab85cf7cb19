#include "domain/learning/text_shape.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <array>

namespace domain::learning {

namespace {

// Enough of a line to know what it introduces.
constexpr std::size_t looked_at = 60;

constexpr std::array<std::string_view, 4> forward_lines{
    "forwarded by", "forwarded message", "original message", "begin forwarded"
};

// What begins the header that mail programs set above a message that they forward or answer.
constexpr std::array<std::string_view, 6> inner_fields{
    "from:", "to:", "cc:", "sent:", "subject:", "date:"
};

bool begins_inner_field(std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of("> \t"), line.size()));
    return std::ranges::any_of(inner_fields, [line](std::string_view name) {
        return line.starts_with(name);
    });
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (static_cast<unsigned char>(c) >= 0x80);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

void count_characters(std::string_view line, TextShape& shape) {
    for (const char c : line) {
        shape.letters += is_letter(c) ? 1U : 0U;
        shape.capitals += c >= 'A' && c <= 'Z' ? 1U : 0U;
        shape.digits += is_digit(c) ? 1U : 0U;
        shape.questions += c == '?' ? 1U : 0U;
        shape.exclamations += c == '!' ? 1U : 0U;
        shape.sums += c == '$' ? 1U : 0U;
    }
}

std::size_t count_words(std::string_view line) {
    std::size_t words = 0;
    bool inside = false;
    for (const char c : line) {
        const bool part = is_letter(c) || is_digit(c);
        words += part && !inside ? 1U : 0U;
        inside = part;
    }
    return words;
}

void count_line(std::string_view line, TextShape& shape) {
    const auto start = line.find_first_not_of(" \t\r");
    if (start == std::string_view::npos) {
        return;
    }
    line.remove_prefix(start);
    std::array<char, looked_at> lowered{};
    const auto looked = line.substr(0, looked_at);
    std::ranges::transform(looked, lowered.begin(), ascii_lower);
    const std::string_view head{lowered.data(), looked.size()};
    shape.forwards +=
        std::ranges::any_of(
            forward_lines,
            [&head](std::string_view known) { return head.find(known) != std::string_view::npos; }
        )
            ? 1U
            : 0U;
    shape.inner_subjects += head.starts_with("subject:") ? 1U : 0U;
    shape.foreign = shape.foreign || shape.forwards > 0 || begins_inner_field(head);
    if (head.starts_with('>')) {
        shape.foreign = true;
        ++shape.quotes;
        return;
    }
    const auto end = line.find_last_not_of(" \t\r") + 1;
    const auto trimmed = line.substr(0, end);
    shape.quotes += trimmed.ends_with("wrote:") || trimmed.ends_with("writes:") ? 1U : 0U;
    shape.foreign = shape.foreign || shape.quotes > 0;
    shape.own_words += shape.foreign ? 0 : count_words(trimmed);
    count_characters(trimmed, shape);
}

} // namespace

TextShape shape_of(std::string_view text) {
    TextShape shape;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        ++shape.lines;
        count_line(text.substr(0, end), shape);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return shape;
}

} // namespace domain::learning
