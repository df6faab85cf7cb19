#include "adapters/imap/client/login.hpp"

#include "adapters/imap/client/server_text.hpp"
#include "adapters/imap/wire/sasl.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace imap::client {

using ports::FailureKind;
using ports::Proof;
using ports::Result;
namespace say = wire::client;

namespace {

/// A SASL mechanism that carries a kind of proof.
struct Mechanism {
    Proof proof;
    std::string_view name;
    std::optional<wire::SecretText> (*initial)(const ports::Credential&, const Server&);
};

// First choice first: XOAUTH2 is what Google documents, OAUTHBEARER (RFC 7628) what others have.
constexpr std::array mechanisms{
    Mechanism{
        Proof::password,
        "PLAIN",
        [](const ports::Credential& credential, const Server& /*server*/) {
            return wire::sasl_plain(credential.user, credential.secret.reveal());
        }
    },
    Mechanism{
        Proof::access_token,
        "XOAUTH2",
        [](const ports::Credential& credential, const Server& /*server*/) {
            return wire::sasl_xoauth2(credential.user, credential.secret.reveal());
        }
    },
    Mechanism{
        Proof::access_token,
        "OAUTHBEARER",
        [](const ports::Credential& credential, const Server& server) {
            return wire::sasl_oauthbearer(
                credential.user, server.host, server.port, credential.secret.reveal()
            );
        }
    },
};

const Mechanism* offered_mechanism(const session::Capabilities& capabilities, Proof proof) {
    const auto* const found = std::ranges::find_if(mechanisms, [&](const Mechanism& each) {
        return each.proof == proof && capabilities.has(fmt::format("AUTH={}", each.name));
    });
    return found == mechanisms.end() ? nullptr : found;
}

ports::Unexpected nothing_offered(Proof proof) {
    return proof == Proof::password
               ? ports::fail(
                     FailureKind::login_refused,
                     "The server does not offer to log in with a password.",
                     "Try the other way: set auth = \"oauth\"."
                 )
               : ports::fail(
                     FailureKind::login_refused,
                     "The server does not offer to log in by OAuth (XOAUTH2 or OAUTHBEARER).",
                     "Use a password: set auth = \"password\"."
                 );
}

Result<void> learn_capabilities(Conversation& conversation, const std::stop_token& stop) {
    if (conversation.capabilities().known()) {
        return {};
    }
    const auto status = conversation.ask(say::Plain{say::Verb::capability}, stop);
    if (!status) {
        return ports::fail(status.error());
    }
    if (!conversation.capabilities().known()) {
        return ports::fail(FailureKind::protocol, "The server does not say what it can do.");
    }
    return {};
}

/// Falling back to a weaker mechanism than the one the user chose is what an attacker would want.
Result<say::ClientCommand> login_command(
    const session::Capabilities& capabilities,
    const ports::Credential& credential,
    const Server& server
) {
    const Mechanism* const mechanism = offered_mechanism(capabilities, credential.proof);
    const bool by_password = credential.proof == Proof::password;
    if (mechanism == nullptr && by_password && !capabilities.has("LOGINDISABLED")) {
        return say::Login{
            credential.user, wire::SecretText{std::string{credential.secret.reveal()}}
        };
    }
    if (mechanism == nullptr) {
        return nothing_offered(credential.proof);
    }
    auto initial = mechanism->initial(credential, server);
    if (!initial) {
        return ports::fail(
            FailureKind::login_refused,
            "The account's name holds a control character.",
            "Check the account's settings."
        );
    }
    return say::Authenticate{std::string{mechanism->name}, std::move(initial)};
}

Result<void> authenticate(
    Conversation& conversation, const say::ClientCommand& command, const std::stop_token& stop
) {
    const auto status = conversation.ask(command, stop);
    if (!status) {
        return ports::fail(status.error());
    }
    if (status->condition != wire::Condition::ok) {
        return ports::fail(login_refused(name_of(status->code), status->text));
    }
    return {};
}

Result<void> compress(Conversation& conversation, const std::stop_token& stop) {
    if (!conversation.capabilities().has("COMPRESS=DEFLATE")) {
        return {};
    }
    const auto status = conversation.ask(say::Plain{say::Verb::compress}, stop);
    // A NO is fine: everything works without.
    return status ? Result<void>{} : ports::fail(status.error());
}

/// UTF8=ACCEPT (RFC 6855): names as they are, instead of in modified UTF-7. CONDSTORE: MODSEQ comes
/// with each change from the first on. What is refused is done without: see Session::utf8, and
/// Dialect.
Result<void> enable(Conversation& conversation, const std::stop_token& stop) {
    const auto& offered = conversation.capabilities();
    if (!offered.has("ENABLE")) {
        return {};
    }
    say::Enable wanted;
    for (const char* const each : {"CONDSTORE", "UTF8=ACCEPT"}) {
        if (offered.has(each)) {
            wanted.capabilities.emplace_back(each);
        }
    }
    if (wanted.capabilities.empty()) {
        return {};
    }
    const auto status = conversation.ask(wanted, stop);
    return status ? Result<void>{} : ports::fail(status.error());
}

} // namespace

Result<void> await_greeting(Conversation& conversation, const std::stop_token& stop) {
    while (true) {
        const auto event = conversation.next(stop);
        if (!event) {
            return ports::fail(event.error());
        }
        if (const auto* const greeted = std::get_if<session::Greeted>(&*event)) {
            if (greeted->status.condition == wire::Condition::preauth) {
                return ports::fail(
                    FailureKind::protocol,
                    "The server says that we are logged in already, before we said who we are.",
                    "It is not the server that it should be, or it is not set up for clients."
                );
            }
            return {};
        }
    }
}

Result<void> log_in(
    Conversation& conversation,
    const ports::Credential& credential,
    const LoginSettings& settings,
    const std::stop_token& stop
) {
    Result<void> result = learn_capabilities(conversation, stop);
    if (!result) {
        return result;
    }
    const auto command = login_command(conversation.capabilities(), credential, settings.server);
    if (!command) {
        return ports::fail(command.error());
    }
    result = authenticate(conversation, *command, stop);
    if (result) {
        result = learn_capabilities(conversation, stop);
    }
    if (result && settings.compress) {
        result = compress(conversation, stop);
    }
    if (result) {
        result = enable(conversation, stop);
    }
    if (result && conversation.capabilities().has("ID")) {
        // Google asks for it. Nobody waits for the answer.
        const say::Id id{{{"name", "gmail-classifier"}, {"version", "0.1.0"}}};
        static_cast<void>(conversation.submit(id));
    }
    return result;
}

} // namespace imap::client
