#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace domain::learning {

/// Writes the little-endian and variable-length numbers that stored features and models are made
/// of.
class ByteWriter {
public:
    void byte(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }

    /// Seven bits a byte, lowest first, the eighth says that more follow (LEB128).
    void number(std::uint64_t value) {
        while (value >= 0x80) {
            byte(static_cast<std::uint8_t>(value | 0x80U));
            value >>= 7U;
        }
        byte(static_cast<std::uint8_t>(value));
    }

    void fixed32(std::uint32_t value) {
        for (unsigned shift = 0; shift < 32; shift += 8) {
            byte(static_cast<std::uint8_t>(value >> shift));
        }
    }

    void fixed64(std::uint64_t value) {
        fixed32(static_cast<std::uint32_t>(value));
        fixed32(static_cast<std::uint32_t>(value >> 32U));
    }

    void real(float value) { fixed32(std::bit_cast<std::uint32_t>(value)); }

    void real(double value) { fixed64(std::bit_cast<std::uint64_t>(value)); }

    void text(std::string_view value) {
        number(value.size());
        bytes_ += value;
    }

    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

/// Reads what ByteWriter wrote, from bytes that nobody vouches for: after the first fault every
/// read gives 0 and ok() is false.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : rest_{bytes} {}

    std::uint8_t byte() {
        if (rest_.empty()) {
            return fail(), std::uint8_t{0};
        }
        const auto value = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        return value;
    }

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t next = byte();
            value |= static_cast<std::uint64_t>(next & 0x7FU) << shift;
            if ((next & 0x80U) == 0) {
                return value;
            }
        }
        return fail(), 0;
    }

    /// A number that must be below `limit`.
    std::uint64_t number_below(std::uint64_t limit) {
        const std::uint64_t value = number();
        return value < limit ? value : (fail(), 0);
    }

    /// How many items follow, each of at least `bytes_each`: never more than the bytes that are
    /// there.
    std::uint64_t count(std::uint64_t bytes_each = 1) {
        return number_below(rest_.size() / bytes_each + 1);
    }

    std::uint32_t fixed32() {
        std::uint32_t value = 0;
        for (unsigned shift = 0; shift < 32; shift += 8) {
            value |= static_cast<std::uint32_t>(byte()) << shift;
        }
        return value;
    }

    std::uint64_t fixed64() {
        const std::uint64_t low = fixed32();
        return low | static_cast<std::uint64_t>(fixed32()) << 32U;
    }

    /// A number of reasonable size; anything else, and what is not a number, is a fault.
    double real() { return reasonable(std::bit_cast<double>(fixed64())); }

    float real32() { return static_cast<float>(reasonable(std::bit_cast<float>(fixed32()))); }

    std::string_view text() {
        const std::uint64_t size = number();
        if (size > rest_.size()) {
            return fail(), std::string_view{};
        }
        const auto value = rest_.substr(0, size);
        rest_.remove_prefix(value.size());
        return value;
    }

    void fail() {
        ok_ = false;
        rest_ = {};
    }

    [[nodiscard]] bool ok() const { return ok_; }

    [[nodiscard]] bool at_end() const { return rest_.empty(); }

private:
    // Sums and products of what was read stay finite.
    static constexpr double largest = 1e12;

    double reasonable(double value) {
        return value >= -largest && value <= largest ? value : (fail(), 0.0);
    }

    std::string_view rest_;
    bool ok_ = true;
};

} // namespace domain::learning
