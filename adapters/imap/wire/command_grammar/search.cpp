#include "adapters/imap/wire/command_grammar/grammar.hpp"
#include "adapters/imap/wire/grammar/grammar.hpp"
#include "adapters/imap/wire/search_names.hpp"

namespace imap::wire::command_grammar {

namespace {

bool key(Lexer& in, SearchKey& key);

bool operands(Lexer& in, SearchKey& parent, std::size_t count) {
    if (!in.enter("search-key")) {
        return false;
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (!in.space("search-key") || !key(in, parent.keys.emplace_back())) {
            return false;
        }
    }
    in.leave();
    return true;
}

// date = date-text / DQUOTE date-text DQUOTE
bool date(Lexer& in, Date& date) {
    std::string text;
    if (!in.astring(text, "date")) {
        return false;
    }
    const auto read = read_date(text);
    if (!read) {
        return in.fail("expected a date", "date");
    }
    date = *read;
    return true;
}

// entry-type-req = "priv" / "shared" / "all"
bool is_entry_type(std::string_view word) {
    return same_word(word, "PRIV") || same_word(word, "SHARED") || same_word(word, "ALL");
}

// "MODSEQ" [SP entry-name SP entry-type-req] SP mod-sequence-valzer (RFC 7162)
bool modseq(Lexer& in, SearchKey& key) {
    if (in.peek() == '"') {
        std::string_view type;
        if (!in.string(key.name, "entry-name") || !in.space("search-modseq") ||
            !in.atom(type, "entry-type-req") || !in.space("search-modseq")) {
            return false;
        }
        if (!key.name.starts_with("/flags/") || !is_entry_type(type)) {
            return in.fail("unknown entry", "search-modseq");
        }
    }
    return in.number(key.number, "mod-sequence-valzer");
}

bool value(Lexer& in, SearchKey& key, SearchArgument argument) {
    switch (argument) {
    case SearchArgument::text:
    case SearchArgument::object_id:
        return in.astring(key.text, "astring");
    case SearchArgument::header:
        return in.astring(key.name, "header-fld-name") && in.space("search-key") &&
               in.astring(key.text, "astring");
    case SearchArgument::keyword: {
        std::string_view word;
        const bool read = in.atom(word, "flag-keyword");
        key.name.assign(word);
        return read;
    }
    case SearchArgument::date:
        return date(in, key.date);
    case SearchArgument::number:
        return in.number(key.number, "number");
    case SearchArgument::modseq:
        return modseq(in, key);
    case SearchArgument::gm_label:
        return gm_label(in, key.text);
    case SearchArgument::uids:
        return grammar::sequence_set(in, key.set, "sequence-set");
    case SearchArgument::none:
    case SearchArgument::key:
    case SearchArgument::two_keys:
        break;
    }
    return true;
}

bool named_key(Lexer& in, SearchKey& key) {
    std::string_view name;
    if (!in.atom(name, "search-key")) {
        return false;
    }
    for (const SearchName& row : search_names) {
        if (!same_word(name, row.name)) {
            continue;
        }
        key.op = row.op;
        switch (row.argument) {
        case SearchArgument::none:
            return true;
        case SearchArgument::key:
            return operands(in, key, 1);
        case SearchArgument::two_keys:
            return operands(in, key, 2);
        default:
            return in.space("search-key") && value(in, key, row.argument);
        }
    }
    return in.fail("unknown search key", "search-key");
}

bool keys(Lexer& in, SearchKey& parent) {
    parent.op = SearchOp::conjunction;
    do {
        if (!key(in, parent.keys.emplace_back())) {
            return false;
        }
    } while (in.skip(' '));
    return true;
}

// "(" search-key *(SP search-key) ")"
bool group(Lexer& in, SearchKey& parent) {
    in.advance(1);
    if (!in.enter("search-key") || !keys(in, parent)) {
        return false;
    }
    in.leave();
    return in.expect(')', "search-key");
}

bool key(Lexer& in, SearchKey& key) {
    if (in.peek() == '(') {
        return group(in, key);
    }
    if (is(in.peek(), character::digit) || in.peek() == '*' || in.peek() == '$') {
        key.op = SearchOp::sequence;
        return grammar::sequence_set(in, key.set, "sequence-set");
    }
    return named_key(in, key);
}

bool return_option(SearchReturn& returned, std::string_view name) {
    constexpr std::array<std::pair<std::string_view, bool SearchReturn::*>, 5> options{{
        {"MIN", &SearchReturn::min},
        {"MAX", &SearchReturn::max},
        {"ALL", &SearchReturn::all},
        {"COUNT", &SearchReturn::count},
        {"SAVE", &SearchReturn::save},
    }};
    for (const auto& [known, member] : options) {
        if (known == name) {
            returned.*member = true;
            return true;
        }
    }
    return false;
}

// "RETURN" SP "(" [search-return-opt *(SP search-return-opt)] ")": none of them is ALL (RFC 4731).
bool return_options(Lexer& in, command::Search& search) {
    std::vector<std::string> names;
    auto& returned = search.returned.emplace();
    if (!in.space("search-return-opts") || !upper_words(in, names, "search-return-opt")) {
        return false;
    }
    for (const std::string& name : names) {
        if (!return_option(returned, name)) {
            return in.fail("unknown return option", "search-return-opt");
        }
    }
    returned.all = returned.all || names.empty();
    return in.space("search");
}

/// True at that word, which is consumed.
bool skip_word(Lexer& in, std::string_view upper_case) {
    const std::string_view word = in.rest().substr(0, upper_case.size());
    const bool whole = in.rest().size() > upper_case.size() && in.peek(upper_case.size()) == ' ';
    if (!whole || !same_word(word, upper_case)) {
        return false;
    }
    in.advance(upper_case.size());
    return true;
}

} // namespace

// "SEARCH" [SP search-return-opts] [SP "CHARSET" SP astring] 1*(SP search-key)
bool search(Lexer& in, command::Search& search) {
    if (!in.space("search") || (skip_word(in, "RETURN") && !return_options(in, search))) {
        return false;
    }
    if (skip_word(in, "CHARSET") &&
        (!in.space("search") || !in.astring(search.charset.emplace(), "charset") ||
         !in.space("search"))) {
        return false;
    }
    if (!keys(in, search.key)) {
        return false;
    }
    if (search.key.keys.size() == 1) {
        SearchKey only = std::move(search.key.keys.front());
        search.key = std::move(only);
    }
    return true;
}

} // namespace imap::wire::command_grammar
