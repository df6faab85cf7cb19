#include "adapters/imap/wire/mutf7.hpp"

#include "adapters/imap/wire/utf8.hpp"

#include <array>
#include <cstdint>

namespace imap::wire {

namespace {

// Base64 with "," in the place of "/" (RFC 3501 5.1.3).
constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

constexpr std::uint32_t first_high_surrogate = 0xd800;
constexpr std::uint32_t first_low_surrogate = 0xdc00;
constexpr std::uint32_t last_surrogate = 0xdfff;
constexpr std::uint32_t first_supplementary = 0x10000;

bool stands_for_itself(char c) {
    return c >= 0x20 && c <= 0x7e;
}

std::uint32_t code_point(std::string_view sequence) {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(sequence[i]); };
    switch (sequence.size()) {
    case 2:
        return (octet(0) & 0x1fU) << 6U | (octet(1) & 0x3fU);
    case 3:
        return (octet(0) & 0x0fU) << 12U | (octet(1) & 0x3fU) << 6U | (octet(2) & 0x3fU);
    case 4:
        return (octet(0) & 0x07U) << 18U | (octet(1) & 0x3fU) << 12U | (octet(2) & 0x3fU) << 6U |
               (octet(3) & 0x3fU);
    default:
        return octet(0);
    }
}

void append_utf8(std::string& out, std::uint32_t code) {
    const auto put = [&](std::uint32_t octet) { out.push_back(static_cast<char>(octet)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | code >> 6U);
        put(0x80 | (code & 0x3fU));
    } else if (code < first_supplementary) {
        put(0xe0 | code >> 12U);
        put(0x80 | (code >> 6U & 0x3fU));
        put(0x80 | (code & 0x3fU));
    } else {
        put(0xf0 | code >> 18U);
        put(0x80 | (code >> 12U & 0x3fU));
        put(0x80 | (code >> 6U & 0x3fU));
        put(0x80 | (code & 0x3fU));
    }
}

/// Shifts UTF-16 units out as groups of six bits.
class Shift {
public:
    explicit Shift(std::string& out) : out_(out) { out_.push_back('&'); }

    void unit(std::uint32_t unit) {
        bits_ = bits_ << 16U | unit;
        count_ += 16;
        while (count_ >= 6) {
            count_ -= 6;
            out_.push_back(alphabet[bits_ >> count_ & 0x3fU]);
        }
    }

    void end() {
        if (count_ > 0) {
            out_.push_back(alphabet[bits_ << (6 - count_) & 0x3fU]);
        }
        out_.push_back('-');
    }

private:
    std::string& out_;
    std::uint64_t bits_ = 0;
    unsigned count_ = 0;
};

void shift_out(Shift& shift, std::uint32_t code) {
    if (code >= first_supplementary) {
        shift.unit(first_high_surrogate + ((code - first_supplementary) >> 10U));
        shift.unit(first_low_surrogate + ((code - first_supplementary) & 0x3ffU));
    } else {
        shift.unit(code);
    }
}

/// UTF-16 units to UTF-8; false at a surrogate without its partner.
class Units {
public:
    explicit Units(std::string& out) : out_(out) {}

    bool take(std::uint32_t unit) {
        const bool low = unit >= first_low_surrogate && unit <= last_surrogate;
        if (high_ != 0) {
            if (!low) {
                return false;
            }
            append_utf8(
                out_,
                first_supplementary + ((high_ - first_high_surrogate) << 10U) +
                    (unit - first_low_surrogate)
            );
            high_ = 0;
            return true;
        }
        if (unit >= first_high_surrogate && unit < first_low_surrogate) {
            high_ = unit;
            return true;
        }
        // What stands for itself must not be shifted: each name has one form.
        if (low || (unit < 0x80 && stands_for_itself(static_cast<char>(unit)))) {
            return false;
        }
        append_utf8(out_, unit);
        return true;
    }

    [[nodiscard]] bool complete() const { return high_ == 0; }

private:
    std::string& out_;
    std::uint32_t high_ = 0;
};

bool shift_in(std::string& out, std::string_view base64) {
    Units units(out);
    std::uint64_t bits = 0;
    unsigned count = 0;
    for (const char c : base64) {
        const std::size_t value = alphabet.find(c);
        if (value == std::string_view::npos) {
            return false;
        }
        bits = (bits << 6U | value) & 0xffffffU;
        count += 6;
        if (count >= 16) {
            count -= 16;
            if (!units.take(static_cast<std::uint32_t>(bits >> count & 0xffffU))) {
                return false;
            }
        }
    }
    const bool padding_is_zero = count < 6 && (bits & ((1U << count) - 1)) == 0;
    return padding_is_zero && units.complete() && base64.size() >= 3;
}

} // namespace

std::string to_mutf7(std::string_view utf8) {
    std::string out;
    while (!utf8.empty()) {
        if (stands_for_itself(utf8[0])) {
            out.append(utf8[0] == '&' ? "&-" : utf8.substr(0, 1));
            utf8.remove_prefix(1);
            continue;
        }
        Shift shift(out);
        while (!utf8.empty() && !stands_for_itself(utf8[0])) {
            const std::size_t octets = utf8_length(utf8);
            constexpr std::uint32_t replacement = 0xfffd;
            shift_out(shift, octets == 0 ? replacement : code_point(utf8.substr(0, octets)));
            utf8.remove_prefix(octets == 0 ? 1 : octets);
        }
        shift.end();
    }
    return out;
}

std::optional<std::string> from_mutf7(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        if (!stands_for_itself(text[0])) {
            return std::nullopt;
        }
        if (text[0] != '&') {
            out.push_back(text[0]);
            text.remove_prefix(1);
            continue;
        }
        const std::size_t end = text.find('-');
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        if (end == 1) {
            out.push_back('&');
        } else if (!shift_in(out, text.substr(1, end - 1))) {
            return std::nullopt;
        }
        text.remove_prefix(end + 1);
    }
    return out;
}

std::string readable_mailbox(std::string_view wire) {
    return from_mutf7(wire).value_or(std::string{wire});
}

} // namespace imap::wire
