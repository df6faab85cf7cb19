#pragma once

#include "testserver/protocol/world.hpp"
#include "testserver/scenario/oauth_settings.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace testserver::oauth {

/// An authorisation code's consent, until it becomes tokens.
struct Consented {
    std::string user;
    std::string scope;
    std::string redirect_uri;
    std::string challenge; ///< Of PKCE; empty when the client sent none.
    bool s256 = false;     ///< Else the challenge is the verifier itself ("plain").
};

/// What a token request gives.
struct Issued {
    std::string access_token;
    std::string refresh_token; ///< Empty: the client keeps the one it has.
    std::string scope;
    std::chrono::seconds life{0};
};

/// Codes and tokens: who got which, and what is left of them. Access tokens are the world's, so
/// that IMAP knows them.
class Grants {
public:
    /// 64 bits at a time; unguessable where others share the machine.
    using Random = std::function<std::uint64_t()>;

    Grants(
        World& world, OauthSettings settings, std::chrono::milliseconds token_life, Random random
    );

    std::string issue_code(Consented consented, Instant now);

    /// Null when there is no such code or it is too old.
    const Consented* find_code(std::string_view code, Instant now);
    /// A code is good once: a second use revokes what the first one gave (RFC 6749 4.1.2).
    std::optional<Issued> redeem(std::string_view code, Instant now);
    std::optional<Issued> refresh(std::string_view refresh_token, Instant now);
    /// With all that came of the same consent; false when nobody knows the token.
    bool revoke(std::string_view token);

    [[nodiscard]] const OauthSettings& settings() const { return settings_; }

private:
    struct Code {
        Consented consented;
        Instant expires;
        std::uint64_t sign_in = 0;
        bool used = false;
    };

    std::string random_text();
    std::string issue_access(const std::string& user, std::uint64_t sign_in, Instant now);
    std::string issue_refresh(RefreshToken token, Instant now);
    void forget_sign_in(std::uint64_t sign_in);

    World& world_;
    OauthSettings settings_;
    std::chrono::milliseconds token_life_;
    Random random_;
    std::map<std::string, Code, std::less<>> codes_;
    std::uint64_t sign_ins_ = 0;
};

} // namespace testserver::oauth
