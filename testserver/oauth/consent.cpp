#include "testserver/oauth/consent.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace testserver::oauth {
namespace {

/// "http://127.0.0.1:4711", "http://[::1]:4711/path", "http://localhost:4711".
bool is_loopback(std::string_view uri) {
    if (uri.find_first_of("\r\n \t#") != std::string_view::npos) {
        return false;
    }
    return std::ranges::any_of(
        std::array<std::string_view, 3>{"http://127.0.0.1", "http://[::1]", "http://localhost"},
        [uri](std::string_view host) {
            const auto rest = uri.starts_with(host) ? uri.substr(host.size()) : "@";
            return rest.empty() || rest.front() == ':' || rest.front() == '/';
        }
    );
}

std::string page(std::string_view title, const std::string& content) {
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" +
           std::string{title} + "</title></head>\n<body><h1>" + std::string{title} + "</h1>\n" +
           content + "</body></html>\n";
}

HttpAnswer shown(unsigned status, std::string text) {
    HttpAnswer answer;
    answer.status = status;
    answer.content_type = html_type;
    answer.body = std::move(text);
    return answer;
}

/// The request again, as hidden fields, with two buttons.
HttpAnswer form_page(const Form& asked, const std::string& user) {
    std::string inputs;
    for (const auto& [name, value] : asked.fields()) {
        inputs += "<input type=\"hidden\" name=\"" + html_escaped(name) + "\" value=\"" +
                  html_escaped(value) + "\">\n";
    }
    return shown(
        200,
        page(
            "fake Gmail",
            "<p>" + html_escaped(asked["client_id"]) + " wants to read and change the mail of " +
                html_escaped(user) + ".</p>\n<form method=\"post\">\n" + inputs +
                "<button name=\"decision\" value=\"allow\">Allow</button>\n"
                "<button name=\"decision\" value=\"deny\">Deny</button>\n</form>\n"
        )
    );
}

HttpAnswer sent_back(const Form& asked, const std::string& parameters, std::string_view state) {
    const std::string uri{asked["redirect_uri"]};
    auto answer = shown(302, "");
    answer.headers.emplace_back(
        "Location",
        uri + (uri.find('?') == std::string::npos ? "?" : "&") + parameters +
            (state.empty() ? "" : "&state=" + url_encoded(state))
    );
    return answer;
}

} // namespace

ConsentPage::ConsentPage(World& world, Grants& grants, Client client, std::string user)
    : world_(world), grants_(grants), client_(std::move(client)), user_(std::move(user)) {}

HttpAnswer ConsentPage::answer(const Form& asked, Instant now) {
    if (const auto wrong = mistake(asked); !wrong.empty()) {
        return shown(400, page("Error 400: " + std::string{wrong}, "<p>Access blocked.</p>\n"));
    }
    const auto decision = asked["decision"];
    if (decision == "allow" || decision == "deny") {
        return decide(asked, decision == "allow" ? Consent::grant : Consent::deny, now);
    }
    const auto consent = grants_.settings().consent;
    return consent == Consent::form ? form_page(asked, user_of(asked))
                                    : decide(asked, consent, now);
}

/// Google's error code for a request whose answer must not go to its redirect address, or nothing.
std::string_view ConsentPage::mistake(const Form& asked) const {
    if (asked["client_id"] != client_.id) {
        return "invalid_client";
    }
    if (!is_loopback(asked["redirect_uri"])) {
        return "redirect_uri_mismatch";
    }
    const auto method = asked["code_challenge_method"];
    const bool knows_method = method.empty() || method == "plain" || method == "S256";
    if (asked["response_type"] != "code" || asked["scope"].empty() || !knows_method) {
        return "invalid_request";
    }
    return {};
}

HttpAnswer ConsentPage::decide(const Form& asked, Consent consent, Instant now) {
    if (consent == Consent::deny) {
        return sent_back(asked, "error=access_denied", asked["state"]);
    }
    const auto& scope = grants_.settings().scope;
    const auto code = grants_.issue_code(
        {user_of(asked),
         scope.empty() ? std::string{asked["scope"]} : scope,
         std::string{asked["redirect_uri"]},
         std::string{asked["code_challenge"]},
         asked["code_challenge_method"] == "S256"},
        now
    );
    const auto state = consent == Consent::wrong_state ? "somebody-elses" : asked["state"];
    return sent_back(asked, "code=" + url_encoded(code), state);
}

std::string ConsentPage::user_of(const Form& asked) {
    const auto* hinted = world_.find(asked["login_hint"]);
    return hinted == nullptr ? user_ : hinted->name;
}

} // namespace testserver::oauth
