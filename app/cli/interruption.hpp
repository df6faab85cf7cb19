#pragma once

#include <stop_token>
#include <thread>

namespace cli {

/// Turns SIGINT, SIGTERM and SIGHUP, unless nohup has it ignored, into a stop request: the first
/// asks everything to come to a safe end, the second ends the process at once (the journal is safe
/// at every moment). One at a time.
class Interruption {
public:
    Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;
    ~Interruption();

    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

    /// The signal that came, or 0.
    [[nodiscard]] static int signal();

private:
    std::stop_source source_;
    int read_end_ = -1;
    std::jthread listener_;
};

} // namespace cli
