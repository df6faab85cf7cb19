#pragma once

#include "domain/learning/byte_io.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace domain::learning {

/// The numerically safe logistic function.
inline double logistic(double logit) {
    constexpr double saturated = 35;
    return logit > saturated ? 1 : (logit < -saturated ? 0 : 1 / (1 + std::exp(-logit)));
}

/// A few weights learned by AdaGrad (Duchi 2011): each takes smaller steps the more it has moved.
template <std::size_t Size>
struct OnlineWeights {
    using Values = std::array<double, Size>;

    Values weight{};
    Values energy{}; ///< Sums of squared gradients.

    [[nodiscard]] double dot(const Values& values) const {
        double sum = 0;
        for (std::size_t i = 0; i < Size; ++i) {
            sum += weight[i] * values[i];
        }
        return sum;
    }

    /// `calm` is how much energy a weight is born with: large values start with small steps.
    void step(std::size_t i, double gradient, double rate, double calm) {
        energy[i] += gradient * gradient;
        weight[i] -= rate * gradient / std::sqrt(calm + energy[i]);
    }

    void encode(ByteWriter& writer) const {
        for (std::size_t i = 0; i < Size; ++i) {
            writer.real(weight[i]);
            writer.real(energy[i]);
        }
    }

    void decode(ByteReader& reader) {
        for (std::size_t i = 0; i < Size; ++i) {
            weight[i] = reader.real();
            energy[i] = std::abs(reader.real());
        }
    }
};

} // namespace domain::learning
