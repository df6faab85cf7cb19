#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace domain::learning {

/// ln(n + offset) of small counts from a table: the learner asks for millions of them.
template <int Numerator, int Denominator>
class CountLogarithm {
public:
    CountLogarithm() {
        for (std::size_t n = 0; n < table_.size(); ++n) {
            table_[n] = exact(n);
        }
    }

    [[nodiscard]] double operator()(std::uint32_t count) const {
        return count < table_.size() ? table_[count] : exact(count);
    }

private:
    static double exact(std::size_t n) {
        return std::log(static_cast<double>(n) + static_cast<double>(Numerator) / Denominator);
    }

    std::array<double, 4096> table_{};
};

/// ln(n + 1).
inline double log_of_next(std::uint32_t count) {
    static const CountLogarithm<1, 1> logarithm;
    return logarithm(count);
}

} // namespace domain::learning
