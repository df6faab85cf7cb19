#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace testserver {

/// What the certificate of a handshake looks like (FAULTS L6 to L9).
enum class CertificateKind : unsigned char {
    good,
    expired,
    not_yet_valid,
    wrong_host,
    self_signed,
    unknown_root,
    missing_intermediate,
    client_only, ///< Extended key usage: clientAuth.
    revoked,
    weak_key,
    sha1,
    no_san,
    no_sni, ///< Gmail's own for a client that names no host: invalid2.invalid.
    huge,   ///< A chain with 10,000 names.
    renewed ///< Good, and another one than before.
};

namespace tls_fault {

/// A fatal alert in clear (RFC 8446 6): ends a handshake as a server's own would, and is a forgery
/// once the handshake is done.
struct Alert {
    std::uint8_t description = 40;
};

/// Bytes past the TLS engine, straight to the socket: clear text, a record of an unknown type, one
/// whose length is too large.
struct RawBytes {
    std::string bytes;
};

/// The next record goes out with one of its ciphertext bits flipped.
struct FlipBit {};

/// The last record goes out once more.
struct ReplayRecord {};

/// close_notify, and the connection goes on as if it had not been said.
struct CloseNotify {};

/// TLS 1.2 only: HelloRequest.
struct Renegotiate {};

/// TLS 1.3 only: so many KeyUpdates that ask for one in return.
struct KeyUpdates {
    std::uint32_t count = 1;
};

/// TLS 1.3 only: so many session tickets.
struct Tickets {
    std::uint32_t count = 1;
};

/// TLS 1.3 only: a request for a certificate after the handshake.
struct RequestCertificate {};

/// Every later Send goes out one byte a record, or in records as large as they come again.
struct OneByteRecords {
    bool on = true;
};

} // namespace tls_fault

/// A fault of the TLS layer on a connection that is up; the engine of the connection does it.
using TlsFault = std::variant<
    tls_fault::Alert,
    tls_fault::RawBytes,
    tls_fault::FlipBit,
    tls_fault::ReplayRecord,
    tls_fault::CloseNotify,
    tls_fault::Renegotiate,
    tls_fault::KeyUpdates,
    tls_fault::Tickets,
    tls_fault::RequestCertificate,
    tls_fault::OneByteRecords>;

} // namespace testserver
