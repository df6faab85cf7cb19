#pragma once

#include "ports/result.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace oauth {

/// Waits on a free port of 127.0.0.1 for the browser to come back from the consent page. Requests
/// that are not the redirect (a favicon, a port scanner, a wrong state) are answered and do not end
/// the wait.
class RedirectListener {
public:
    /// True when the query is the answer that is waited for, whether a code or an error.
    using IsAnswer = std::function<bool(std::string_view query)>;

    /// Another way for the answer to come in: a line that the user pastes, turned into a query.
    struct Pasted {
        int descriptor = -1; ///< Read from; stays open.
        std::function<std::string(std::string_view line)> query_of;
    };

    static ports::Result<std::unique_ptr<RedirectListener>> open();

    RedirectListener() = default;
    RedirectListener(const RedirectListener&) = delete;
    RedirectListener& operator=(const RedirectListener&) = delete;
    virtual ~RedirectListener() = default;

    [[nodiscard]] virtual std::string redirect_uri() const = 0;
    /// The query string of the redirect. What is pasted ends the wait whatever it says: the user
    /// has to be told when it is the wrong thing.
    virtual ports::Result<std::string> wait(
        const IsAnswer& is_answer,
        const std::optional<Pasted>& pasted,
        std::chrono::milliseconds time_limit,
        const std::stop_token& stop
    ) = 0;
};

} // namespace oauth
