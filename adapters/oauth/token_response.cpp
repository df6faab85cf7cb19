#include "adapters/oauth/token_response.hpp"

#include "adapters/oauth/secret_json.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace oauth {

namespace json = boost::json;
using ports::FailureKind;
using std::chrono::seconds;

namespace {

/// RFC 6749 only recommends expires_in; Google's tokens live an hour.
constexpr seconds default_lifetime{3600};
/// Whatever a server says, a token is asked for again within a day.
constexpr seconds longest_lifetime{24 * 3600};

constexpr std::string_view sign_in_again = "sign in again: gmail-classifier auth login";

std::string_view text_or_none(const json::object& object, std::string_view name) {
    return text_member(object, name).value_or("");
}

std::optional<json::object> parsed_object(std::string_view body) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (body.starts_with(byte_order_mark)) {
        body.remove_prefix(byte_order_mark.size());
    }
    return parse_secret_json(body);
}

seconds lifetime(const json::object& object) {
    const auto* value = object.if_contains("expires_in");
    if (value == nullptr || !value->is_number()) {
        return default_lifetime;
    }
    boost::system::error_code error;
    const auto given = value->to_number<std::int64_t>(error);
    if (error || given <= 0) {
        return default_lifetime;
    }
    return std::min(seconds{given}, longest_lifetime);
}

bool grants_mail(std::string_view scopes) {
    while (!scopes.empty()) {
        const auto end = std::min(scopes.find(' '), scopes.size());
        if (scopes.substr(0, end) == mail_scope) {
            return true;
        }
        scopes.remove_prefix(std::min(end + 1, scopes.size()));
    }
    return false;
}

ports::Result<Grant> read_grant(const json::object& object) {
    const auto token = text_or_none(object, "access_token");
    if (token.empty()) {
        return ports::fail(
            FailureKind::protocol, "The token endpoint answered without an access token"
        );
    }
    const auto type = text_or_none(object, "token_type");
    if (!type.empty() && type != "Bearer" && type != "bearer") {
        return ports::fail(
            FailureKind::protocol, "The token endpoint gave a token that is no bearer token"
        );
    }
    const auto scope = text_or_none(object, "scope");
    if (!scope.empty() && !grants_mail(scope)) {
        return ports::fail(
            FailureKind::login_refused,
            "The consent does not include access to mail",
            "sign in again and leave the mail permission ticked: gmail-classifier auth login"
        );
    }
    Grant grant{ports::Secret{std::string{token}}, lifetime(object), std::nullopt};
    if (const auto refresh = text_or_none(object, "refresh_token"); !refresh.empty()) {
        grant.refresh_token = ports::Secret{std::string{refresh}};
    }
    return grant;
}

/// The error code is the server's text: only its known values may reach the user.
ports::Unexpected refusal(std::string_view code) {
    if (code == "invalid_grant") {
        return ports::fail(
            FailureKind::login_refused,
            "Google no longer accepts this sign-in (invalid_grant): it was revoked, unused for six "
            "months, the password "
            "changed, or the app is in testing, where a sign-in ends after seven days",
            fmt::format(
                "{}; to stop the weekly end, publish the OAuth client or use an app password",
                sign_in_again
            )
        );
    }
    if (code == "invalid_client" || code == "unauthorized_client") {
        return ports::fail(
            FailureKind::login_refused,
            fmt::format("Google does not accept the OAuth client ({})", code),
            "check client id and secret, then " + std::string{sign_in_again}
        );
    }
    if (code == "invalid_scope" || code == "invalid_rapt" || code == "admin_policy_enforced" ||
        code == "access_denied") {
        return ports::fail(
            FailureKind::login_refused,
            fmt::format("Google refuses the sign-in ({})", code),
            std::string{sign_in_again}
        );
    }
    return ports::fail(
        FailureKind::login_refused,
        "The token endpoint refuses the request",
        std::string{sign_in_again}
    );
}

} // namespace

ports::Result<Grant> read_token_response(const HttpResponse& response) {
    const auto object = parsed_object(response.body.reveal());
    if (response.status == 200) {
        if (!object) {
            return ports::fail(
                FailureKind::protocol,
                "The token endpoint did not answer with JSON; is this a captive portal?"
            );
        }
        return read_grant(*object);
    }
    if (response.status == 429 || response.status == 403) {
        return ports::fail(
            {FailureKind::throttled,
             fmt::format("The token endpoint asks to slow down (HTTP {})", response.status),
             {},
             response.retry_after}
        );
    }
    const auto code = object ? text_or_none(*object, "error") : std::string_view{};
    if (response.status >= 500 || code == "internal_failure") {
        return ports::fail(
            {FailureKind::unreachable,
             fmt::format("The token endpoint is in trouble (HTTP {})", response.status),
             {},
             response.retry_after}
        );
    }
    if ((response.status == 400 || response.status == 401) && !code.empty()) {
        return refusal(code);
    }
    return ports::fail(
        FailureKind::protocol,
        fmt::format(
            "The token endpoint answered with HTTP {}, which makes no sense here", response.status
        )
    );
}

} // namespace oauth
