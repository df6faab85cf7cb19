#include "testserver/oauth/token_service.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace testserver::oauth {
namespace {

constexpr std::string_view form_type = "application/x-www-form-urlencoded";

HttpAnswer plain_refusal(unsigned status, const std::string& text) {
    HttpAnswer answer;
    answer.status = status;
    answer.content_type = html_type;
    answer.body = "<!doctype html>\n<title>" + text + "</title>\n<p>" + text + ".</p>\n";
    return answer;
}

HttpAnswer only_by(const char* methods) {
    auto answer = plain_refusal(405, "Method Not Allowed");
    answer.headers.emplace_back("Allow", methods); // RFC 9110 15.5.6
    return answer;
}

bool has_form(const HttpRequest& request) {
    return request.content_type.starts_with(form_type);
}

/// Google takes the fields of both.
Form all_fields(const HttpRequest& request) {
    return Form::read(request.query + '&' + (has_form(request) ? request.body : std::string{}));
}

bool is_secret(std::string_view name) {
    constexpr std::array<std::string_view, 5> secrets{
        "client_secret", "code", "code_verifier", "refresh_token", "token"
    };
    return std::ranges::find(secrets, name) != secrets.end();
}

} // namespace

TokenService::TokenService(World& world, Setup setup, Grants::Random random)
    : client_(setup.client),
      grants_(world, std::move(setup.settings), setup.token_life, std::move(random)),
      consent_(world, grants_, std::move(setup.client), std::move(setup.user)) {}

HttpAnswer TokenService::answer(const HttpRequest& request, Instant now) {
    const bool posts = request.method == "POST";
    if (request.path == consent_path) {
        return posts || request.method == "GET" ? consent_.answer(all_fields(request), now)
                                                : only_by("GET, POST");
    }
    if (request.path == token_path) {
        return posts
                   ? trade(grants_, client_, Form::read(has_form(request) ? request.body : ""), now)
                   : only_by("POST");
    }
    if (request.path == revocation_path) {
        return posts ? revoke(grants_, all_fields(request)) : only_by("POST");
    }
    return plain_refusal(404, "Not Found");
}

std::string shown_request(const HttpRequest& request) {
    const auto form = all_fields(request);
    auto text = request.method + ' ' + request.path;
    for (const auto& [name, value] : form.fields()) {
        text += ' ' + name + '=' + (is_secret(name) ? "***" : value);
    }
    return text;
}

} // namespace testserver::oauth
