#pragma once

#include "testserver/net/tls_engine.hpp"

#include <openssl/ssl.h>

namespace testserver {

/// What the engine takes from its context; OpenSSL is not seen further out.
struct TlsContext::Native {
    Native() = default;
    Native(const Native&) = delete;
    Native& operator=(const Native&) = delete;

    ~Native() { SSL_CTX_free(context); }

    SSL_CTX* context = SSL_CTX_new(TLS_server_method());
};

} // namespace testserver
