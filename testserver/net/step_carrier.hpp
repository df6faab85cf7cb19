#pragma once

#include "testserver/net/channel.hpp"
#include "testserver/scenario/step.hpp"

#include <deque>
#include <string>
#include <variant>

namespace testserver {

/// Turns steps into bytes for a socket, up to the next thing that a socket has to do: wait, stop
/// reading, or end.
class StepCarrier {
public:
    /// Everything was done, or what was said so far has to leave first.
    struct Idle {};

    using Next = std::variant<Idle, step::Pause, step::StopReading, step::Close>;

    explicit StepCarrier(Channel& channel) : channel_(channel) {}

    /// Steps of the bare socket, in clear, until `secure`.
    void secure() { secure_ = true; }

    void add(Steps steps);

    /// Before everything that is still to be done.
    void add_first(Steps steps);

    void drop() { steps_.clear(); }

    /// Does what it can; `bytes` are for the socket, and have to leave before the next call.
    Next advance(std::string& bytes);

    [[nodiscard]] bool empty() const { return steps_.empty(); }

private:
    void send(std::string_view plain, std::string& bytes);
    void do_fault(const TlsFault& fault, std::string& bytes);
    void take(std::string& bytes);

    Channel& channel_;
    std::deque<Step> steps_;
    std::string last_record_;
    bool secure_ = false;
    bool flip_next_ = false;
    bool one_byte_records_ = false;
};

} // namespace testserver
