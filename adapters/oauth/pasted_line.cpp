#include "adapters/oauth/pasted_line.hpp"

#include <array>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

namespace oauth {

namespace {

using boost::system::error_code;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace

PastedLine::PastedLine(boost::asio::io_context& io, int descriptor)
    : reading_(std::make_shared<Reading>(io)) {
    const int own = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    error_code cannot;
    if (own >= 0) {
        // Regular files and /dev/null cannot be waited for, and nobody pastes there.
        reading_->input.assign(own, cannot);
    }
    if (own >= 0 && cannot) {
        ::close(own);
    } else if (own >= 0) {
        await(reading_);
    }
}

void PastedLine::await(const std::shared_ptr<Reading>& reading) {
    reading->input.async_wait(
        boost::asio::posix::stream_descriptor::wait_read,
        [reading](const error_code& error) {
            if (!error && take(*reading)) {
                await(reading);
            }
        }
    );
}

/// Whether to read on. A descriptor that is ready gives what it has without blocking.
bool PastedLine::take(Reading& reading) {
    std::array<char, longest> bytes{};
    const ssize_t got = ::read(reading.input.native_handle(), bytes.data(), bytes.size());
    if (got <= 0) {
        return false;
    }
    reading.pending.append(bytes.data(), static_cast<std::size_t>(got));
    for (auto end = reading.pending.find('\n'); end != std::string::npos;
         end = reading.pending.find('\n')) {
        const std::string line{trimmed(std::string_view{reading.pending}.substr(0, end))};
        reading.pending.erase(0, end + 1);
        if (!line.empty()) {
            reading.line = line;
            return false;
        }
    }
    return reading.pending.size() < longest;
}

} // namespace oauth
