#include "adapters/imap/wire/command_grammar/grammar.hpp"
#include "adapters/imap/wire/grammar/grammar.hpp"

namespace imap::wire::command_grammar {

namespace {

bool qresync_tail(Lexer& in, command::QresyncParameters& qresync) {
    while (in.skip(' ')) {
        if (in.peek() != '(') {
            if (!grammar::sequence_set(in, qresync.known_uids.emplace(), "known-uids")) {
                return false;
            }
            continue;
        }
        in.advance(1);
        auto& [numbers, uids] = qresync.matched.emplace();
        if (!grammar::sequence_set(in, numbers, "known-sequence-set") ||
            !in.space("seq-match-data") || !grammar::sequence_set(in, uids, "known-uid-set") ||
            !in.expect(')', "seq-match-data")) {
            return false;
        }
    }
    return true;
}

// "QRESYNC" SP "(" uidvalidity SP mod-sequence-value [SP known-uids] [SP seq-match-data] ")"
bool qresync(Lexer& in, command::QresyncParameters& qresync) {
    return in.space("QRESYNC") && in.expect('(', "QRESYNC") &&
           in.nonzero(qresync.uidvalidity, "uidvalidity") && in.space("QRESYNC") &&
           in.nonzero(qresync.modseq, "mod-sequence-value") && qresync_tail(in, qresync) &&
           in.expect(')', "QRESYNC");
}

bool select_parameters(Lexer& in, command::Select& select) {
    if (!in.expect('(', "select-params")) {
        return false;
    }
    do {
        std::string name;
        if (!upper_atom(in, name, "select-param")) {
            return false;
        }
        if (name == "CONDSTORE") {
            select.condstore = true;
        } else if (name != "QRESYNC") {
            return in.fail("unknown parameter", "select-param");
        } else if (!qresync(in, select.qresync.emplace())) {
            return false;
        }
    } while (in.skip(' '));
    return in.expect(')', "select-params");
}

// list-mailbox = 1*list-char / string
bool pattern(Lexer& in, MailboxName& pattern) {
    if (in.at_string()) {
        return in.string(pattern, "list-mailbox");
    }
    pattern.assign(in.run(character::list));
    return !pattern.empty() || in.fail("expected a pattern", "list-mailbox");
}

bool patterns(Lexer& in, command::List& list) {
    if (!in.skip('(')) {
        return pattern(in, list.patterns.emplace_back());
    }
    list.extended = true;
    do {
        if (!pattern(in, list.patterns.emplace_back())) {
            return false;
        }
    } while (in.skip(' '));
    return in.expect(')', "mbox-or-pat");
}

// "(" status-att *(SP status-att) ")"
bool status_items(Lexer& in, std::vector<std::string>& items) {
    return upper_words(in, items, "status-att") &&
           (!items.empty() || in.fail("expected an item", "status-att"));
}

// list-return-opts = "RETURN" SP "(" [return-option *(SP return-option)] ")"
bool return_options(Lexer& in, command::List& list) {
    std::string word;
    if (!in.space("list") || !upper_atom(in, word, "list-return-opts")) {
        return false;
    }
    if (word != "RETURN" || !in.space("list-return-opts") || !in.expect('(', "list-return-opts")) {
        return in.fail("expected RETURN", "list-return-opts");
    }
    list.extended = true;
    while (in.peek() != ')') {
        if (!upper_atom(in, word, "return-option")) {
            return false;
        }
        if (word == "STATUS") {
            if (!in.space("return-option") || !status_items(in, list.status_items)) {
                return false;
            }
        } else {
            list.returned.push_back(word);
        }
        if (!in.skip(' ')) {
            break;
        }
    }
    return in.expect(')', "list-return-opts");
}

bool resource_limits(Lexer& in, command::Quota& quota) {
    if (!in.space("setquota") || !in.expect('(', "setquota-list")) {
        return false;
    }
    if (in.peek() != ')') {
        do {
            auto& [name, limit] = quota.limits.emplace_back();
            if (!upper_atom(in, name, "resource-name") || !in.space("setquota-resource") ||
                !in.number(limit, "resource-limit")) {
                return false;
            }
        } while (in.skip(' '));
    }
    return in.expect(')', "setquota-list");
}

} // namespace

// ("SELECT" / "EXAMINE") SP mailbox [SP "(" select-param *(SP select-param) ")"]
bool select(Lexer& in, command::Select& select) {
    if (!in.space("select") || !in.astring(select.mailbox, "mailbox")) {
        return false;
    }
    return in.at_end() || (in.space("select") && select_parameters(in, select));
}

// "CREATE" SP mailbox [SP "(" "USE" SP "(" … ")" ")"] (RFC 6154)
bool change(Lexer& in, command::MailboxChange& change) {
    if (!in.space("mailbox") || !in.astring(change.mailbox, "mailbox")) {
        return false;
    }
    if (in.at_end() || change.verb != command::MailboxVerb::create) {
        return true;
    }
    std::string word;
    if (!in.space("create") || !in.expect('(', "create-param") ||
        !upper_atom(in, word, "create-param")) {
        return false;
    }
    if (word != "USE") {
        return in.fail("unknown parameter", "create-param");
    }
    return in.space("create-param") && grammar::flag_list(in, change.use, "use-attr") &&
           in.expect(')', "create-param");
}

bool rename(Lexer& in, command::Rename& rename) {
    return in.space("rename") && in.astring(rename.from, "mailbox") && in.space("rename") &&
           in.astring(rename.to, "mailbox");
}

// "LIST" [SP "(" selection ")"] SP mailbox SP mbox-or-pat [SP list-return-opts] (RFC 5258)
bool list(Lexer& in, command::List& list) {
    if (!in.space("list")) {
        return false;
    }
    if (in.peek() == '(') {
        list.extended = true;
        if (!upper_words(in, list.selection, "list-select-opts") || !in.space("list")) {
            return false;
        }
    }
    if (!in.astring(list.reference, "mailbox") || !in.space("list") || !patterns(in, list)) {
        return false;
    }
    return in.at_end() || return_options(in, list);
}

// "STATUS" SP mailbox SP "(" status-att *(SP status-att) ")"
bool status(Lexer& in, command::Status& status) {
    return in.space("status") && in.astring(status.mailbox, "mailbox") && in.space("status") &&
           status_items(in, status.items);
}

bool quota(Lexer& in, command::Quota& quota) {
    if (!in.space("quota") || !in.astring(quota.name, "quota-root-name")) {
        return false;
    }
    return quota.verb != command::QuotaVerb::set || resource_limits(in, quota);
}

} // namespace imap::wire::command_grammar
