#include "adapters/imap/wire/sasl.hpp"
#include "testserver/protocol/authentication.hpp"
#include "testserver/protocol/handlers.hpp"

namespace testserver {
namespace {

// GMAIL-IMAP 2.1 and 2.2: what Gmail says before the NO. It does not tell the cause.
constexpr std::string_view xoauth2_challenge =
    R"({"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"})";
constexpr std::string_view oauthbearer_challenge =
    R"({"status":"invalid_request","scope":"https://mail.google.com/"})";

void challenge(Conversation& c, std::string_view text) {
    c.untagged(wire::Continuation{{}, wire::base64(text)});
}

std::optional<wire::SaslCredentials>
read_credentials(std::string_view mechanism, std::string_view decoded) {
    if (mechanism == "PLAIN") {
        return wire::read_sasl_plain(decoded);
    }
    return mechanism == "XOAUTH2" ? wire::read_sasl_xoauth2(decoded)
                                  : wire::read_sasl_oauthbearer(decoded);
}

void check_plain(Conversation& c, const Conversation::Sasl& sasl, std::string_view decoded) {
    const auto credentials = read_credentials(sasl.mechanism, decoded);
    if (!credentials) {
        c.bad(sasl.tag, c.words.invalid_sasl());
        return;
    }
    const auto& name = credentials->user;
    finish_login(c, sasl.tag, name, c.world->login(name, credentials->secret.reveal()));
}

void check_token(Conversation& c, Conversation::Sasl sasl, std::string_view decoded) {
    const bool bearer = sasl.mechanism == "OAUTHBEARER";
    const auto credentials = read_credentials(sasl.mechanism, decoded);
    if (!credentials) {
        c.bad(sasl.tag, c.words.invalid_sasl());
        return;
    }
    auto* user = c.world->login_with_token(credentials->user, credentials->secret.reveal(), c.now);
    if (user != nullptr) {
        const auto& name = credentials->user.empty() ? user->name : credentials->user;
        finish_login(c, sasl.tag, name, user);
        return;
    }
    challenge(c, bearer ? oauthbearer_challenge : xoauth2_challenge);
    sasl.refused = true;
    c.sasl = std::move(sasl);
}

void check(Conversation& c, Conversation::Sasl sasl, std::string_view response) {
    const auto decoded = wire::from_base64(response == "=" ? std::string_view{} : response);
    if (!decoded) {
        c.bad(sasl.tag, c.words.invalid_sasl());
    } else if (sasl.mechanism == "PLAIN") {
        check_plain(c, sasl, *decoded);
    } else {
        check_token(c, std::move(sasl), *decoded);
    }
}

} // namespace

void run(Conversation& c, Tag tag, const wire::command::Authenticate& command) {
    const auto& mechanism = command.mechanism;
    if (mechanism != "PLAIN" && mechanism != "XOAUTH2" && mechanism != "OAUTHBEARER") {
        c.no(tag, c.is_gmail() ? c.words.invalid_sasl() : "Unsupported authentication mechanism.");
        return;
    }
    Conversation::Sasl sasl{std::string{tag}, mechanism, false};
    if (command.initial) {
        check(c, std::move(sasl), command.initial->reveal());
        return;
    }
    c.sasl = std::move(sasl);
    challenge(c, {});
}

void continue_sasl(Conversation& c, std::string_view line) {
    auto sasl = std::move(*c.sasl);
    c.sasl.reset();
    c.command = "AUTHENTICATE";
    if (sasl.refused) {
        finish_login(
            c, sasl.tag, {}, nullptr
        ); // Whatever the client says here, the NO follows (2.1).
    } else if (line == "*") {
        c.bad(
            sasl.tag, c.is_gmail() ? c.words.invalid_sasl() : "Authentication aborted by client."
        );
    } else {
        check(c, std::move(sasl), line);
    }
}

void finish_login(Conversation& c, std::string_view tag, std::string_view name, User* user) {
    if (user == nullptr) {
        c.no(tag, std::string{c.words.bad_credentials()}, wire::PlainCode{"AUTHENTICATIONFAILED"});
        return;
    }
    c.user = user;
    c.phase = Phase::authenticated;
    c.facts.user = name;
    wire::ResponseCode code;
    if (c.is_gmail()) {
        say_capabilities(c); // 1.3: an untagged line, never a code in the OK.
    } else {
        code = wire::CapabilityCode{capabilities(c)};
    }
    c.status(tag, wire::Condition::ok, std::move(code), c.words.authenticated(name));
}

std::string login_name(const wire::command::Body& body) {
    if (const auto* login = std::get_if<wire::command::Login>(&body)) {
        return login->user;
    }
    const auto* sasl = std::get_if<wire::command::Authenticate>(&body);
    if (sasl == nullptr || !sasl->initial) {
        return {};
    }
    const auto decoded = wire::from_base64(sasl->initial->reveal());
    const auto credentials = decoded ? read_credentials(sasl->mechanism, *decoded) : std::nullopt;
    return credentials ? credentials->user : std::string{};
}

std::vector<std::string> capabilities(const Conversation& c) {
    const auto list = c.words.capabilities(c.logged_in());
    return {list.begin(), list.end()};
}

void say_capabilities(Conversation& c) {
    c.untagged(wire::Capability{capabilities(c)});
}

} // namespace testserver
