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

/// Base64 that holds no message of the mechanism: to RFC 3501 6.2.2 a failed exchange.
void refuse_message(Conversation& c, std::string_view tag) {
    if (c.is_gmail()) {
        c.bad(tag, c.words.invalid_sasl());
    } else {
        refuse_login(c, tag, LoginFault::credentials);
    }
}

void check_plain(Conversation& c, const Conversation::Sasl& sasl, std::string_view decoded) {
    const auto credentials = read_credentials(sasl.mechanism, decoded);
    if (!credentials) {
        refuse_message(c, sasl.tag);
        return;
    }
    const auto& other = credentials->authorization;
    if (!c.is_gmail() && !other.empty() && other != credentials->user) {
        c.no(sasl.tag, "Nobody may act as another.", wire::PlainCode{"AUTHORIZATIONFAILED"});
        return;
    }
    login_with_password(c, sasl.tag, credentials->user, credentials->secret.reveal());
}

/// Why somebody who proved who he is has to stay out all the same. Nothing: he has a place among
/// the sessions of the account from now on.
std::optional<LoginFault> kept_out(Conversation& c, std::string_view name, User& user) {
    if (c.world->is_locked_out(name, c.now)) {
        return LoginFault::locked_out;
    }
    const bool has_seat = user.seats->take(c.facts.ordinal, c.world->most_sessions, c.now);
    return has_seat ? std::nullopt : std::optional{LoginFault::too_many_sessions};
}

LoginFault unknown(World& world, std::string_view name) {
    return name.empty() || world.find(name) != nullptr ? LoginFault::credentials
                                                       : LoginFault::no_such_user;
}

void check_token(Conversation& c, Conversation::Sasl sasl, std::string_view decoded) {
    const bool bearer = sasl.mechanism == "OAUTHBEARER";
    const auto credentials = read_credentials(sasl.mechanism, decoded);
    if (!credentials) {
        refuse_message(c, sasl.tag);
        return;
    }
    const auto token = credentials->secret.reveal();
    auto* user = c.world->login_with_token(credentials->user, token, c.now);
    const auto name = credentials->user.empty() && user != nullptr ? user->name : credentials->user;
    const auto fault =
        user == nullptr ? std::optional{unknown(*c.world, name)} : kept_out(c, name, *user);
    if (!fault) {
        c.facts.token_expires = c.world->tokens.find(token)->second.expires;
        finish_login(c, sasl.tag, name, *user);
        return;
    }
    // The challenge is the same for every cause; the tagged NO tells it (GMAIL-IMAP 2.2).
    challenge(c, bearer ? oauthbearer_challenge : xoauth2_challenge);
    sasl.refused = fault;
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
    Conversation::Sasl sasl{std::string{tag}, mechanism};
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
        refuse_login(c, sasl.tag, *sasl.refused); // Whatever the client says here (2.1).
    } else if (line == "*") {
        c.bad(
            sasl.tag, c.is_gmail() ? c.words.invalid_sasl() : "Authentication aborted by client."
        );
    } else {
        check(c, std::move(sasl), line);
    }
}

void login_with_password(
    Conversation& c, std::string_view tag, std::string_view name, std::string_view password
) {
    auto* user = c.world->login(name, password);
    const auto fault =
        user == nullptr ? std::optional{LoginFault::credentials} : kept_out(c, name, *user);
    if (fault) {
        refuse_login(c, tag, *fault);
    } else {
        finish_login(c, tag, name, *user);
    }
}

void refuse_login(Conversation& c, std::string_view tag, LoginFault fault) {
    wire::ResponseCode code;
    if (fault == LoginFault::credentials || (fault == LoginFault::no_such_user && !c.is_gmail())) {
        code = wire::PlainCode{"AUTHENTICATIONFAILED"};
    } else if (fault == LoginFault::too_many_sessions || fault == LoginFault::locked_out) {
        code = wire::PlainCode{c.is_gmail() ? "ALERT" : "LIMIT"};
    }
    c.no(tag, c.words.login_refused(fault), std::move(code));
}

void finish_login(Conversation& c, std::string_view tag, std::string_view name, User& user) {
    c.user = &user;
    c.seats = user.seats;
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
