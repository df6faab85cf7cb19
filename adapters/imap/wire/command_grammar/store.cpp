#include "adapters/imap/wire/command_grammar/grammar.hpp"
#include "adapters/imap/wire/grammar/grammar.hpp"

namespace imap::wire::command_grammar {

namespace {

using command::StoreAction;
using command::StoreTarget;

bool take_suffix(std::string_view& word, std::string_view upper_case) {
    if (word.size() < upper_case.size() ||
        !same_word(word.substr(word.size() - upper_case.size()), upper_case)) {
        return false;
    }
    word.remove_suffix(upper_case.size());
    return true;
}

// ["+" / "-"] ("FLAGS" / "X-GM-LABELS") [".SILENT"]
bool item(Lexer& in, command::Store& store) {
    std::string_view word;
    if (!in.atom(word, "store-att-flags")) {
        return false;
    }
    store.action = word[0] == '+'   ? StoreAction::add
                   : word[0] == '-' ? StoreAction::remove
                                    : StoreAction::replace;
    if (store.action != StoreAction::replace) {
        word.remove_prefix(1);
    }
    store.silent = take_suffix(word, ".SILENT");
    store.target = same_word(word, "X-GM-LABELS") ? StoreTarget::labels : StoreTarget::flags;
    return store.target == StoreTarget::labels || same_word(word, "FLAGS") ||
           in.fail("expected FLAGS or X-GM-LABELS", "store-att-flags");
}

bool labels(Lexer& in, std::vector<std::string>& labels) {
    if (!in.expect('(', "X-GM-LABELS")) {
        return false;
    }
    if (in.peek() != ')') {
        do {
            if (!gm_label(in, labels.emplace_back())) {
                return false;
            }
        } while (in.skip(' '));
    }
    return in.expect(')', "X-GM-LABELS");
}

// flag-list / (flag *(SP flag))
bool flags(Lexer& in, std::vector<std::string>& flags) {
    if (in.peek() == '(') {
        return grammar::flag_list(in, flags, "flag");
    }
    do {
        std::string& flag = flags.emplace_back(in.skip('\\') ? "\\" : "");
        std::string_view name;
        if (!in.atom(name, "flag")) {
            return false;
        }
        flag.append(name);
    } while (in.skip(' '));
    return true;
}

// "(" "UNCHANGEDSINCE" SP mod-sequence-valzer ")" (RFC 7162)
bool modifier(Lexer& in, command::Store& store) {
    in.advance(1);
    std::string word;
    if (!upper_atom(in, word, "store-modifier")) {
        return false;
    }
    if (word != "UNCHANGEDSINCE") {
        return in.fail("unknown modifier", "store-modifier");
    }
    return in.space("store-modifier") &&
           in.number(store.unchanged_since.emplace(), "mod-sequence-valzer") &&
           in.expect(')', "store-modifier") && in.space("store");
}

} // namespace

// "STORE" SP sequence-set [SP store-modifiers] SP store-att-flags
bool store(Lexer& in, command::Store& store) {
    if (!in.space("store") || !grammar::sequence_set(in, store.set, "sequence-set") ||
        !in.space("store")) {
        return false;
    }
    if (in.peek() == '(' && !modifier(in, store)) {
        return false;
    }
    if (!item(in, store) || !in.space("store")) {
        return false;
    }
    return store.target == StoreTarget::labels ? labels(in, store.values) : flags(in, store.values);
}

bool copy(Lexer& in, command::Copy& copy) {
    return in.space("copy") && grammar::sequence_set(in, copy.set, "sequence-set") &&
           in.space("copy") && in.astring(copy.mailbox, "mailbox");
}

// "EXPUNGE", "UID EXPUNGE" SP sequence-set (RFC 4315)
bool expunge(Lexer& in, command::Expunge& expunge) {
    if (in.at_end()) {
        return true;
    }
    return in.space("expunge") && grammar::sequence_set(in, expunge.uids.emplace(), "sequence-set");
}

} // namespace imap::wire::command_grammar
