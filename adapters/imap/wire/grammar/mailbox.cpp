#include "adapters/imap/wire/grammar/grammar.hpp"

#include <algorithm>
#include <array>

namespace imap::wire {

bool List::has_attribute(std::string_view attribute) const {
    const std::string wanted = uppered(attribute);
    return std::ranges::any_of(attributes, [&](const auto& one) { return same_word(one, wanted); });
}

namespace grammar {

namespace {

// Exchange leaves names with control characters and blanks unquoted (MailKit #945), others 8-bit
// names: everything up to `end` is the name then.
bool loose_mailbox(
    Lexer& in, MailboxName& mailbox, std::size_t start, std::size_t end, std::string_view where
) {
    in.advance(end - in.position());
    mailbox.assign(in.since(start));
    return in.note(Quirk::loose_mailbox, where);
}

/// A name that ends where the line or its extended data begins.
bool listed_mailbox(Lexer& in, MailboxName& mailbox) {
    const std::size_t start = in.position();
    if (in.at_string()) {
        return in.string(mailbox, "mailbox");
    }
    in.run(character::astring);
    const bool whole = in.at_end() || in.rest().starts_with(" (") ||
                       in.rest().find_first_not_of(' ') == std::string_view::npos;
    if (whole && in.position() > start) {
        mailbox.assign(in.since(start));
        return true;
    }
    return in.at_end()
               ? in.fail("expected a mailbox", "mailbox")
               : loose_mailbox(in, mailbox, start, in.position() + in.rest().size(), "mailbox");
}

bool odd_delimiter(Lexer& in, std::optional<char>& delimiter) {
    if (!in.note(Quirk::loose_list_delimiter, "mailbox-list")) {
        return false;
    }
    if (in.rest().starts_with("\"\\\" ")) {
        delimiter = '\\';
        in.advance(3);
        return true;
    }
    std::string text;
    if (!in.astring(text, "mailbox-list")) {
        return false;
    }
    if (!text.empty()) {
        delimiter = text[0];
    }
    return true;
}

// DQUOTE QUOTED-CHAR DQUOTE / nil
bool hierarchy_delimiter(Lexer& in, std::optional<char>& delimiter) {
    if (in.skip_nil()) {
        return true;
    }
    const bool escaped = in.peek() == '"' && in.peek(1) == '\\' && in.peek(3) == '"';
    const bool single =
        in.peek() == '"' && in.peek(2) == '"' && in.peek(1) != '"' && in.peek(1) != '\\';
    if (!escaped && !single) {
        return odd_delimiter(in, delimiter);
    }
    delimiter = in.peek(escaped ? 2 : 1);
    in.advance(escaped ? 4 : 3);
    return true;
}

// mbox-list-extended-item = astring SP tagged-ext-val (RFC 5258, RFC 5465)
bool extended_item(Lexer& in, List& list) {
    std::string tag;
    if (!in.astring(tag, "mbox-list-extended-item") || !in.space("mbox-list-extended-item")) {
        return false;
    }
    if (same_word(tag, "CHILDINFO")) {
        return string_list(in, list.child_info, "childinfo-extended-item");
    }
    if (same_word(tag, "OLDNAME") && in.skip('(')) {
        return in.astring(list.old_name.emplace(), "oldname-extended-item") &&
               in.expect(')', "oldname-extended-item");
    }
    std::string_view value;
    if (!in.value(value, "tagged-ext-val")) {
        return false;
    }
    list.extended.emplace_back(std::move(tag), value);
    return true;
}

bool extended_data(Lexer& in, List& list) {
    if (!in.expect('(', "mbox-list-extended")) {
        return false;
    }
    if (in.peek() != ')') {
        do {
            if (!extended_item(in, list)) {
                return false;
            }
        } while (in.more("mbox-list-extended"));
    }
    return in.expect(')', "mbox-list-extended");
}

using Number = std::optional<std::uint64_t> MailboxStatus::*;

constexpr std::array<std::pair<std::string_view, Number>, 10> status_numbers{{
    {"MESSAGES", &MailboxStatus::messages},
    {"RECENT", &MailboxStatus::recent},
    {"UIDNEXT", &MailboxStatus::uidnext},
    {"UIDVALIDITY", &MailboxStatus::uidvalidity},
    {"UNSEEN", &MailboxStatus::unseen},
    {"DELETED", &MailboxStatus::deleted},
    {"DELETED-STORAGE", &MailboxStatus::deleted_storage},
    {"HIGHESTMODSEQ", &MailboxStatus::highestmodseq},
    {"SIZE", &MailboxStatus::size},
    {"APPENDLIMIT", &MailboxStatus::appendlimit},
}};

bool status_value(Lexer& in, MailboxStatus& status, std::string_view name) {
    if (same_word(name, "APPENDLIMIT") && in.skip_nil()) {
        status.appendlimit_nil = true;
        return true;
    }
    for (const auto& [known, member] : status_numbers) {
        if (same_word(name, known)) {
            return in.number((status.*member).emplace(), "status-att");
        }
    }
    if (same_word(name, "MAILBOXID")) {
        return in.expect('(', "objectid") && in.astring(status.mailbox_id.emplace(), "objectid") &&
               in.expect(')', "objectid");
    }
    std::string_view value;
    if (!in.value(value, "status-att")) {
        return false;
    }
    status.unknown.emplace_back(name, value);
    return true;
}

// status-att-list = status-att SP number *(SP status-att SP number)
bool status_list(Lexer& in, MailboxStatus& status) {
    if (!in.expect('(', "status-att-list") || !in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    if (in.peek() != ')') {
        do {
            std::string_view name;
            if (!in.atom(name, "status-att") || !in.space("status-att") ||
                !status_value(in, status, name)) {
                return false;
            }
        } while (in.more("status-att-list"));
    }
    return in.expect(')', "status-att-list");
}

bool status_mailbox(Lexer& in, MailboxName& mailbox) {
    const std::size_t start = in.position();
    if (in.at_string()) {
        return in.string(mailbox, "mailbox");
    }
    in.run(character::astring);
    const std::size_t list = in.rest().find(" (");
    if (list == 0 || list == std::string_view::npos) {
        mailbox.assign(in.since(start));
        return !mailbox.empty() || in.fail("expected a mailbox", "mailbox");
    }
    return loose_mailbox(in, mailbox, start, in.position() + list, "mailbox");
}

} // namespace

bool mailbox(Lexer& in, MailboxName& mailbox, std::string_view where) {
    const std::size_t start = in.position();
    if (in.at_string()) {
        return in.string(mailbox, where);
    }
    in.run(character::astring);
    if (is(in.peek(), character::loose)) {
        in.run(character::loose);
        if (!in.note(Quirk::loose_mailbox, where)) {
            return false;
        }
    }
    mailbox.assign(in.since(start));
    return !mailbox.empty() || in.fail("expected a mailbox", where);
}

// mailbox-list = "(" [mbx-list-flags] ")" SP (DQUOTE QUOTED-CHAR DQUOTE / nil) SP mailbox
//                [SP mbox-list-extended]
bool list(Lexer& in, ListKind kind, List& list) {
    list.kind = kind;
    if (!in.space("mailbox-list") || !flag_list(in, list.attributes, "mbx-list-flags") ||
        !in.space("mailbox-list") || !hierarchy_delimiter(in, list.delimiter) ||
        !in.space("mailbox-list") || !listed_mailbox(in, list.mailbox)) {
        return false;
    }
    return !in.rest().starts_with(" (") || (in.space("mailbox-list") && extended_data(in, list));
}

// "STATUS" SP mailbox SP "(" [status-att-list] ")"
bool mailbox_status(Lexer& in, MailboxStatus& status) {
    if (!in.space("STATUS") || !status_mailbox(in, status.mailbox)) {
        return false;
    }
    if (in.rest().find_first_not_of(' ') == std::string_view::npos) {
        return in.note(Quirk::missing_status_list, "STATUS");
    }
    return in.space("STATUS") && status_list(in, status);
}

} // namespace grammar

} // namespace imap::wire
