#include "domain/learning/logarithm.hpp"
#include "domain/learning/opinion.hpp"

#include <algorithm>
#include <cmath>

namespace domain::learning::bayes {

double gain_of(std::uint32_t count) {
    static const CountLogarithm<1, 100> logarithm;
    static_assert(smoothing == 0.01);
    return logarithm(count) - logarithm(0);
}

double base_of(const LabelEntry& label, std::uint32_t vocabulary) {
    const double tokens = static_cast<double>(label.tokens) + smoothing * vocabulary + 1;
    return std::log(smoothing / tokens);
}

double length_of(std::size_t tokens) {
    return std::pow(static_cast<double>(std::max<std::size_t>(tokens, 1)), length_power);
}

} // namespace domain::learning::bayes
