#include "adapters/imap/wire/read_command.hpp"

#include "adapters/imap/wire/command_grammar/grammar.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace imap::wire {

namespace {

using command::Body;
using Reader = bool (*)(Lexer&, Body&, bool by_uid);

template <typename Type, bool (*read)(Lexer&, Type&)>
bool as(Lexer& in, Body& body, bool /*by_uid*/) {
    return read(in, body.emplace<Type>());
}

template <typename Type, bool (*read)(Lexer&, Type&)>
bool as_uid(Lexer& in, Body& body, bool by_uid) {
    auto& command = body.emplace<Type>();
    command.uid = by_uid;
    return read(in, command);
}

template <command::Verb verb>
bool plain(Lexer& /*in*/, Body& body, bool /*by_uid*/) {
    body = command::Plain{verb};
    return true;
}

template <bool examine>
bool select(Lexer& in, Body& body, bool /*by_uid*/) {
    auto& select = body.emplace<command::Select>();
    select.examine = examine;
    return command_grammar::select(in, select);
}

template <command::MailboxVerb verb>
bool change(Lexer& in, Body& body, bool /*by_uid*/) {
    auto& change = body.emplace<command::MailboxChange>();
    change.verb = verb;
    return command_grammar::change(in, change);
}

template <ListKind kind>
bool list(Lexer& in, Body& body, bool /*by_uid*/) {
    auto& list = body.emplace<command::List>();
    list.kind = kind;
    return command_grammar::list(in, list);
}

template <command::QuotaVerb verb>
bool quota(Lexer& in, Body& body, bool /*by_uid*/) {
    auto& quota = body.emplace<command::Quota>();
    quota.verb = verb;
    return command_grammar::quota(in, quota);
}

template <bool move>
bool copy(Lexer& in, Body& body, bool by_uid) {
    auto& copy = body.emplace<command::Copy>();
    copy.uid = by_uid;
    copy.move = move;
    return command_grammar::copy(in, copy);
}

enum class Form : unsigned char { alone, either, uid_takes_set };

struct Row {
    std::string_view name;
    Reader read;
    Form form = Form::alone; ///< Whether "UID" may stand before it.
};

constexpr std::array<Row, 36> rows{{
    {"CAPABILITY", plain<command::Verb::capability>},
    {"NOOP", plain<command::Verb::noop>},
    {"LOGOUT", plain<command::Verb::logout>},
    {"STARTTLS", plain<command::Verb::starttls>},
    {"CHECK", plain<command::Verb::check>},
    {"CLOSE", plain<command::Verb::close>},
    {"UNSELECT", plain<command::Verb::unselect>},
    {"IDLE", plain<command::Verb::idle>},
    {"NAMESPACE", plain<command::Verb::namespaces>},
    {"UNAUTHENTICATE", plain<command::Verb::unauthenticate>},
    {"LOGIN", as<command::Login, command_grammar::login>},
    {"AUTHENTICATE", as<command::Authenticate, command_grammar::authenticate>},
    {"ID", as<command::Id, command_grammar::id>},
    {"ENABLE", as<command::Enable, command_grammar::enable>},
    {"COMPRESS", as<command::Compress, command_grammar::compress>},
    {"SELECT", select<false>},
    {"EXAMINE", select<true>},
    {"CREATE", change<command::MailboxVerb::create>},
    {"DELETE", change<command::MailboxVerb::remove>},
    {"SUBSCRIBE", change<command::MailboxVerb::subscribe>},
    {"UNSUBSCRIBE", change<command::MailboxVerb::unsubscribe>},
    {"RENAME", as<command::Rename, command_grammar::rename>},
    {"LIST", list<ListKind::list>},
    {"LSUB", list<ListKind::lsub>},
    {"XLIST", list<ListKind::xlist>},
    {"STATUS", as<command::Status, command_grammar::status>},
    {"GETQUOTAROOT", quota<command::QuotaVerb::root_of_mailbox>},
    {"GETQUOTA", quota<command::QuotaVerb::quota>},
    {"SETQUOTA", quota<command::QuotaVerb::set>},
    {"APPEND", as<command::Append, command_grammar::append>},
    {"SEARCH", as_uid<command::Search, command_grammar::search>, Form::either},
    {"FETCH", as_uid<command::Fetch, command_grammar::fetch>, Form::either},
    {"STORE", as_uid<command::Store, command_grammar::store>, Form::either},
    {"COPY", copy<false>, Form::either},
    {"MOVE", copy<true>, Form::either},
    {"EXPUNGE", as<command::Expunge, command_grammar::expunge>, Form::uid_takes_set},
}};

bool row_fits(const Row& row, std::string_view verb, bool by_uid) {
    return row.name == verb && (!by_uid || row.form != Form::alone);
}

// Only "UID EXPUNGE" takes a set, and must.
bool expunge_form_fits(Lexer& in, const Body& body, bool by_uid) {
    const auto* expunge = std::get_if<command::Expunge>(&body);
    return expunge == nullptr || expunge->uids.has_value() == by_uid ||
           in.fail("wrong arguments", "expunge");
}

bool arguments(Lexer& in, std::string_view verb, bool by_uid, Body& body) {
    for (const Row& row : rows) {
        if (row_fits(row, verb, by_uid)) {
            return row.read(in, body, by_uid) && expunge_form_fits(in, body, by_uid) &&
                   in.end("command");
        }
    }
    in.skip(' ');
    std::string name = by_uid ? "UID " : "";
    body = command::Unknown{name.append(verb), std::string{in.rest()}};
    return true;
}

/// Nothing where what stands there is no tag to its end: an answer to a part of it reaches nobody.
std::string_view tag_of(Lexer& in) {
    const auto tag = in.run(character::tag);
    return in.at_end() || in.peek() == ' ' ? tag : std::string_view{};
}

bool command_of(Lexer& in, command::Command& command, std::string& verb) {
    command.tag.assign(tag_of(in));
    if (command.tag.empty()) {
        return in.fail("expected a tag", "tag");
    }
    if (in.at_end() && same_word(command.tag, "DONE")) {
        command.tag.clear();
        command.body = command::Plain{command::Verb::done};
        return true;
    }
    if (!in.space("command") || !command_grammar::upper_atom(in, verb, "command")) {
        return false;
    }
    const bool by_uid = verb == "UID";
    if (by_uid && (!in.space("uid") || !command_grammar::upper_atom(in, verb, "uid"))) {
        return false;
    }
    return arguments(in, verb, by_uid, command.body);
}

// {5+} is a client's right (RFC 7888); nothing else is tolerated.
Tolerance strict_with_literal_plus() {
    return Tolerance::nothing().allow(Quirk::literal_plus_from_server);
}

} // namespace

std::variant<command::Command, CommandFault>
read_command(std::string_view text, const CommandOptions& options) {
    Frame frame;
    frame.text = text;
    Lexer in(frame, {strict_with_literal_plus(), options.depth, options.utf8});
    command::Command command;
    std::string verb;
    if (!command_of(in, command, verb) || in.failed()) {
        CommandHead head = head_of(text);
        return CommandFault{std::move(head.tag), std::move(head.verb), in.diagnostic()};
    }
    return command;
}

CommandHead head_of(std::string_view text) {
    Frame frame;
    frame.text = text;
    Lexer in(frame, {});
    CommandHead head;
    head.tag.assign(tag_of(in));
    if (!in.skip(' ')) {
        return head;
    }
    head.verb = uppered(in.run(character::atom));
    if (head.verb == "UID" && in.skip(' ')) {
        head.verb.append(" ").append(uppered(in.run(character::atom)));
    }
    return head;
}

} // namespace imap::wire
