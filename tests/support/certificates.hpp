#pragma once

#include <openssl/types.h>

#include <chrono>
#include <memory>
#include <string>

namespace support {

struct Free {
    void operator()(EVP_PKEY* key) const;
    void operator()(X509* certificate) const;
};

/// A certificate with its private key.
struct Identity {
    std::unique_ptr<EVP_PKEY, Free> key;
    std::unique_ptr<X509, Free> certificate;
};

struct CertificateRequest {
    std::string subject_alternative_name = "DNS:localhost"; ///< As OpenSSL's config spells it.
    std::chrono::hours valid_from{-1};                      ///< From now.
    std::chrono::hours valid_until{24};
    std::string purpose = "serverAuth";
};

/// A root made on the spot, so that nothing committed can expire.
class CertificateAuthority {
public:
    CertificateAuthority();

    [[nodiscard]] Identity issue(const CertificateRequest& request) const;

    /// Path of a PEM file with the root, removed with this object.
    [[nodiscard]] const std::string& file() const { return file_; }

    CertificateAuthority(const CertificateAuthority&) = delete;
    CertificateAuthority& operator=(const CertificateAuthority&) = delete;
    ~CertificateAuthority();

private:
    Identity root_;
    std::string file_;
};

Identity self_signed(const CertificateRequest& request);

} // namespace support
