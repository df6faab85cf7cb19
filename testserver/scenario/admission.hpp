#pragma once

#include "testserver/scenario/step.hpp"

#include <cstdint>
#include <optional>

namespace testserver {

enum class TlsVersion : unsigned char { tls_1_0, tls_1_1, tls_1_2, tls_1_3 };

/// What becomes of attempts to connect.
enum class Listening : unsigned char {
    open,
    refused, ///< RST for each SYN, as when nobody listens.
    deaf     ///< SYNs get no answer: the backlog is full.
};

/// How a new connection is met, from accept to the end of the handshake. The default is calm.
struct Admission {
    /// Done on the bare socket before the handshake; a Send is clear text. Ends in a Close for a
    /// connection that gets no handshake at all.
    Steps before_handshake{};
    CertificateKind certificate = CertificateKind::good;
    TlsVersion lowest = TlsVersion::tls_1_2;
    TlsVersion highest = TlsVersion::tls_1_3;
    bool no_common_cipher = false;
    bool small_dh = false;
    bool refuse_alpn = false;
    bool refuse_resumption = false;
    /// Once so many bytes of the server's side have left, counted below TLS from the handshake on
    /// and past its end, these are done before the next one leaves.
    std::optional<std::uint64_t> handshake_bytes{};
    Steps at_handshake_byte{};
};

} // namespace testserver
