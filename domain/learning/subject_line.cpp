#include "domain/learning/subject_line.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <array>

namespace domain::learning {

namespace {

// What mail programs write in front of a subject, by language.
constexpr std::array<std::string_view, 15> reply_marks{
    "re",
    "fw",
    "fwd",
    "aw",
    "wg",
    "sv",
    "vs",
    "rv",
    "tr",
    "res",
    "enc",
    "antw",
    "odp",
    "ynt",
    "回复"
};

constexpr std::size_t longest_mark = 8;

} // namespace

std::string_view without_reply_marks(std::string_view subject) {
    for (;;) {
        subject.remove_prefix(std::min(subject.find_first_not_of(" \t"), subject.size()));
        const auto colon = subject.find(':');
        if (colon > longest_mark) { // Or there is none.
            return subject;
        }
        const auto mark = subject.substr(0, std::min(colon, subject.find_first_of("[( ")));
        if (std::ranges::none_of(reply_marks, [mark](std::string_view known) {
                return equal_ignoring_case(known, mark);
            })) {
            return subject;
        }
        subject.remove_prefix(colon + 1);
    }
}

std::string normalised_subject(std::string_view subject) {
    std::string normal;
    for (const char c : without_reply_marks(subject)) {
        const bool digit = c >= '0' && c <= '9';
        const char mapped = digit ? '#' : (c == '\t' ? ' ' : ascii_lower(c));
        const bool repeats = !normal.empty() && normal.back() == mapped;
        if (!repeats || (mapped != ' ' && mapped != '#')) {
            normal += mapped;
        }
    }
    return normal;
}

} // namespace domain::learning
