#include "domain/learning/text_shape.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace domain::learning {

namespace {

// Enough of a line to know what it introduces.
constexpr std::size_t looked_at = 60;

constexpr std::array<std::string_view, 3> forward_lines{
    "forwarded by", "forwarded message", "begin forwarded"
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

// Six counters in one number, so that a character costs one look-up and one addition.
constexpr unsigned counter_bits = 10;
constexpr std::uint64_t counter_limit = (1U << counter_bits) - 1;

enum Counter : unsigned char { letter, capital, digit, question, exclamation, sum };

constexpr std::uint64_t one(Counter counter) {
    return std::uint64_t{1} << (counter * counter_bits);
}

constexpr auto counters_of = [] {
    std::array<std::uint64_t, 256> counters{};
    for (std::size_t c = 0; c < counters.size(); ++c) {
        const bool is_capital = c >= 'A' && c <= 'Z';
        const bool is_letter = is_capital || (c >= 'a' && c <= 'z') || c >= 0x80;
        counters.at(c) = (is_letter ? one(letter) : 0) + (is_capital ? one(capital) : 0) +
                         (c >= '0' && c <= '9' ? one(digit) : 0);
    }
    counters['?'] = one(question);
    counters['!'] = one(exclamation);
    counters['$'] = one(sum);
    return counters;
}();

std::uint64_t counters_at(char c) {
    return counters_of[static_cast<unsigned char>(c)]; // NOLINT(*-constant-array-index): 256 long.
}

void count_characters(std::string_view line, TextShape& shape) {
    while (!line.empty()) {
        const auto part = line.substr(0, counter_limit);
        std::uint64_t counted = 0;
        for (const char c : part) {
            counted += counters_at(c);
        }
        const auto of = [counted](Counter counter) -> std::size_t {
            return counted >> (counter * counter_bits) & counter_limit;
        };
        shape.letters += of(letter);
        shape.capitals += of(capital);
        shape.digits += of(digit);
        shape.questions += of(question);
        shape.exclamations += of(exclamation);
        shape.sums += of(sum);
        line.remove_prefix(part.size());
    }
}

std::size_t count_words(std::string_view line) {
    constexpr auto word_characters = (one(letter) | one(digit));
    std::size_t words = 0;
    bool inside = false;
    for (const char c : line) {
        const bool part = (counters_at(c) & word_characters) != 0;
        words += part && !inside ? 1U : 0U;
        inside = part;
    }
    return words;
}

bool introduces_a_forwarded_message(std::string_view head) {
    // What most lines lack is looked for first.
    return (head.find("forward") != std::string_view::npos && std::ranges::any_of(
                                                                  forward_lines,
                                                                  [head](std::string_view known) {
                                                                      return head.find(known) !=
                                                                             std::string_view::npos;
                                                                  }
                                                              )) ||
           head.find("original message") != std::string_view::npos;
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
    shape.forwards += introduces_a_forwarded_message(head) ? 1U : 0U;
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
