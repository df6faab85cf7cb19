#include "adapters/imap/wire/grammar/grammar.hpp"

namespace imap::wire::grammar {

namespace {

// A literal whose length was counted in characters, not octets, leaves the rest of the name as
// words before the next NIL (MailKit's tests hold one in Cyrillic).
bool cut_name(Lexer& in, Address& address) {
    const char next = in.peek(1);
    if (in.peek() == ')' ||
        (in.peek() == ' ' && (next == '"' || next == '{' || next == 'N' || next == 'n'))) {
        return true;
    }
    const std::size_t end = in.rest().find(" NIL \"");
    if (end == std::string_view::npos || !address.name) {
        return true;
    }
    address.name->append(in.rest().substr(0, end));
    in.advance(end);
    return in.note(Quirk::odd_address, "address");
}

// address = "(" addr-name SP addr-adl SP addr-mailbox SP addr-host ")"
bool address(Lexer& in, Address& address) {
    if (!in.expect('(', "address") || !in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    const bool literal = in.at_literal();
    if (!in.nstring(address.name, "addr-name") || (literal && !cut_name(in, address))) {
        return false;
    }
    for (NString* field : {&address.adl, &address.mailbox, &address.host}) {
        if (in.peek() == ')') {
            return in.note(Quirk::odd_address, "address") && in.skip(')');
        }
        if (!in.space("address") || !in.nstring(*field, "address")) {
            return false;
        }
    }
    while (in.more("address")) {
        std::string_view ignored;
        if (!in.note(Quirk::odd_address, "address") || !in.value(ignored, "address")) {
            return false;
        }
    }
    return in.expect(')', "address");
}

bool addresses_in_list(Lexer& in, std::vector<Address>& addresses) {
    while (in.peek() != ')') {
        if (in.at_nil()) {
            in.skip_nil();
            if (!in.note(Quirk::nil_in_list, "env-from")) {
                return false;
            }
        } else if (!address(in, addresses.emplace_back())) {
            return false;
        }
        if (!in.skip_spaces(Quirk::space_between_parts)) {
            return false;
        }
    }
    return true;
}

// env-from = "(" 1*address ")" / nil
bool address_list(Lexer& in, std::vector<Address>& addresses) {
    if (in.skip_nil()) {
        return true;
    }
    if (in.peek() == '"') {
        std::string ignored;
        return in.note(Quirk::string_for_list, "env-from") && in.string(ignored, "env-from");
    }
    if (!in.expect('(', "env-from") || !in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    if (in.peek() == ')' && !in.note(Quirk::empty_list_for_nil, "env-from")) {
        return false;
    }
    return addresses_in_list(in, addresses) && in.expect(')', "env-from");
}

/// Reads one field when there is one. Servers that leave out the last ones have been seen (QQ).
template <typename Read>
bool next_field(Lexer& in, bool& short_of_fields, Read read) {
    if (short_of_fields) {
        return true;
    }
    if (in.peek() == ' ' && in.peek(1) != ')') {
        return in.space("envelope") && read();
    }
    if (in.peek() == ' ' && !in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    if (in.peek() == ')') {
        short_of_fields = true;
        return in.note(Quirk::odd_envelope, "envelope");
    }
    return in.space("envelope") && read();
}

bool envelope_fields(Lexer& in, Envelope& envelope) {
    bool short_of_fields = false;
    if (!in.nstring(envelope.date, "env-date") || !next_field(in, short_of_fields, [&] {
            return in.nstring(envelope.subject, "env-subject");
        })) {
        return false;
    }
    for (auto* list :
         {&envelope.from,
          &envelope.sender,
          &envelope.reply_to,
          &envelope.to,
          &envelope.cc,
          &envelope.bcc}) {
        if (in.peek(1) == '"' && in.peek() == ' ' && list == &envelope.bcc) {
            // One address list fewer than there should be: what follows is In-Reply-To.
            if (!in.note(Quirk::odd_envelope, "env-bcc")) {
                return false;
            }
            break;
        }
        if (!next_field(in, short_of_fields, [&] { return address_list(in, *list); })) {
            return false;
        }
    }
    return next_field(
               in,
               short_of_fields,
               [&] { return in.nstring(envelope.in_reply_to, "env-in-reply-to"); }
           ) &&
           next_field(in, short_of_fields, [&] {
               return in.nstring(envelope.message_id, "env-message-id");
           });
}

} // namespace

// envelope = "(" env-date SP env-subject SP env-from SP env-sender SP env-reply-to SP env-to SP
//            env-cc SP env-bcc SP env-in-reply-to SP env-message-id ")"
bool envelope(Lexer& in, Envelope& envelope) {
    if (in.at_nil()) {
        return in.note(Quirk::nil_for_list, "envelope") && in.skip_nil();
    }
    if (!in.expect('(', "envelope") || !in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    if (in.peek() == ')') {
        return in.note(Quirk::odd_envelope, "envelope") && in.skip(')');
    }
    if (!envelope_fields(in, envelope)) {
        return false;
    }
    while (in.more("envelope")) {
        std::string_view ignored;
        if (!in.note(Quirk::odd_envelope, "envelope") || !in.value(ignored, "envelope")) {
            return false;
        }
    }
    return in.expect(')', "envelope");
}

} // namespace imap::wire::grammar
