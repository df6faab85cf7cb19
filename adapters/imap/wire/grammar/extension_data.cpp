#include "adapters/imap/wire/grammar/grammar.hpp"

namespace imap::wire::grammar {

namespace {

bool id_fields(Lexer& in, Id& id) {
    do {
        auto& [name, value] = id.fields->emplace_back();
        if (!in.string(name, "field-value")) {
            return false;
        }
        if (in.peek() == ')') {
            return in.note(Quirk::odd_id, "field-value");
        }
        if (!in.space("field-value") || !in.nstring(value, "field-value")) {
            return false;
        }
    } while (in.more("id-params-list"));
    return true;
}

bool entry_values(Lexer& in, Metadata& metadata) {
    in.advance(1);
    do {
        auto& [name, value] = metadata.entries.emplace_back();
        if (!in.astring(name, "entry-value") || !in.space("entry-value") ||
            !in.nstring(value, "entry-value")) {
            return false;
        }
    } while (in.more("entry-values"));
    return in.expect(')', "entry-values");
}

} // namespace

/// *(SP atom), up to the end or a bracket.
bool words(Lexer& in, std::vector<std::string>& words, std::string_view where) {
    while (in.more(where) && in.peek() != ']') {
        const std::size_t start = in.position();
        in.run(character::atom);
        if (!in.at_end() && in.peek() != ' ' && in.peek() != ']') {
            while (!in.at_end() && in.peek() != ' ' && in.peek() != ']') {
                in.advance(1);
            }
            if (!in.note(Quirk::loose_atom, where)) {
                return false;
            }
        }
        words.emplace_back(in.since(start));
    }
    return true;
}

// "ID" SP id-params-list (RFC 2971)
bool id(Lexer& in, Id& id) {
    if (in.at_end()) {
        return in.note(Quirk::odd_id, "ID");
    }
    if (!in.space("ID")) {
        return false;
    }
    if (in.skip_nil()) {
        return true;
    }
    id.fields.emplace();
    if (!in.expect('(', "id-params-list") || !in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    return (in.peek() == ')' || id_fields(in, id)) && in.expect(')', "id-params-list");
}

// "METADATA" SP mailbox SP (entry-values / entry-list) (RFC 5464)
bool metadata(Lexer& in, Metadata& metadata) {
    if (!in.space("METADATA") || !mailbox(in, metadata.mailbox, "METADATA") ||
        !in.space("METADATA")) {
        return false;
    }
    if (in.peek() == '(') {
        return entry_values(in, metadata);
    }
    do {
        if (!in.astring(metadata.changed.emplace_back(), "entry")) {
            return false;
        }
    } while (in.more("entry-list"));
    return true;
}

// "ACL" SP mailbox *(SP identifier SP rights) (RFC 4314)
bool acl(Lexer& in, Acl& acl) {
    if (!in.space("ACL") || !mailbox(in, acl.mailbox, "ACL")) {
        return false;
    }
    while (in.more("ACL")) {
        auto& [identifier, rights] = acl.rights.emplace_back();
        if (!in.astring(identifier, "identifier") || !in.space("ACL") ||
            !in.astring(rights, "rights")) {
            return false;
        }
    }
    return true;
}

bool list_rights(Lexer& in, ListRights& rights) {
    if (!in.space("LISTRIGHTS") || !mailbox(in, rights.mailbox, "LISTRIGHTS") ||
        !in.space("LISTRIGHTS") || !in.astring(rights.identifier, "identifier") ||
        !in.space("LISTRIGHTS") || !in.astring(rights.required, "rights")) {
        return false;
    }
    while (in.more("LISTRIGHTS")) {
        if (!in.astring(rights.optional.emplace_back(), "rights")) {
            return false;
        }
    }
    return true;
}

bool my_rights(Lexer& in, MyRights& rights) {
    return in.space("MYRIGHTS") && mailbox(in, rights.mailbox, "MYRIGHTS") &&
           in.space("MYRIGHTS") && in.astring(rights.rights, "rights");
}

// "LANGUAGE" SP "(" lang-tag-quoted *(SP lang-tag-quoted) ")" (RFC 5255)
bool language(Lexer& in, Language& language) {
    return in.space("LANGUAGE") && string_list(in, language.languages, "LANGUAGE");
}

bool comparator(Lexer& in, Comparator& comparator) {
    if (!in.space("COMPARATOR") || !in.astring(comparator.active, "COMPARATOR")) {
        return false;
    }
    return !in.more("COMPARATOR") || string_list(in, comparator.available, "COMPARATOR");
}

} // namespace imap::wire::grammar
