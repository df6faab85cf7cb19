#include "adapters/oauth/sign_in.hpp"

#include "adapters/oauth/redirect_listener.hpp"
#include "adapters/oauth/token_response.hpp"

#include <algorithm>
#include <utility>

namespace oauth {

using ports::FailureKind;

namespace {

/// A person reads the consent page, maybe finds a phone first.
constexpr std::chrono::minutes consent_limit{10};

std::string_view first_value(const Form& form, std::string_view name) {
    const auto found = std::ranges::find(form, name, &Form::value_type::first);
    return found == form.end() ? std::string_view{} : std::string_view{found->second};
}

/// What a user can copy out of a browser that cannot reach us: the whole address that it was sent
/// to, its query, or the code alone, which then stands for our own sign-in (PKCE still binds it).
std::string query_of(std::string_view pasted, const std::string& state) {
    if (const auto mark = pasted.find('?'); mark != std::string_view::npos) {
        pasted.remove_prefix(mark + 1);
    }
    pasted = pasted.substr(0, pasted.find('#'));
    const bool is_query = pasted.find('=') != std::string_view::npos;
    return is_query ? std::string{pasted}
                    : form_encoded({{"state", state}}) + "&code=" + std::string{pasted};
}

ports::Result<Url> endpoint(const std::string& text) {
    if (auto url = parse_https_url(text)) {
        return *std::move(url);
    }
    return ports::fail(FailureKind::config, "The OAuth endpoint is not an https address");
}

} // namespace

std::string consent_url(
    const Endpoints& endpoints,
    const Client& client,
    const std::string& redirect_uri,
    const std::string& challenge,
    const std::string& state,
    const std::string& login_hint
) {
    return endpoints.authorization + '?' +
           form_encoded({
               {"client_id", client.id},
               {"redirect_uri", redirect_uri},
               {"response_type", "code"},
               {"scope", std::string{mail_scope}},
               {"code_challenge", challenge},
               {"code_challenge_method", "S256"},
               {"state", state},
               {"access_type", "offline"},
               {"prompt", "consent"},
               {"login_hint", login_hint},
           });
}

ports::Result<std::string> code_from_redirect(std::string_view query, std::string_view state) {
    const Form form = form_decoded(query);
    if (first_value(form, "state") != state) {
        return ports::fail(
            FailureKind::login_refused,
            "The browser came back with somebody else's sign-in",
            "run it again"
        );
    }
    if (const auto error = first_value(form, "error"); !error.empty()) {
        return ports::fail(
            FailureKind::login_refused,
            error == "access_denied" ? "The consent page was answered with no"
                                     : "Google refused the sign-in",
            error == "admin_policy_enforced"
                ? "ask the administrator of the domain to allow this client"
                : "run it again"
        );
    }
    const auto code = first_value(form, "code");
    if (code.empty()) {
        return ports::fail(FailureKind::protocol, "The browser came back without a code");
    }
    return std::string{code};
}

SignIn::SignIn(Endpoints endpoints, HttpClient& http, ports::Randomness& randomness)
    : endpoints_(std::move(endpoints)), http_(http), randomness_(randomness) {}

ports::Result<SignedIn> SignIn::run(
    const Client& client, const std::string& user, const Visit& visit, const std::stop_token& stop
) {
    auto listener = RedirectListener::open();
    if (!listener) {
        return ports::fail(listener.error());
    }
    const Pkce pkce = make_pkce(randomness_);
    const std::string state = random_text(randomness_);
    const std::string redirect_uri = (*listener)->redirect_uri();
    visit.show(consent_url(endpoints_, client, redirect_uri, pkce.challenge, state, user));

    const auto has_our_state = [&state](std::string_view query) {
        return first_value(form_decoded(query), "state") == state;
    };
    std::optional<RedirectListener::Pasted> pasted;
    if (visit.pasted) {
        pasted = {*visit.pasted, [&state](std::string_view line) { return query_of(line, state); }};
    }
    const auto query = (*listener)->wait(has_our_state, pasted, consent_limit, stop);
    if (!query) {
        return ports::fail(query.error());
    }
    const auto code = code_from_redirect(*query, state);
    if (!code) {
        return ports::fail(code.error());
    }
    return trade(client, *code, pkce, redirect_uri, stop);
}

ports::Result<SignedIn> SignIn::trade(
    const Client& client,
    std::string_view code,
    const Pkce& pkce,
    const std::string& redirect_uri,
    const std::stop_token& stop
) {
    const auto token_endpoint = endpoint(endpoints_.token);
    if (!token_endpoint) {
        return ports::fail(token_endpoint.error());
    }
    const auto response = http_.post(
        *token_endpoint,
        secret_form(
            {{"client_id", client.id},
             {"client_secret", client.secret.reveal()},
             {"code", code},
             {"code_verifier", pkce.verifier.reveal()},
             {"grant_type", "authorization_code"},
             {"redirect_uri", redirect_uri}}
        ),
        stop
    );
    if (!response) {
        return ports::fail(response.error());
    }
    auto grant = read_token_response(*response);
    if (!grant) {
        return ports::fail(grant.error());
    }
    if (!grant->refresh_token) {
        return ports::fail(
            FailureKind::protocol, "The sign-in gave no refresh token", "run it again"
        );
    }
    return SignedIn{
        {client.id, client.secret, *std::move(grant->refresh_token)}, std::move(grant->access_token)
    };
}

ports::Result<void> SignIn::revoke(const Account& account, const std::stop_token& stop) {
    const auto url = endpoint(endpoints_.revocation);
    if (!url) {
        return ports::fail(url.error());
    }
    const auto response =
        http_.post(*url, secret_form({{"token", account.refresh_token.reveal()}}), stop);
    if (!response) {
        return ports::fail(response.error());
    }
    // 400 says that the token was dead already, which is what was wanted.
    if (response->status != 200 && response->status != 400) {
        return ports::fail(
            FailureKind::unreachable,
            "The server did not confirm that the sign-in was revoked",
            "try again later"
        );
    }
    return {};
}

} // namespace oauth
