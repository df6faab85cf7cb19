#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace domain {

/// A stable 64-bit digest of a sequence of texts: FNV-1a, with each text's length mixed in so that
/// ("ab", "c") differs from ("a", "bc"). It notices accidents and edits; it is no signature.
class Fingerprint {
public:
    Fingerprint& add(std::string_view text) {
        for (std::size_t length = text.size(); length != 0; length >>= 8U) {
            mix(static_cast<unsigned char>(length & 0xffU));
        }
        mix(0);
        for (const char c : text) {
            mix(static_cast<unsigned char>(c));
        }
        return *this;
    }

    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    void mix(unsigned char byte) {
        value_ ^= byte;
        value_ *= 0x100000001b3U; // The FNV prime for 64 bits.
    }

    std::uint64_t value_ = 0xcbf29ce484222325U; // The FNV offset basis for 64 bits.
};

/// Sixteen lower-case hexadecimal digits.
inline std::string hex(std::uint64_t value) {
    std::string digits(16, '0');
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, value >>= 4U) {
        *digit = "0123456789abcdef"[value & 0xfU];
    }
    return digits;
}

} // namespace domain
