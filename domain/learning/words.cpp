#include "domain/learning/words.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>

namespace domain::learning {

namespace {

enum class Kind : std::uint8_t { separator, letter, inner, ideograph };

constexpr auto ascii_kinds = [] {
    std::array<Kind, 128> kinds{};
    for (std::size_t c = 0; c < kinds.size(); ++c) {
        const bool letter =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        kinds[c] = letter ? Kind::letter : Kind::separator;
    }
    for (const char c : {'\'', '$', '.', '@', '-', '_'}) {
        kinds[static_cast<unsigned char>(c)] = Kind::inner;
    }
    return kinds;
}();

// Blocks of the scripts that put no space between words (Unicode 15, Blocks.txt).
constexpr bool unspaced(int c) {
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x0E00 && c <= 0x0EFF) ||
           (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}

Kind kind_of(int code_point) {
    switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
        return unspaced(code_point) ? Kind::ideograph : Kind::letter;
    default:
        return Kind::separator;
    }
}

// The full-width forms of ASCII are the same letters to a reader.
constexpr int narrowed(int code_point) {
    return code_point >= 0xFF01 && code_point <= 0xFF5E ? code_point - 0xFEE0 : code_point;
}

} // namespace

struct Words::Character {
    std::string_view bytes;
    int code_point = 0;
    Kind kind = Kind::separator;
};

Words::Character Words::read() const {
    const auto first = static_cast<unsigned char>(rest_.front());
    if (first < ascii_kinds.size()) {
        return {rest_.substr(0, 1), first, ascii_kinds[first]};
    }
    utf8proc_int32_t code_point = 0;
    const auto size = utf8proc_iterate(
        reinterpret_cast<const utf8proc_uint8_t*>(rest_.data()),
        static_cast<utf8proc_ssize_t>(std::min(rest_.size(), longest_character)),
        &code_point
    );
    if (size <= 0) {
        return {rest_.substr(0, 1), 0, Kind::separator};
    }
    return {rest_.substr(0, static_cast<std::size_t>(size)), code_point, kind_of(code_point)};
}

void Words::append(std::string_view bytes) {
    if (length_ + bytes.size() <= longest) {
        std::ranges::copy(bytes, word_.begin() + static_cast<std::ptrdiff_t>(length_));
        length_ += bytes.size();
    }
}

void Words::append_folded(int code_point) {
    if (length_ >= longest) {
        return;
    }
    const auto lowered = utf8proc_tolower(narrowed(code_point));
    length_ += static_cast<std::size_t>(
        utf8proc_encode_char(lowered, reinterpret_cast<utf8proc_uint8_t*>(word_.data() + length_))
    );
}

// A lone ideograph is a word; in a run each one forms a word with the one before it.
std::string_view Words::pair(const Character& character) {
    length_ = 0;
    append(previous_ideograph_);
    append(character.bytes);
    previous_ideograph_ = character.bytes;
    return {word_.data(), length_};
}

std::string_view Words::finish() {
    while (length_ > 0 && static_cast<unsigned char>(word_[length_ - 1]) < ascii_kinds.size() &&
           ascii_kinds[static_cast<unsigned char>(word_[length_ - 1])] == Kind::inner) {
        --length_;
    }
    return {word_.data(), length_};
}

std::string_view Words::next() {
    length_ = 0;
    while (!rest_.empty()) {
        const auto first = static_cast<unsigned char>(rest_.front());
        // Most mail is ASCII: this path does without decoding.
        if (first < ascii_kinds.size()) {
            const Kind kind = ascii_kinds[first];
            previous_ideograph_ = {};
            if (kind == Kind::letter || (kind == Kind::inner && length_ > 0)) {
                if (length_ < longest) {
                    word_[length_++] =
                        static_cast<char>(first >= 'A' && first <= 'Z' ? first - 'A' + 'a' : first);
                }
                rest_.remove_prefix(1);
                continue;
            }
            rest_.remove_prefix(1);
            if (length_ > 0) {
                return finish();
            }
            continue;
        }
        const Character character = read();
        if (character.kind == Kind::ideograph && length_ > 0) {
            return finish();
        }
        rest_.remove_prefix(character.bytes.size());
        if (character.kind == Kind::ideograph) {
            return pair(character);
        }
        previous_ideograph_ = {};
        if (character.kind == Kind::letter) {
            append_folded(character.code_point);
        } else if (length_ > 0) {
            return finish();
        }
    }
    return finish();
}

} // namespace domain::learning
