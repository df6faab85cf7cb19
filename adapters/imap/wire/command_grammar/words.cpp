#include "adapters/imap/wire/command_grammar/grammar.hpp"

namespace imap::wire::command_grammar {

bool upper_atom(Lexer& in, std::string& word, std::string_view where) {
    std::string_view text;
    if (!in.atom(text, where)) {
        return false;
    }
    word = uppered(text);
    return true;
}

bool upper_words(Lexer& in, std::vector<std::string>& words, std::string_view where) {
    if (!in.expect('(', where)) {
        return false;
    }
    if (in.peek() != ')') {
        do {
            if (!upper_atom(in, words.emplace_back(), where)) {
                return false;
            }
        } while (in.skip(' '));
    }
    return in.expect(')', where);
}

// Gmail takes a system label as "\" atom and as a quoted string with an escaped backslash.
bool gm_label(Lexer& in, std::string& label) {
    if (!in.skip('\\')) {
        return in.astring(label, "label");
    }
    std::string_view name;
    if (!in.atom(name, "label")) {
        return false;
    }
    label.assign("\\").append(name);
    return true;
}

} // namespace imap::wire::command_grammar
