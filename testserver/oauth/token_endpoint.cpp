#include "testserver/oauth/token_endpoint.hpp"

#include "testserver/oauth/proof_key.hpp"
#include "testserver/scenario/oauth_error.hpp"

#include <optional>

namespace testserver::oauth {
namespace {

HttpAnswer answer_of(std::vector<JsonMember> members, unsigned status = 200) {
    HttpAnswer answer;
    answer.status = status;
    answer.body = json_object(members);
    answer.members = std::move(members);
    return answer;
}

HttpAnswer complaint(std::string_view error, const std::string& description) {
    return answer_of(
        {{"error", json_string(error)}, {"error_description", json_string(description)}}, 400
    );
}

HttpAnswer missing(std::string_view parameter) {
    return complaint("invalid_request", "Missing required parameter: " + std::string{parameter});
}

/// RFC 6749 5.1; Google's order.
HttpAnswer granted(const Issued& issued) {
    std::vector<JsonMember> members{
        {"access_token", json_string(issued.access_token)},
        {"expires_in", std::to_string(issued.life.count())},
    };
    if (!issued.refresh_token.empty()) {
        members.push_back({"refresh_token", json_string(issued.refresh_token)});
    }
    members.push_back({"scope", json_string(issued.scope)});
    members.push_back({"token_type", json_string("Bearer")});
    auto answer = answer_of(std::move(members));
    answer.headers.emplace_back("Cache-Control", "no-store"); // RFC 6749 5.1
    return answer;
}

/// Why the client may not ask at all, or nothing.
std::optional<HttpAnswer> refused_client(const Client& client, const Form& form) {
    if (form["client_id"].empty()) {
        return complaint("invalid_request", "Could not determine client ID from request.");
    }
    if (form["client_id"] != client.id) {
        return refusal("invalid_client");
    }
    if (form["client_secret"].empty()) {
        return refusal("missing_secret"); // Google wants it of desktop clients too.
    }
    return form["client_secret"] == client.secret ? std::nullopt
                                                  : std::optional{refusal("wrong_secret")};
}

/// RFC 7636 4.6: the name of the refusal, or nothing.
std::string_view wrong_proof(const Consented& consented, std::string_view verifier) {
    if (consented.challenge.empty()) {
        return {};
    }
    if (verifier.empty()) {
        return "missing_verifier";
    }
    const auto proof = consented.s256 ? s256_challenge(verifier) : std::string{verifier};
    return is_code_verifier(verifier) && proof == consented.challenge ? std::string_view{}
                                                                      : "wrong_verifier";
}

HttpAnswer trade_code(Grants& grants, const Form& form, Instant now) {
    const auto code = form["code"];
    if (code.empty()) {
        return missing("code");
    }
    const auto* consented = grants.find_code(code, now);
    if (consented == nullptr) {
        return refusal("malformed_code");
    }
    if (form["redirect_uri"] != consented->redirect_uri) {
        return refusal("redirect_uri_mismatch");
    }
    if (const auto wrong = wrong_proof(*consented, form["code_verifier"]); !wrong.empty()) {
        return refusal(wrong);
    }
    const auto issued = grants.redeem(code, now);
    return issued ? granted(*issued) : refusal("bad_request");
}

HttpAnswer trade_refresh_token(Grants& grants, const Form& form, Instant now) {
    if (form["refresh_token"].empty()) {
        return missing("refresh_token");
    }
    const auto issued = grants.refresh(form["refresh_token"], now);
    return issued ? granted(*issued) : refusal("invalid_grant");
}

} // namespace

HttpAnswer refusal(std::string_view name) {
    const auto* error = find_oauth_error(name);
    HttpAnswer answer;
    answer.status = error->status;
    answer.body = body_of(*error);
    return answer;
}

HttpAnswer trade(Grants& grants, const Client& client, const Form& form, Instant now) {
    const auto type = form["grant_type"];
    if (type.empty()) {
        return missing("grant_type");
    }
    if (auto refused = refused_client(client, form)) {
        return *std::move(refused);
    }
    if (type == "authorization_code") {
        return trade_code(grants, form, now);
    }
    if (type == "refresh_token") {
        return trade_refresh_token(grants, form, now);
    }
    return complaint("unsupported_grant_type", "Invalid grant_type: " + std::string{type});
}

HttpAnswer revoke(Grants& grants, const Form& form) {
    return grants.revoke(form["token"]) ? answer_of({}) : refusal("invalid_token");
}

} // namespace testserver::oauth
