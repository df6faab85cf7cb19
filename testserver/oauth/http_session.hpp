#pragma once

#include "testserver/oauth/token_service.hpp"
#include "testserver/scenario/interceptor.hpp"

#include <memory>
#include <string_view>

namespace testserver::oauth {

/// Of request line and header fields together.
inline constexpr std::uint32_t max_header_bytes = std::uint32_t{16} * 1024;
/// A token request has a few hundred bytes.
inline constexpr std::uint64_t max_body_bytes = std::uint64_t{64} * 1024;

/// One HTTP/1.1 connection to a TokenService as a state machine: bytes in, steps out, without a
/// socket. Requests are answered one after the other; what is no request ends the connection.
///
/// Flow: receive(bytes), take_steps() until there are none; when finished(), close.
class HttpSession {
public:
    HttpSession(
        TokenService& service, const ConnectionFacts& facts, Interceptor* interceptor = nullptr
    );
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

} // namespace testserver::oauth
