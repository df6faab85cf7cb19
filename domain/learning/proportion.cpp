#include "domain/learning/proportion.hpp"

#include <algorithm>
#include <cmath>

namespace domain::learning {

namespace {

constexpr double doubt = 0.05;

// Continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method.
double beta_fraction(double a, double b, double x) {
    constexpr int most_terms = 500;
    constexpr double tiny = 1e-300;
    double c = 1;
    double d = 1 / std::max(1 - (a + b) * x / (a + 1), tiny);
    double result = d;
    for (int m = 1; m <= most_terms; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / (1 + even * d);
        c = 1 + even / c;
        result *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / (1 + odd * d);
        c = 1 + odd / c;
        result *= d * c;
        if (std::abs(d * c - 1) < 1e-14) {
            break;
        }
    }
    return result;
}

// The regularised incomplete beta function: P(share < x) for a Beta(a, b).
double beta_below(double a, double b, double x) {
    if (x <= 0 || x >= 1) {
        return x <= 0 ? 0 : 1;
    }
    const double front = std::exp(
        std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x)
    );
    return x < (a + 1) / (a + b + 2) ? front * beta_fraction(a, b, x) / a
                                     : 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double beta_quantile(double a, double b, double probability) {
    double low = 0;
    double high = 1;
    for (int halving = 0; halving < 60; ++halving) {
        const double middle = (low + high) / 2;
        (beta_below(a, b, middle) < probability ? low : high) = middle;
    }
    return (low + high) / 2;
}

} // namespace

Interval share_interval(std::uint64_t successes, std::uint64_t trials) {
    if (trials == 0) {
        return {};
    }
    const auto right = static_cast<double>(successes);
    const auto wrong = static_cast<double>(trials - successes);
    return {
        successes == 0 ? 0 : beta_quantile(right, wrong + 1, doubt / 2),
        successes == trials ? 1 : beta_quantile(right + 1, wrong, 1 - doubt / 2)
    };
}

double share_lower_bound(std::uint64_t successes, std::uint64_t trials) {
    if (successes == 0) {
        return 0;
    }
    const auto right = static_cast<double>(successes);
    return beta_quantile(right, static_cast<double>(trials - successes) + 1, doubt);
}

} // namespace domain::learning
