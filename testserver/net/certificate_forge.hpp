#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace testserver {

/// What a certificate is to say.
struct CertificateWish {
    std::string common_name = "localhost";
    std::vector<std::string> names{"DNS:localhost", "IP:127.0.0.1", "IP:::1"};
    std::chrono::seconds from{-std::chrono::hours{24}
    }; ///< Relative to now: clocks differ a little.
    std::chrono::seconds until{std::chrono::hours{24 * 365}};
};

struct TlsIdentity {
    std::string certificate_pem;
    std::string key_pem;
};

/// A certificate authority made on the spot, so that no key is ever committed and nothing expires.
/// EC P-256 throughout.
class CertificateForge {
public:
    CertificateForge();
    ~CertificateForge();
    CertificateForge(CertificateForge&&) noexcept;
    CertificateForge& operator=(CertificateForge&&) noexcept;

    /// What a client has to trust.
    [[nodiscard]] const std::string& authority_pem() const { return authority_pem_; }

    [[nodiscard]] TlsIdentity issue(const CertificateWish& wish = {}) const;

private:
    struct Authority;

    std::unique_ptr<Authority> authority_;
    std::string authority_pem_;
};

} // namespace testserver
