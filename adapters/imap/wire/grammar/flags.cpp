#include "adapters/imap/wire/grammar/grammar.hpp"

namespace imap::wire::grammar {

namespace {

// flag = "\" atom / atom; in PERMANENTFLAGS also "\*". Gmail shows keywords that other clients made
// with "]", "/" and even spaces in their names, unquoted (net-imap #241, MailKit #193).
bool flag(Lexer& in, std::string& flag, std::string_view where) {
    if (in.at_string()) {
        return in.note(Quirk::loose_flag, where) && in.string(flag, where);
    }
    const std::size_t start = in.position();
    in.skip('\\');
    if (!in.skip('*')) {
        in.run(character::atom);
    }
    const bool bare = in.since(start).empty() || in.since(start) == "\\";
    if (bare || (is(in.peek(), character::loose) && !in.at_end())) {
        in.run(character::loose);
        if (in.since(start).empty()) {
            return in.fail("expected a flag", where);
        }
        if (!in.note(Quirk::loose_flag, where)) {
            return false;
        }
    }
    flag.assign(in.since(start));
    return true;
}

// A label that was written without quotes though it has brackets: "(foobar)" (net-imap #272).
bool bracketed_label(Lexer& in, std::string& label) {
    std::string_view text;
    if (!in.note(Quirk::loose_label, "label") || !in.value(text, "label")) {
        return false;
    }
    label.assign(text);
    return true;
}

bool loose_label(Lexer& in, std::string& label) {
    const std::size_t start = in.position();
    in.skip('\\');
    in.run(character::astring);
    if (is(in.peek(), character::loose)) {
        in.run(character::loose);
        if (!in.note(Quirk::loose_label, "label")) {
            return false;
        }
    }
    label.assign(in.since(start));
    return !label.empty() || in.fail("expected a label", "label");
}

bool label(Lexer& in, std::string& label) {
    if (in.at_string()) {
        return in.string(label, "label");
    }
    return in.peek() == '(' ? bracketed_label(in, label) : loose_label(in, label);
}

} // namespace

bool flag_list(Lexer& in, Flags& flags, std::string_view where) {
    if (in.at_nil()) {
        return in.note(Quirk::nil_for_list, where) && in.skip_nil();
    }
    if (!in.expect('(', where) || !in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    flags.reserve(4);
    if (in.peek() != ')') {
        do {
            if (!flag(in, flags.emplace_back(), where)) {
                return false;
            }
        } while (in.more(where));
    }
    return in.expect(')', where);
}

bool label_list(Lexer& in, std::vector<std::string>& labels) {
    if (in.at_nil()) {
        return in.note(Quirk::nil_for_list, "label") && in.skip_nil();
    }
    if (!in.expect('(', "label") || !in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    if (in.peek() != ')') {
        do {
            if (in.at_nil()) {
                in.skip_nil();
                if (!in.note(Quirk::nil_in_list, "label")) {
                    return false;
                }
            } else if (!label(in, labels.emplace_back())) {
                return false;
            }
        } while (in.more("label"));
    }
    return in.expect(')', "label");
}

bool string_list(Lexer& in, std::vector<std::string>& strings, std::string_view where) {
    if (!in.expect('(', where) || !in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    if (in.peek() != ')') {
        do {
            if (!in.astring(strings.emplace_back(), where)) {
                return false;
            }
        } while (in.more(where));
    }
    return in.expect(')', where);
}

} // namespace imap::wire::grammar
