#include "adapters/imap/client/undelivered.hpp"

#include <fmt/core.h>

namespace imap::client {

ports::Result<void> leave_out(
    const ports::FetchRequest& request, ports::Reporter& reporter, const ports::Undelivered& message
) {
    if (request.undelivered) {
        return request.undelivered(message);
    }
    reporter.report(ports::Warning{
        fmt::format("Message {} is left out: {}.", message.uid.value, message.cause),
        "It is asked for again next time."
    });
    return {};
}

} // namespace imap::client
