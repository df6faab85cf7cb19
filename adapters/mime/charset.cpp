#include "adapters/mime/charset.hpp"

#include "adapters/mime/library.hpp"
#include "domain/mail/ascii.hpp"

#include <gmime/gmime-charset.h>
#include <gmime/gmime-iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>

namespace mime {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd"; // U+FFFD
constexpr char32_t replacement_character = 0xfffd;

/// What mail that says nothing, or nonsense, and is not UTF-8 was most often written in.
constexpr const char* fallback_charset = "windows-1252";

unsigned char byte(char c) {
    return static_cast<unsigned char>(c);
}

/// How many leading bytes are ASCII; eight at a time, because mail mostly is.
std::size_t ascii_prefix(std::string_view bytes) {
    std::size_t i = 0;
    for (; i + sizeof(std::uint64_t) <= bytes.size(); i += sizeof(std::uint64_t)) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, bytes.data() + i, sizeof eight);
        if ((eight & 0x8080808080808080U) != 0) {
            break;
        }
    }
    while (i < bytes.size() && byte(bytes[i]) < 0x80) {
        ++i;
    }
    return i;
}

/// What stands at the start of the bytes: a character of `length`, or `length` bytes that are none.
struct Sequence {
    std::size_t length = 1;
    bool valid = false;
    bool truncated = false; ///< More bytes could make it valid.
};

/// The range of the second byte, which is what excludes overlong forms, surrogates and characters
/// past U+10FFFF (Unicode, table 3-7).
std::pair<unsigned char, unsigned char> second_byte(unsigned char lead) {
    switch (lead) {
    case 0xe0:
        return {0xa0, 0xbf};
    case 0xed:
        return {0x80, 0x9f};
    case 0xf0:
        return {0x90, 0xbf};
    case 0xf4:
        return {0x80, 0x8f};
    default:
        return {0x80, 0xbf};
    }
}

std::size_t length_by_lead(unsigned char lead) {
    if (lead < 0x80) {
        return 1;
    }
    if (lead < 0xc2 || lead > 0xf4) {
        return 0;
    }
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

Sequence sequence_at(std::string_view bytes) {
    const std::size_t wanted = length_by_lead(byte(bytes[0]));
    if (wanted == 0) {
        return {};
    }
    auto [low, high] = second_byte(byte(bytes[0]));
    std::size_t length = 1;
    for (; length < wanted; ++length) {
        if (length == bytes.size()) {
            return {length, false, true};
        }
        if (byte(bytes[length]) < low || byte(bytes[length]) > high) {
            return {length, false, false};
        }
        low = 0x80;
        high = 0xbf;
    }
    return {length, true, false};
}

/// Where ASCII lives in the upper half too, senders of the narrow name mean the wide one: browsers
/// read Latin-1 as windows-1252 (WHATWG Encoding), Outlook sends GBK as gb2312.
std::string widened(std::string_view charset) {
    static constexpr std::array wider{
        std::pair<std::string_view, std::string_view>{"iso-8859-1", "windows-1252"},
        std::pair<std::string_view, std::string_view>{"latin1", "windows-1252"},
        std::pair<std::string_view, std::string_view>{"iso-8859-9", "windows-1254"},
        std::pair<std::string_view, std::string_view>{"iso-8859-11", "windows-874"},
        std::pair<std::string_view, std::string_view>{"tis-620", "windows-874"},
        std::pair<std::string_view, std::string_view>{"gb2312", "gb18030"},
        std::pair<std::string_view, std::string_view>{"gbk", "gb18030"},
        std::pair<std::string_view, std::string_view>{"shift_jis", "cp932"},
        std::pair<std::string_view, std::string_view>{"x-sjis", "cp932"},
        std::pair<std::string_view, std::string_view>{"euc-kr", "cp949"},
        std::pair<std::string_view, std::string_view>{"ks_c_5601-1987", "cp949"},
        std::pair<std::string_view, std::string_view>{"big5", "big5-hkscs"},
        std::pair<std::string_view, std::string_view>{"iso-8859-8-i", "iso-8859-8"},
        std::pair<std::string_view, std::string_view>{"unicode-1-1-utf-7", "utf-7"},
    };
    std::string lowered = domain::ascii_lowered(charset);
    const auto* const found =
        std::ranges::find(wider, lowered, [](const auto& row) { return row.first; });
    return found == wider.end() ? lowered : std::string{found->second};
}

bool names_utf8(std::string_view charset) {
    return charset == "utf-8" || charset == "utf8";
}

bool says_nothing(std::string_view charset) {
    return charset.empty() || charset == "us-ascii" || charset == "ascii" || charset == "default" ||
           charset == "x-unknown" || charset == "unknown-8bit";
}

/// ASCII bytes are ASCII in it: true of most charsets, but not of UTF-16, UTF-7 or ISO-2022.
bool extends_ascii(std::string_view charset) {
    static constexpr std::array families{"iso-8859-", "windows-125", "koi8-", "ansi_x3.4"};
    return std::ranges::any_of(families, [charset](std::string_view family) {
        return charset.starts_with(family);
    });
}

/// Letters, digits and "-_.:+" only: iconv takes a slash for options of its own.
bool is_charset_name(std::string_view name) {
    return std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.' || c == ':' || c == '+';
    });
}

