#pragma once

#include "testserver/scenario/step.hpp"

#include <cstdint>
#include <optional>

namespace testserver {

enum class TlsVersion : unsigned char { tls_1_0, tls_1_1, tls_1_2, tls_1_3 };

/// How a new connection is met, from accept to the end of the handshake. The default is calm.
struct Admission {
    /// Done on the bare socket before the handshake; a Send is clear text. Ends in a Close for a
    /// connection that gets no handshake at all.
    Steps before_handshake;
    CertificateKind certificate = CertificateKind::good;
    TlsVersion lowest = TlsVersion::tls_1_2;
    TlsVersion highest = TlsVersion::tls_1_3;
    bool no_common_cipher = false;
    bool small_dh = false;
    bool refuse_alpn = false;
    bool refuse_resumption = false;
    /// Done instead of going on once so many bytes of the server's side of the handshake have left.
    std::optional<std::uint64_t> handshake_bytes;
    Steps at_handshake_byte;
};

} // namespace testserver
