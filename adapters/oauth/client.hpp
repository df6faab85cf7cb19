#pragma once

#include "ports/result.hpp"
#include "ports/secret.hpp"

#include <string>

namespace oauth {

/// The user's own OAuth client, of type "Desktop app".
struct Client {
    std::string id;
    ports::Secret secret;
};

/// From the JSON file that Google offers for download when a client is made. A client of another
/// type is refused with the reason: Google would not send the browser back to this machine.
ports::Result<Client> read_client(const ports::Secret& text);

} // namespace oauth