/// An iconv descriptor to UTF-8.
class Converter {
public:
    explicit Converter(const std::string& charset)
        : descriptor_(is_charset_name(charset) ? opened(charset) : invalid()) {}

    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    ~Converter() {
        if (*this) {
            g_mime_iconv_close(descriptor_);
        }
    }

    explicit operator bool() const { return descriptor_ != invalid(); }

    std::string convert(std::string_view bytes, Ending ending) {
        std::string text;
        text.reserve(bytes.size() + (bytes.size() / 4));
        while (!bytes.empty()) {
            const int error = step(bytes, text);
            if (error == E2BIG || bytes.empty()) {
                continue;
            }
            if (error == EINVAL && ending == Ending::cut) {
                break;
            }
            text += replacement;
            bytes.remove_prefix(1);
        }
        flush(text);
        return text;
    }

private:
    static iconv_t opened(const std::string& charset) {
        // GMime looks the name up in a table that exists only then.
        initialise();
        return g_mime_iconv_open("UTF-8", charset.c_str());
    }

    /// As iconv_open says that it failed.
    static iconv_t invalid() {
        return reinterpret_cast<iconv_t>(-1); // NOLINT(performance-no-int-to-ptr): POSIX.
    }

    /// Converts until the buffer is full or a byte cannot be read; errno of the latter.
    int step(std::string_view& bytes, std::string& text) {
        std::array<char, 4096> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): filled.
        // iconv's signature is older than const; it only reads.
        char* in = const_cast<char*>(bytes.data()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
        std::size_t in_left = bytes.size();
        char* out = buffer.data();
        std::size_t out_left = buffer.size();
        const bool failed =
            iconv(descriptor_, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1);
        const int error = failed ? errno : 0;
        text.append(buffer.data(), buffer.size() - out_left);
        bytes.remove_prefix(bytes.size() - in_left);
        return error;
    }

    /// Some charsets hold a character back, in case a combining one follows.
    void flush(std::string& text) {
        std::array<char, 64> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): filled.
        char* out = buffer.data();
        std::size_t out_left = buffer.size();
        iconv(descriptor_, nullptr, nullptr, &out, &out_left);
        text.append(buffer.data(), buffer.size() - out_left);
    }

    iconv_t descriptor_;
};

std::optional<std::string>
converted(std::string_view bytes, const std::string& charset, Ending ending) {
    Converter converter{charset};
    if (!converter) {
        return std::nullopt;
    }
    // Some of iconv's decoders let surrogates through.
    return repaired_utf8(converter.convert(bytes, ending));
}

} // namespace

bool is_ascii(std::string_view bytes) {
    return ascii_prefix(bytes) == bytes.size();
}

bool is_utf8(std::string_view bytes, Ending ending) {
    while (!bytes.empty()) {
        bytes.remove_prefix(ascii_prefix(bytes));
        if (bytes.empty()) {
            break;
        }
        const Sequence sequence = sequence_at(bytes);
        if (!sequence.valid) {
            return sequence.truncated && ending == Ending::cut;
        }
        bytes.remove_prefix(sequence.length);
    }
    return true;
}

std::string repaired_utf8(std::string_view bytes, Ending ending) {
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t plain = ascii_prefix(bytes);
        text += bytes.substr(0, plain);
        bytes.remove_prefix(plain);
        if (bytes.empty()) {
            break;
        }
        const Sequence sequence = sequence_at(bytes);
        if (sequence.truncated && ending == Ending::cut) {
            break;
        }
        text += sequence.valid ? bytes.substr(0, sequence.length) : replacement;
        bytes.remove_prefix(sequence.length);
    }
    return text;
}

void append_utf8(std::string& text, char32_t character) {
    const auto six = [&text](char32_t bits) { text += static_cast<char>(0x80U | (bits & 0x3fU)); };
    const bool surrogate = character >= 0xd800 && character <= 0xdfff;
    if (surrogate || character > 0x10ffff) {
        character = replacement_character;
    }
    if (character < 0x80) {
        text += static_cast<char>(character);
    } else if (character < 0x800) {
        text += static_cast<char>(0xc0U | (character >> 6U));
        six(character);
    } else if (character < 0x10000) {
        text += static_cast<char>(0xe0U | (character >> 12U));
        six(character >> 6U);
        six(character);
    } else {
        text += static_cast<char>(0xf0U | (character >> 18U));
        six(character >> 12U);
        six(character >> 6U);
        six(character);
    }
}

std::string to_utf8(std::string_view bytes, std::string_view charset, Ending ending) {
    const std::string name = widened(charset);
    if (names_utf8(name)) {
        return repaired_utf8(bytes, ending);
    }
    if (extends_ascii(name) && is_ascii(bytes)) {
        return std::string{bytes};
    }
    if (!says_nothing(name)) {
        if (auto text = converted(bytes, name, ending)) {
            return std::move(*text);
        }
    }
    if (!is_utf8(bytes, ending)) {
        if (auto text = converted(bytes, fallback_charset, ending)) {
            return std::move(*text);
        }
    }
    return repaired_utf8(bytes, ending);
}

} // namespace mime
