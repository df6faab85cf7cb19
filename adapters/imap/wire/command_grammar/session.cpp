#include "adapters/imap/wire/command_grammar/grammar.hpp"

namespace imap::wire::command_grammar {

// "LOGIN" SP userid SP password
bool login(Lexer& in, command::Login& login) {
    std::string password;
    if (!in.space("login") || !in.astring(login.user, "userid") || !in.space("login") ||
        !in.astring(password, "password")) {
        return false;
    }
    login.password = SecretText{std::move(password)};
    return true;
}

// "AUTHENTICATE" SP auth-type [SP (base64 / "=")] (RFC 4959)
bool authenticate(Lexer& in, command::Authenticate& authenticate) {
    if (!in.space("authenticate") || !upper_atom(in, authenticate.mechanism, "auth-type")) {
        return false;
    }
    if (in.at_end()) {
        return true;
    }
    std::string_view initial;
    if (!in.space("authenticate") || !in.atom(initial, "initial-resp")) {
        return false;
    }
    authenticate.initial.emplace(std::string{initial});
    return true;
}

// "ID" SP id-params-list (RFC 2971)
bool id(Lexer& in, command::Id& id) {
    if (!in.space("ID")) {
        return false;
    }
    if (in.skip_nil()) {
        return true;
    }
    if (!in.expect('(', "id-params-list")) {
        return false;
    }
    if (in.peek() != ')') {
        do {
            auto& [name, value] = id.fields.emplace_back();
            if (!in.string(name, "field-value") || !in.space("field-value") ||
                !in.nstring(value, "field-value")) {
                return false;
            }
        } while (in.skip(' '));
    }
    return in.expect(')', "id-params-list");
}

// "ENABLE" 1*(SP capability) (RFC 5161)
bool enable(Lexer& in, command::Enable& enable) {
    do {
        if (!in.space("enable") ||
            !upper_atom(in, enable.capabilities.emplace_back(), "capability")) {
            return false;
        }
    } while (!in.at_end());
    return true;
}

// "COMPRESS" SP algorithm (RFC 4978)
bool compress(Lexer& in, command::Compress& compress) {
    return in.space("compress") && upper_atom(in, compress.algorithm, "algorithm");
}

} // namespace imap::wire::command_grammar
