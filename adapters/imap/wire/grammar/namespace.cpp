#include "adapters/imap/wire/grammar/grammar.hpp"

namespace imap::wire::grammar {

namespace {

bool delimiter(Lexer& in, std::optional<char>& delimiter) {
    NString text;
    if (in.rest().starts_with("\"\\\")")) {
        delimiter = '\\';
        in.advance(3);
        return in.note(Quirk::bad_escape, "Namespace");
    }
    if (!in.nstring(text, "Namespace")) {
        return false;
    }
    if (text && text->size() != 1 && !in.note(Quirk::odd_namespace, "Namespace")) {
        return false;
    }
    if (text && !text->empty()) {
        delimiter = text->front();
    }
    return true;
}

// Namespace_Response_Extension = SP string SP "(" string *(SP string) ")"
bool entry(Lexer& in, NamespaceEntry& entry) {
    if (!in.expect('(', "Namespace") || !in.string(entry.prefix, "Namespace") ||
        !in.space("Namespace") || !delimiter(in, entry.delimiter)) {
        return false;
    }
    while (in.more("Namespace")) {
        auto& [name, values] = entry.extensions.emplace_back();
        if (!in.string(name, "Namespace") || !in.space("Namespace") ||
            !string_list(in, values, "Namespace")) {
            return false;
        }
    }
    return in.expect(')', "Namespace");
}

// Namespace = nil / "(" 1*( "(" string SP (DQUOTE QUOTED_CHAR DQUOTE / nil) *(extension) ")" ) ")"
bool group(Lexer& in, std::vector<NamespaceEntry>& entries) {
    if (in.at_end()) {
        return in.note(Quirk::odd_namespace, "Namespace");
    }
    if (!in.space("Namespace")) {
        return false;
    }
    if (in.skip_nil()) {
        return true;
    }
    if (!in.expect('(', "Namespace")) {
        return false;
    }
    if (in.peek() == ')' && !in.note(Quirk::empty_list_for_nil, "Namespace")) {
        return false;
    }
    while (in.peek() == '(') {
        if (!entry(in, entries.emplace_back()) || !in.skip_spaces(Quirk::space_between_parts)) {
            return false;
        }
    }
    return in.expect(')', "Namespace");
}

} // namespace

// Namespace_Response = "NAMESPACE" SP Namespace SP Namespace SP Namespace (RFC 2342)
bool namespaces(Lexer& in, Namespace& namespaces) {
    return group(in, namespaces.personal) && group(in, namespaces.other_users) &&
           group(in, namespaces.shared);
}

} // namespace imap::wire::grammar
