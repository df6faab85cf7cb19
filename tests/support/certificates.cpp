#include "tests/support/certificates.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

namespace support {

namespace {

void require(bool fine, const char* what) {
    if (!fine) {
        throw std::runtime_error{std::string{"forging a certificate: "} + what};
    }
}

void extend(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    require(extension != nullptr, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

void name(X509_NAME* subject, const std::string& common_name) {
    X509_NAME_add_entry_by_txt(
        subject,
        "CN",
        MBSTRING_ASC,
        reinterpret_cast<const unsigned char*>(common_name.c_str()),
        -1,
        -1,
        0
    );
}

long seconds(std::chrono::hours hours) {
    return std::chrono::seconds{hours}.count();
}

Identity unsigned_identity(const std::string& common_name, const CertificateRequest& request) {
    Identity identity;
    identity.key.reset(EVP_EC_gen("P-256"));
    identity.certificate.reset(X509_new());
    require(identity.key != nullptr && identity.certificate != nullptr, "key");
    X509* const certificate = identity.certificate.get();
    static long serial = 0;
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), seconds(request.valid_from));
    X509_gmtime_adj(X509_getm_notAfter(certificate), seconds(request.valid_until));
    X509_set_pubkey(certificate, identity.key.get());
    name(X509_get_subject_name(certificate), common_name + ' ' + std::to_string(serial));
    return identity;
}

void sign(X509* certificate, const Identity& issuer) {
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer.certificate.get()));
    require(X509_sign(certificate, issuer.key.get(), EVP_sha256()) != 0, "signature");
}

std::string write_pem(X509* certificate) {
    std::string path = (std::filesystem::temp_directory_path() / "test-root-XXXXXX").string();
    const int descriptor = mkstemp(path.data());
    std::FILE* const file = fdopen(descriptor, "w");
    require(file != nullptr, "file");
    PEM_write_X509(file, certificate);
    std::fclose(file); // NOLINT(cppcoreguidelines-owning-memory)
    return path;
}

} // namespace

void Free::operator()(EVP_PKEY* key) const {
    EVP_PKEY_free(key);
}

void Free::operator()(X509* certificate) const {
    X509_free(certificate);
}

CertificateAuthority::CertificateAuthority() : root_(unsigned_identity("Test root", {})) {
    X509* const certificate = root_.certificate.get();
    extend(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
    extend(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    sign(certificate, root_);
    file_ = write_pem(certificate);
}

CertificateAuthority::~CertificateAuthority() {
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
}

Identity CertificateAuthority::issue(const CertificateRequest& request) const {
    Identity leaf = unsigned_identity("Test server", request);
    X509* const root = root_.certificate.get();
    extend(leaf.certificate.get(), root, NID_subject_alt_name, request.subject_alternative_name);
    extend(leaf.certificate.get(), root, NID_ext_key_usage, request.purpose);
    sign(leaf.certificate.get(), root_);
    return leaf;
}

Identity self_signed(const CertificateRequest& request) {
    Identity leaf = unsigned_identity("Test server", request);
    X509* const certificate = leaf.certificate.get();
    extend(certificate, certificate, NID_subject_alt_name, request.subject_alternative_name);
    sign(certificate, leaf);
    return leaf;
}

} // namespace support
