#include "adapters/imap/wire/grammar/fetch_content.hpp"
#include "adapters/imap/wire/grammar/grammar.hpp"

#include <algorithm>
#include <array>

namespace imap::wire::grammar {

namespace {

// date-time in its quotes. NIL is RFC 8514's for a save date that is not known.
bool date_time(Lexer& in, std::optional<DateTime>& time, std::string_view where) {
    if (in.skip_nil()) {
        return true;
    }
    std::string text;
    if (!in.string(text, where)) {
        return false;
    }
    bool relaxed = false;
    time = read_date_time(text, relaxed);
    if (!time) {
        return in.fail("expected a date", where);
    }
    return !relaxed || in.note(Quirk::relaxed_date, where);
}

// MODSEQ SP "(" permsg-modsequence ")" (RFC 7162).
bool modseq(Lexer& in, std::optional<std::uint64_t>& modseq) {
    const bool listed = in.skip('(');
    if (!listed && !in.note(Quirk::missing_parenthesis, "fetch-mod-resp")) {
        return false;
    }
    return in.nonzero(modseq.emplace(), "mod-sequence-value") &&
           (!listed || in.expect(')', "fetch-mod-resp"));
}

// "(" objectid ")" (RFC 8474).
bool object_id(Lexer& in, NString& id) {
    if (in.skip_nil()) {
        id.reset();
        return true;
    }
    return in.expect('(', "objectid") && in.astring(id.emplace(), "objectid") &&
           in.expect(')', "objectid");
}

// mail.ru puts further body structures behind the first one (node-imap #904).
bool extra_structures(Lexer& in) {
    while (in.peek() == '(') {
        std::string_view ignored;
        if (!in.note(Quirk::extra_body_fields, "body") || !in.value(ignored, "body")) {
            return false;
        }
    }
    return true;
}

bool structure(Lexer& in, std::optional<BodyPart>& part) {
    if (in.at_nil()) {
        return in.note(Quirk::nil_for_list, "body") && in.skip_nil();
    }
    return body(in, part.emplace()) && extra_structures(in);
}

using Reader = bool (*)(Lexer&, Fetch&);

struct Item {
    std::string_view name;
    Reader read;
};

// msg-att, the most frequent first.
constexpr std::array<Item, 17> items{{
    {"UID", [](Lexer& in, Fetch& f) { return in.nonzero32(f.uid.emplace(), "uniqueid"); }},
    {"FLAGS", [](Lexer& in, Fetch& f) { return flag_list(in, f.flags.emplace(), "flag-fetch"); }},
    {"INTERNALDATE", [](Lexer& in, Fetch& f) { return date_time(in, f.internal_date, "date-time"); }
    },
    {"RFC822.SIZE", [](Lexer& in, Fetch& f) { return in.number(f.size.emplace(), "RFC822.SIZE"); }},
    {"X-GM-LABELS", [](Lexer& in, Fetch& f) { return label_list(in, f.gm_labels.emplace()); }},
    {"X-GM-MSGID", [](Lexer& in, Fetch& f) { return in.number(f.gm_msgid.emplace(), "X-GM-MSGID"); }
    },
    {"X-GM-THRID", [](Lexer& in, Fetch& f) { return in.number(f.gm_thrid.emplace(), "X-GM-THRID"); }
    },
    {"MODSEQ", [](Lexer& in, Fetch& f) { return modseq(in, f.modseq); }},
    {"ENVELOPE", [](Lexer& in, Fetch& f) { return envelope(in, f.envelope.emplace()); }},
    {"BODYSTRUCTURE", [](Lexer& in, Fetch& f) { return structure(in, f.body_structure); }},
    {"EMAILID", [](Lexer& in, Fetch& f) { return object_id(in, f.email_id); }},
    {"THREADID", [](Lexer& in, Fetch& f) { return object_id(in, f.thread_id.emplace()); }},
    {"PREVIEW", [](Lexer& in, Fetch& f) { return in.nstring(f.preview.emplace(), "PREVIEW"); }},
    {"SAVEDATE", [](Lexer& in, Fetch& f) { return date_time(in, f.save_date, "SAVEDATE"); }},
    {"RFC822", [](Lexer& in, Fetch& f) { return content(in, f, ContentSource::rfc822); }},
    {"RFC822.HEADER",
     [](Lexer& in, Fetch& f) { return content(in, f, ContentSource::rfc822_header); }},
    {"RFC822.TEXT", [](Lexer& in, Fetch& f) { return content(in, f, ContentSource::rfc822_text); }},
}};

bool unknown_item(Lexer& in, Fetch& fetch, std::string_view name) {
    UnknownItem& item = fetch.unknown.emplace_back();
    item.name.assign(name);
    if (in.peek() == ')') {
        return in.note(Quirk::missing_value, "msg-att");
    }
    std::string_view value;
    if (!in.space("msg-att") || !in.value(value, "msg-att")) {
        return false;
    }
    item.value.assign(value);
    return true;
}

bool named_item(Lexer& in, Fetch& fetch, std::string_view name) {
    for (const Item& item : items) {
        if (same_word(name, item.name)) {
            return in.space("msg-att") && item.read(in, fetch);
        }
    }
    if (same_word(name, "BODY")) {
        return in.space("msg-att") && structure(in, fetch.body);
    }
    return unknown_item(in, fetch, name);
}

bool item(Lexer& in, Fetch& fetch) {
    const std::size_t start = in.position();
    while (is(in.peek(), character::atom) && in.peek() != '[') {
        in.advance(1);
    }
    const std::string_view name = in.since(start);
    if (name.empty()) {
        return in.fail("expected the name of an item", "msg-att");
    }
    return in.peek() == '[' ? sectioned_item(in, fetch, name) : named_item(in, fetch, name);
}

// Domino wraps ENVELOPE in a pair of parentheses of its own (MailKit #943).
bool wrapped_items(Lexer& in, Fetch& fetch) {
    if (!in.note(Quirk::extra_parenthesis, "msg-att") || !in.enter("msg-att")) {
        return false;
    }
    const bool read = fetch_items(in, fetch);
    in.leave();
    return read;
}

bool next_item(Lexer& in, bool& done) {
    done = in.peek() == ')' || in.at_end();
    if (done || in.more("msg-att")) {
        return true;
    }
    done = in.peek() == ')' || in.at_end();
    return done || in.note(Quirk::missing_space, "msg-att");
}

} // namespace

// msg-att = "(" (msg-att-dynamic / msg-att-static) *(SP …) ")"
bool fetch_items(Lexer& in, Fetch& fetch) {
    if (!in.expect('(', "msg-att") || !in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    bool done = in.peek() == ')';
    while (!done) {
        if (!(in.peek() == '(' ? wrapped_items(in, fetch) : item(in, fetch)) ||
            !next_item(in, done)) {
            return false;
        }
    }
    if (in.at_end()) {
        return in.note(Quirk::missing_parenthesis, "msg-att");
    }
    return in.expect(')', "msg-att");
}

} // namespace imap::wire::grammar
