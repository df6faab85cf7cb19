#include "adapters/imap/client/sleep.hpp"

#include <condition_variable>
#include <mutex>

namespace imap::client {

void sleep_until(ports::Clock::Monotonic until, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock{mutex};
    never.wait_until(lock, stop, until, [] { return false; });
}

} // namespace imap::client
