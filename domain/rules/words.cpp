#include "domain/rules/words.hpp"

#include "domain/mail/ascii.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace domain::rules {

namespace {

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

bool is_ascii_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// The code point that starts the text and its length; a broken one is {-1, 1}.
struct CodePoint {
    utf8proc_int32_t value = -1;
    std::size_t length = 1;
};

CodePoint first_code_point(std::string_view text) {
    CodePoint point;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto length =
        utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &point.value);
    if (length <= 0) {
        return {};
    }
    point.length = static_cast<std::size_t>(length);
    return point;
}

std::string without_broken_utf8(std::string_view text) {
    std::string whole;
    whole.reserve(text.size());
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        whole += point.value < 0 ? std::string_view{" "} : text.substr(0, point.length);
        text.remove_prefix(point.length);
    }
    return whole;
}

struct Range {
    utf8proc_int32_t first;
    utf8proc_int32_t last;
};

/// Scripts without spaces between words, and pictographs: each character is a word of its own, so
/// that any run of them is found as a phrase.
constexpr std::array<Range, 9> one_word_a_character{{
    {0x0e00, 0x0eff},   // Thai, Lao.
    {0x1000, 0x109f},   // Myanmar.
    {0x1780, 0x17ff},   // Khmer.
    {0x2600, 0x27bf},   // Symbols and dingbats.
    {0x2e80, 0x9fff},   // CJK, Hiragana, Katakana.
    {0xf900, 0xfaff},   // CJK compatibility.
    {0x1f000, 0x1faff}, // Emoji.
    {0x20000, 0x2ffff}, // CJK extensions.
    {0x30000, 0x3ffff},
}};

bool stands_alone(utf8proc_int32_t value) {
    return std::ranges::any_of(one_word_a_character, [value](Range range) {
        return value >= range.first && value <= range.last;
    });
}

enum class Role : unsigned char { separator, part, alone };

Role role_of(utf8proc_int32_t value) {
    if (value < 0) {
        return Role::separator;
    }
    switch (utf8proc_category(value)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return stands_alone(value) ? Role::alone : Role::part;
    case UTF8PROC_CATEGORY_SO:
        return stands_alone(value) ? Role::alone : Role::separator;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return Role::part;
    default:
        return Role::separator;
    }
}

/// Collects words with one space around each.
class Spacer {
public:
    explicit Spacer(std::size_t expected) { spaced_.reserve(expected + 2); }

    void part(std::string_view bytes) {
        if (!in_word_) {
            open();
        }
        spaced_ += bytes;
    }

    void alone(std::string_view bytes) {
        separate();
        open();
        spaced_ += bytes;
        separate();
    }

    void separate() {
        if (in_word_) {
            spaced_ += ' ';
            in_word_ = false;
        }
    }

    std::string take() && {
        separate();
        return std::move(spaced_);
    }

private:
    void open() {
        if (spaced_.empty()) {
            spaced_ += ' ';
        }
        in_word_ = true;
    }

    std::string spaced_;
    bool in_word_ = false;
};

} // namespace

std::string folded(std::string_view text) {
    if (std::ranges::all_of(text, is_ascii)) {
        return ascii_lowered(text);
    }
    const std::string whole = without_broken_utf8(text);
    utf8proc_uint8_t* mapped = nullptr;
    const auto length = utf8proc_map(
        reinterpret_cast<const utf8proc_uint8_t*>(whole.data()),
        static_cast<utf8proc_ssize_t>(whole.size()),
        &mapped,
        static_cast<utf8proc_option_t>(
            UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
            UTF8PROC_IGNORE
        )
    );
    // The library allocates with malloc.
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner{mapped, &std::free};
    if (length < 0) {
        return ascii_lowered(whole);
    }
    return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

std::string spaced_words(std::string_view text) {
    const std::string lowered = folded(text);
    Spacer spacer{lowered.size()};
    for (std::string_view rest = lowered; !rest.empty();) {
        if (is_ascii(rest.front())) {
            is_ascii_word(rest.front()) ? spacer.part(rest.substr(0, 1)) : spacer.separate();
            rest.remove_prefix(1);
            continue;
        }
        const CodePoint point = first_code_point(rest);
        switch (role_of(point.value)) {
        case Role::separator:
            spacer.separate();
            break;
        case Role::part:
            spacer.part(rest.substr(0, point.length));
            break;
        case Role::alone:
            spacer.alone(rest.substr(0, point.length));
            break;
        }
        rest.remove_prefix(point.length);
    }
    return std::move(spacer).take();
}

std::string label_key(std::string_view name) {
    std::string key = folded(name);
    std::ranges::replace_if(key, [](char c) { return c == ' ' || c == '/'; }, '-');
    return key;
}

} // namespace domain::rules
