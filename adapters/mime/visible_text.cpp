#include "adapters/mime/visible_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace mime {

namespace {

constexpr std::string_view no_break_space = "\xc2\xa0";

/// Soft hyphen, combining grapheme joiner, zero-width space, non-joiner, joiner, word joiner, BOM.
constexpr std::array<std::string_view, 7> invisible{
    "\xc2\xad",
    "\xcd\x8f",
    "\xe2\x80\x8b",
    "\xe2\x80\x8c",
    "\xe2\x80\x8d",
    "\xe2\x81\xa0",
    "\xef\xbb\xbf"
};

bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}

/// Only these lead bytes begin one of the characters above.
bool may_be_special(char c) {
    return c == '\xc2' || c == '\xcd' || c == '\xe2' || c == '\xef';
}

std::size_t invisible_length(std::string_view text) {
    const auto* const found = std::ranges::find_if(invisible, [text](std::string_view one) {
        return text.starts_with(one);
    });
    return found == invisible.end() ? 0 : found->size();
}

} // namespace

void VisibleText::append(std::string_view text) {
    while (!text.empty()) {
        if (is_blank(text.front())) {
            separate();
            text.remove_prefix(1);
        } else if (text.starts_with(no_break_space)) {
            separate();
            text.remove_prefix(no_break_space.size());
        } else if (const std::size_t length = invisible_length(text); length != 0) {
            text.remove_prefix(length);
        } else {
            const auto* const end = std::find_if(text.begin() + 1, text.end(), [](char c) {
                return is_blank(c) || may_be_special(c);
            });
            const std::string_view word{text.begin(), end};
            if (gap_ != Gap::none && !text_.empty()) {
                text_ += gap_ == Gap::line ? '\n' : ' ';
            }
            gap_ = Gap::none;
            text_ += word;
            text.remove_prefix(word.size());
        }
    }
}

std::string VisibleText::take() {
    gap_ = Gap::none;
    return std::move(text_);
}

} // namespace mime
