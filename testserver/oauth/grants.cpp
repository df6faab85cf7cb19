#include "testserver/oauth/grants.hpp"

#include "testserver/oauth/proof_key.hpp"

#include <utility>

namespace testserver::oauth {
namespace {

/// RFC 6749 4.1.2 recommends no more.
constexpr std::chrono::minutes code_life{10};

} // namespace

Grants::Grants(
    World& world, OauthSettings settings, std::chrono::milliseconds token_life, Random random
)
    : world_(world), settings_(std::move(settings)), token_life_(token_life),
      random_(std::move(random)) {}

std::string Grants::issue_code(Consented consented, Instant now) {
    auto code = "4/0A" + random_text();
    codes_[code] = {std::move(consented), now + code_life, ++sign_ins_};
    return code;
}

const Consented* Grants::find_code(std::string_view code, Instant now) {
    const auto found = codes_.find(code);
    return found == codes_.end() || found->second.expires <= now ? nullptr
                                                                 : &found->second.consented;
}

std::optional<Issued> Grants::redeem(std::string_view code, Instant now) {
    const auto found = codes_.find(code);
    if (found == codes_.end() || found->second.expires <= now) {
        return std::nullopt;
    }
    auto& known = found->second;
    if (std::exchange(known.used, true)) {
        forget_sign_in(known.sign_in);
        return std::nullopt;
    }
    const auto& consented = known.consented;
    return Issued{
        issue_access(consented.user, known.sign_in, now),
        issue_refresh({consented.user, consented.scope, known.sign_in, {}}, now),
        consented.scope,
        std::chrono::floor<std::chrono::seconds>(token_life_)
    };
}

std::optional<Issued> Grants::refresh(std::string_view refresh_token, Instant now) {
    const auto found = world_.refresh_tokens.find(refresh_token);
    if (found == world_.refresh_tokens.end() ||
        (found->second.expires && *found->second.expires <= now)) {
        return std::nullopt;
    }
    const bool strict = settings_.rotation == Rotation::strict;
    const auto old = found->second;
    if (old.replaced) {
        if (strict) {
            forget_sign_in(old.sign_in); // Two hold it, and one of them may be a thief.
        }
        return std::nullopt;
    }
    const bool once = std::exchange(world_.rotate_refresh_tokens, false);
    found->second.replaced = strict || once;
    Issued issued{
        issue_access(old.user, old.sign_in, now),
        {},
        old.scope,
        std::chrono::floor<std::chrono::seconds>(token_life_)
    };
    if (once || settings_.rotation != Rotation::never) {
        issued.refresh_token = issue_refresh(old, now);
    }
    return issued;
}

bool Grants::revoke(std::string_view token) {
    if (const auto refresh = world_.refresh_tokens.find(token);
        refresh != world_.refresh_tokens.end()) {
        forget_sign_in(refresh->second.sign_in);
        return true;
    }
    const auto access = world_.tokens.find(token);
    if (access == world_.tokens.end()) {
        return false;
    }
    const auto sign_in = access->second.sign_in;
    world_.tokens.erase(access);
    if (sign_in != 0) {
        forget_sign_in(sign_in);
    }
    return true;
}

std::string Grants::random_text() {
    std::string bytes;
    for (int word = 0; word < 4; ++word) {
        for (auto bits = random_(), left = std::uint64_t{8}; left > 0; bits >>= 8U, --left) {
            bytes += static_cast<char>(bits & 0xFFU);
        }
    }
    return base64url(bytes);
}

std::string Grants::issue_access(const std::string& user, std::uint64_t sign_in, Instant now) {
    auto token = "ya29." + random_text();
    const auto begins = now + settings_.token_delay;
    world_.tokens[token] = {user, now + token_life_, begins, sign_in};
    return token;
}

std::string Grants::issue_refresh(RefreshToken token, Instant now) {
    auto text = "1//0" + random_text();
    token.replaced = false;
    token.expires =
        settings_.refresh_life ? std::optional{now + *settings_.refresh_life} : std::nullopt;
    world_.refresh_tokens[text] = std::move(token);
    return text;
}

void Grants::forget_sign_in(std::uint64_t sign_in) {
    const auto of_it = [sign_in](const auto& each) { return each.second.sign_in == sign_in; };
    std::erase_if(world_.tokens, of_it);
    std::erase_if(world_.refresh_tokens, of_it);
}

} // namespace testserver::oauth
