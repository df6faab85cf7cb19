#include "adapters/oauth/pkce.hpp"

#include <openssl/sha.h>

#include <array>
#include <span>

namespace oauth {

namespace {

std::string base64url(std::span<const unsigned char> bytes) { // RFC 4648 5, without padding
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    unsigned bits = 0;
    unsigned count = 0;
    for (const unsigned char byte : bytes) {
        bits = (bits << 8U) | byte;
        count += 8;
        while (count >= 6) {
            count -= 6;
            out += alphabet[(bits >> count) & 63U];
        }
    }
    if (count > 0) {
        out += alphabet[(bits << (6U - count)) & 63U];
    }
    return out;
}

} // namespace

std::string challenge_of(std::string_view verifier) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size(), digest.data());
    return base64url(digest);
}

std::string random_text(ports::Randomness& randomness) {
    std::array<unsigned char, 32> bytes{};
    for (std::size_t i = 0; i < bytes.size(); i += 8) {
        const auto word = randomness.next();
        for (std::size_t j = 0; j < 8; ++j) {
            bytes[i + j] = static_cast<unsigned char>(word >> (8 * j));
        }
    }
    return base64url(bytes);
}

Pkce make_pkce(ports::Randomness& randomness) {
    std::string verifier = random_text(randomness);
    auto challenge = challenge_of(verifier);
    return {ports::Secret{std::move(verifier)}, std::move(challenge)};
}

} // namespace oauth
