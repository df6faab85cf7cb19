#include "domain/learning/opinion.hpp"

#include <algorithm>
#include <cmath>

namespace domain::learning::bayes {

const Gains& gains() {
    static const Gains table;
    return table;
}

double base_of(const LabelEntry& label, std::uint32_t vocabulary) {
    const double tokens = static_cast<double>(label.tokens) + smoothing * vocabulary + 1;
    return std::log(smoothing / tokens);
}

double length_of(std::size_t tokens) {
    return std::pow(static_cast<double>(std::max<std::size_t>(tokens, 1)), length_power);
}

} // namespace domain::learning::bayes
