#pragma once

#include <cstdint>

namespace domain::learning {

struct Interval {
    double lower = 0;
    double upper = 1;
};

/// The 95 % interval of a share, by Clopper and Pearson (1934): never too narrow, however few the
/// trials. Without trials it is [0, 1].
Interval share_interval(std::uint64_t successes, std::uint64_t trials);

/// What the share exceeds with 95 % confidence (the one-sided bound, for decisions that ask only
/// whether it is high enough).
double share_lower_bound(std::uint64_t successes, std::uint64_t trials);

} // namespace domain::learning
