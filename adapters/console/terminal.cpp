#include "adapters/console/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

namespace console {

bool is_terminal(int descriptor) {
    return ::isatty(descriptor) == 1;
}

std::size_t columns(int descriptor) {
    constexpr std::size_t usual = 80;
    winsize size{};
    return ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col != 0 ? size.ws_col : usual;
}

} // namespace console
