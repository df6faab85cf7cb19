#pragma once

#include "testserver/http/http_message.hpp"
#include "testserver/scenario/instant.hpp"
#include "testserver/scenario/step.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace testserver {

/// Of request line and header fields together.
inline constexpr std::uint32_t max_header_bytes = std::uint32_t{16} * 1024;
/// A token request has a few hundred bytes, one to the control port less.
inline constexpr std::uint64_t max_body_bytes = std::uint64_t{64} * 1024;

/// What a server does on one request.
struct HttpReaction {
    Steps steps;
    bool ends = false; ///< The connection takes no more requests.
};

using AnswerRequest = std::function<HttpReaction(const HttpRequest& request, Instant now)>;

/// One HTTP/1.1 connection as a state machine: bytes in, steps out, without a socket. Whole
/// requests are answered by `answer`, one after the other; what is no request ends the connection.
///
/// Flow: receive(bytes), take_steps() until there are none; when finished(), close.
class HttpSession {
public:
    /// `answered` is called when an answer has been carried away.
    explicit HttpSession(AnswerRequest answer, std::function<void(Instant now)> answered = {});
    HttpSession(HttpSession&&) noexcept;
    HttpSession& operator=(HttpSession&&) noexcept;
    ~HttpSession();

    void receive(std::string_view bytes, Instant now);
    /// Time has passed.
    void wake(Instant now);
    Steps take_steps();
    [[nodiscard]] bool finished() const;

private:
    class State;

    std::unique_ptr<State> state_;
};

} // namespace testserver
