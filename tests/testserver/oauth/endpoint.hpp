#pragma once

#include "testserver/oauth/proof_key.hpp"
#include "testserver/oauth/token_service.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

namespace testserver::oauth {

inline const std::string verifier(50, 'v');
inline constexpr std::string_view redirect_uri = "http://127.0.0.1:4711";

/// A world with one user, an endpoint, and a client that walks through it.
class Endpoint {
public:
    explicit Endpoint(OauthSettings settings = {})
        : service{
              world,
              {{"desk", "hush"}, "me@gmail.com", std::move(settings), std::chrono::hours{1}},
              [this] { return random(); }
          } {
        world.add_user({"me@gmail.com", "", nullptr});
    }

    HttpAnswer get(std::string_view path, const std::string& query) {
        return service.answer({"GET", std::string{path}, query, "", ""}, now);
    }

    HttpAnswer post(std::string_view path, const std::string& body) {
        return service.answer(
            {"POST", std::string{path}, "", "application/x-www-form-urlencoded", body}, now
        );
    }

    static std::string consent_query(const std::string& more = "") {
        return "client_id=desk&response_type=code&scope=https%3A%2F%2Fmail.google.com%2F&state=s1"
               "&code_challenge_method=S256&code_challenge=" +
               s256_challenge(verifier) + "&redirect_uri=" + url_encoded(redirect_uri) + more;
    }

    static std::string location(const HttpAnswer& answer) {
        for (const auto& [name, value] : answer.headers) {
            if (name == "Location") {
                return value;
            }
        }
        return {};
    }

    /// The code that the browser brings back.
    std::string consent() {
        const auto uri = location(get(consent_path, consent_query()));
        return std::string{Form::read(uri.substr(uri.find('?') + 1))["code"]};
    }

    static std::string code_request(const std::string& code, const std::string& proof = verifier) {
        return "grant_type=authorization_code&client_id=desk&client_secret=hush&code=" +
               url_encoded(code) + "&code_verifier=" + proof +
               "&redirect_uri=" + url_encoded(redirect_uri);
    }

    static std::string refresh_request(const std::string& token) {
        return "grant_type=refresh_token&client_id=desk&client_secret=hush&refresh_token=" +
               url_encoded(token);
    }

    static std::string member(const HttpAnswer& answer, std::string_view name) {
        for (const auto& each : answer.members) {
            if (each.name == name) {
                return each.value.substr(1, each.value.size() - 2);
            }
        }
        return {};
    }

    HttpAnswer refresh(const std::string& token) {
        return post(token_path, refresh_request(token));
    }

    /// The refresh token of a new sign-in.
    std::string sign_in() {
        return member(post(token_path, code_request(consent())), "refresh_token");
    }

    bool lets_in(const std::string& access_token) {
        return world.login_with_token("me@gmail.com", access_token, now) != nullptr;
    }

    World world{Profile::gmail};
    Instant now{std::chrono::hours{500'000}};
    std::mt19937_64 random{1};
    TokenService service;
};

} // namespace testserver::oauth
