#pragma once

#include "domain/mail/ids.hpp"
#include "ports/failure.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace ports {

/// A step of a long verb. `total` is absent while it is not known.
struct Progress {
    std::string verb; ///< "sync", "apply" …
    std::uint64_t done = 0;
    std::optional<std::uint64_t> total;
    domain::Bytes received;
    domain::Bytes sent;
};

/// The link changed state: one line for the user, one record for the flight recorder.
struct ConnectionEvent {
    enum class What : unsigned char { connecting, connected, lost, waiting, closed };

    What what = What::connecting;
    /// Host, cause, or server text made printable; of a folder that is selected again, what its
    /// numbers say of the time without a connection.
    std::string detail;
    std::chrono::milliseconds wait{0}; ///< Until the next try, for `waiting`.
    std::uint64_t came{0};   ///< For `connected`: messages that came while there was no connection.
    std::uint64_t logins{0}; ///< For `connected`: since the connection before it.
};

/// Something the user should know that ends nothing.
struct Warning {
    std::string sentence;
    std::string hint;
};

/// A detail for -v: what is being done and why.
struct Trace {
    std::string sentence;
};

using Event = std::variant<Progress, ConnectionEvent, Warning, Trace>;

/// Talk to the user, apart from results: progress, connection news, warnings. Nothing else prints.
class Reporter {
public:
    virtual ~Reporter() = default;
    virtual void report(const Event& event) = 0;
};

} // namespace ports
