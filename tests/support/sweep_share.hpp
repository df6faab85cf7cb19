#pragma once

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

/// How much of a sweep is played, as the environment says.
namespace support {

/// Which of how many machines this is, where a sweep is shared out: `SHARD=2/5` is the second of
/// five.
struct Shard {
    std::uint64_t number = 1;
    std::uint64_t of = 1;
};

inline Shard shard() {
    const char* said = std::getenv("SHARD"); // NOLINT(concurrency-mt-unsafe)
    if (said == nullptr) {
        return {};
    }
    const std::string text{said};
    const auto slash = text.find('/');
    const Shard which{std::stoull(text), std::stoull(text.substr(slash + 1))};
    if (slash == std::string::npos || which.number < 1 || which.number > which.of) {
        throw std::invalid_argument{"SHARD is to be i/n with 1 <= i <= n, not " + text};
    }
    return which;
}

/// CUT_STRIDE where it is said: of so many places one is cut.
inline std::uint64_t stride_or(std::uint64_t usual) {
    const char* said = std::getenv("CUT_STRIDE"); // NOLINT(concurrency-mt-unsafe)
    return said == nullptr ? usual : std::stoull(said);
}

} // namespace support
