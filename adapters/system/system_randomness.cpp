#include "adapters/system/system_randomness.hpp"

#include <cerrno>
#include <sys/random.h>
#include <system_error>

namespace os {

std::uint64_t SystemRandomness::next() {
    std::uint64_t number = 0;
    // getrandom(2): requests of up to 256 bytes are answered whole, but may be interrupted while
    // the kernel still gathers entropy after boot.
    while (::getrandom(&number, sizeof number, 0) != sizeof number) {
        if (errno != EINTR) {
            throw std::system_error{errno, std::generic_category(), "getrandom"};
        }
    }
    return number;
}

} // namespace os
