#include "adapters/imap/wire/command_grammar/grammar.hpp"
#include "adapters/imap/wire/grammar/grammar.hpp"

namespace imap::wire::command_grammar {

namespace {

bool date_time(Lexer& in, std::optional<DateTime>& date) {
    std::string text;
    bool relaxed = false;
    if (!in.string(text, "date-time")) {
        return false;
    }
    date = read_date_time(text, relaxed);
    return (date && !relaxed) || in.fail("expected a date", "date-time");
}

bool bytes(Lexer& in, command::AppendMessage& message) {
    std::uint64_t octets = 0;
    bool streamed = false;
    NString content;
    if (!in.at_literal()) {
        return in.fail("expected a literal", "append-data");
    }
    message.literal8 = in.peek() == '~';
    if (!in.content(content, octets, streamed, "append-data")) {
        return false;
    }
    message.bytes = std::move(content).value_or("");
    return !streamed || in.fail("the literal was not kept", "append-data");
}

// "UTF8" SP "(" literal8 ")" (RFC 6855)
bool utf8_bytes(Lexer& in, command::AppendMessage& message) {
    std::string word;
    message.utf8 = true;
    if (!upper_atom(in, word, "append-data") || word != "UTF8") {
        return in.fail("expected a literal", "append-data");
    }
    return in.space("append-data") && in.expect('(', "append-data") && bytes(in, message) &&
           in.expect(')', "append-data");
}

// append-message = [SP flag-list] [SP date-time] SP literal
bool message(Lexer& in, command::AppendMessage& message) {
    if (!in.space("append")) {
        return false;
    }
    if (in.peek() == '(' &&
        (!grammar::flag_list(in, message.flags, "flag") || !in.space("append"))) {
        return false;
    }
    if (in.peek() == '"' && (!date_time(in, message.date) || !in.space("append"))) {
        return false;
    }
    return in.at_literal() ? bytes(in, message) : utf8_bytes(in, message);
}

} // namespace

// "APPEND" SP mailbox 1*append-message (RFC 3501, RFC 3502)
bool append(Lexer& in, command::Append& append) {
    if (!in.space("append") || !in.astring(append.mailbox, "mailbox")) {
        return false;
    }
    do {
        if (!message(in, append.messages.emplace_back())) {
            return false;
        }
    } while (!in.at_end());
    return true;
}

} // namespace imap::wire::command_grammar
