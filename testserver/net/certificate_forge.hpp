#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace testserver {

enum class Signer : unsigned char {
    authority,    ///< The one that clients trust.
    itself,       ///< Self-signed.
    stranger,     ///< An authority that nobody trusts.
    intermediate, ///< One that the authority signed.
};

enum class KeyKind : unsigned char { p256, rsa_2048, rsa_1024 };

/// What a certificate is to say.
struct CertificateWish {
    std::string common_name = "localhost";
    std::vector<std::string> names{"DNS:localhost", "IP:127.0.0.1", "IP:::1"};
    std::chrono::seconds from{-std::chrono::hours{24}
    }; ///< Relative to now: clocks differ a little.
    std::chrono::seconds until{std::chrono::hours{24 * 365}};
    std::string organisational_unit{};
    std::string purpose = "serverAuth";
    Signer signer = Signer::authority;
    bool whole_chain = true; ///< False: an intermediate is left out.
    KeyKind key = KeyKind::p256;
    bool sha1 = false;
};

struct TlsIdentity {
    std::string certificate_pem; ///< The certificate, then its chain.
    std::string key_pem;
};

/// A certificate authority made on the spot, so that no key is ever committed and nothing expires.
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
    class Strangers;

    [[nodiscard]] const Authority* signer_of(const CertificateWish& wish) const;

    std::unique_ptr<Authority> authority_;
    std::unique_ptr<Strangers> strangers_;
    std::string authority_pem_;
};

} // namespace testserver
