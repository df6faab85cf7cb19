#include "adapters/imap/wire/command_grammar/grammar.hpp"
#include "adapters/imap/wire/grammar/grammar.hpp"

#include <array>

namespace imap::wire::command_grammar {

namespace {

using command::FetchAttribute;
using command::FetchName;

constexpr std::array<std::pair<std::string_view, FetchName>, 21> names{{
    {"FLAGS", FetchName::flags},
    {"UID", FetchName::uid},
    {"INTERNALDATE", FetchName::internal_date},
    {"RFC822.SIZE", FetchName::size},
    {"ENVELOPE", FetchName::envelope},
    {"BODY", FetchName::body},
    {"BODYSTRUCTURE", FetchName::body_structure},
    {"RFC822", FetchName::rfc822},
    {"RFC822.HEADER", FetchName::rfc822_header},
    {"RFC822.TEXT", FetchName::rfc822_text},
    {"MODSEQ", FetchName::modseq},
    {"X-GM-MSGID", FetchName::gm_msgid},
    {"X-GM-THRID", FetchName::gm_thrid},
    {"X-GM-LABELS", FetchName::gm_labels},
    {"EMAILID", FetchName::email_id},
    {"THREADID", FetchName::thread_id},
    {"PREVIEW", FetchName::preview},
    {"SAVEDATE", FetchName::save_date},
    {"ALL", FetchName::all},
    {"FAST", FetchName::fast},
    {"FULL", FetchName::full},
}};

bool is_macro(FetchName name) {
    return name == FetchName::all || name == FetchName::fast || name == FetchName::full;
}

// "<" number "." nz-number ">"
bool partial(Lexer& in, FetchAttribute& attribute) {
    auto& [origin, octets] = attribute.partial.emplace();
    return in.expect('<', "partial") && in.number(origin, "partial") && in.expect('.', "partial") &&
           in.nonzero(octets, "partial") && in.expect('>', "partial");
}

bool section_name(FetchAttribute& attribute, std::string_view name) {
    attribute.peek = name.size() > 5 && same_word(name.substr(name.size() - 5), ".PEEK");
    const std::string_view base = attribute.peek ? name.substr(0, name.size() - 5) : name;
    if (same_word(base, "BODY")) {
        attribute.name = FetchName::section;
    } else if (same_word(base, "BINARY")) {
        attribute.name = FetchName::binary;
    } else if (same_word(name, "BINARY.SIZE")) {
        attribute.name = FetchName::binary_size;
    } else {
        return false;
    }
    return true;
}

// "BODY" [".PEEK"] section ["<" number "." nz-number ">"]; BINARY of RFC 3516.
bool sectioned(Lexer& in, FetchAttribute& attribute, std::string_view name) {
    if (!section_name(attribute, name)) {
        return in.fail("unknown attribute", "fetch-att");
    }
    if (!in.expect('[', "section") || !grammar::section(in, attribute.section) ||
        !in.expect(']', "section")) {
        return false;
    }
    return in.peek() != '<' || partial(in, attribute);
}

bool attribute(Lexer& in, FetchAttribute& attribute) {
    const std::size_t start = in.position();
    while (is(in.peek(), character::atom) && in.peek() != '[') {
        in.advance(1);
    }
    const std::string_view name = in.since(start);
    if (in.peek() == '[') {
        return sectioned(in, attribute, name);
    }
    for (const auto& [known, value] : names) {
        if (same_word(name, known)) {
            attribute.name = value;
            return true;
        }
    }
    return in.fail("unknown attribute", "fetch-att");
}

bool attributes(Lexer& in, command::Fetch& fetch) {
    if (!in.skip('(')) {
        return attribute(in, fetch.attributes.emplace_back());
    }
    do {
        if (!attribute(in, fetch.attributes.emplace_back())) {
            return false;
        }
        if (is_macro(fetch.attributes.back().name)) {
            return in.fail("a macro inside a list", "fetch-att");
        }
    } while (in.skip(' '));
    return in.expect(')', "fetch");
}

// SP "(" "CHANGEDSINCE" SP mod-sequence-value [SP "VANISHED"] ")" (RFC 7162)
bool modifiers(Lexer& in, command::Fetch& fetch) {
    if (!in.space("fetch") || !in.expect('(', "fetch-modifier")) {
        return false;
    }
    do {
        std::string word;
        if (!upper_atom(in, word, "fetch-modifier")) {
            return false;
        }
        if (word == "VANISHED") {
            fetch.vanished = true;
        } else if (word != "CHANGEDSINCE") {
            return in.fail("unknown modifier", "fetch-modifier");
        } else if (!in.space("fetch-modifier") ||
                   !in.number(fetch.changed_since.emplace(), "mod-sequence-value")) {
            return false;
        }
    } while (in.skip(' '));
    return in.expect(')', "fetch-modifier");
}

} // namespace

// "FETCH" SP sequence-set SP ("ALL" / "FULL" / "FAST" / fetch-att / "(" … ")") [fetch-modifiers]
bool fetch(Lexer& in, command::Fetch& fetch) {
    if (!in.space("fetch") || !grammar::sequence_set(in, fetch.set, "sequence-set") ||
        !in.space("fetch") || !attributes(in, fetch)) {
        return false;
    }
    return in.at_end() || modifiers(in, fetch);
}

} // namespace imap::wire::command_grammar
