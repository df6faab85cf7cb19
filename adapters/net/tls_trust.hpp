#pragma once

#include "adapters/net/tls_connector.hpp"
#include "ports/failure.hpp"

#include <boost/system/error_code.hpp>
#include <openssl/types.h>

#include <optional>
#include <string>

namespace net {

/// What makes a TLS session trustworthy: version, chain and host name; and in which words a session
/// that is not gets refused.

/// Sets version, options and roots on a client context; `ca_file` empty means the system's roots.
std::optional<ports::Failure> restrict_context(SSL_CTX* context, const std::string& ca_file);

/// Names the host to ask for (SNI) and to verify. It is set on the session itself and not checked
/// in a callback, so that a wrong host is reported as such.
bool expect_host(SSL* session, const std::string& host);

/// Version and certificate of a session that was verified.
TlsSeen seen_of(const SSL* session);

/// Why the handshake with `host` failed.
ports::Failure
handshake_failure(SSL* session, const boost::system::error_code& error, const std::string& host);

} // namespace net
