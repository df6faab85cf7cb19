#include "adapters/imap/wire/read_response.hpp"

#include "adapters/imap/wire/grammar/grammar.hpp"

#include <array>
#include <optional>
#include <utility>

namespace imap::wire {

namespace {

using Reader = bool (*)(Lexer&, ResponseData&);

template <typename Data, bool (*read)(Lexer&, Data&)>
bool as(Lexer& in, ResponseData& data) {
    return read(in, data.emplace<Data>());
}

template <ListKind kind>
bool as_list(Lexer& in, ResponseData& data) {
    return grammar::list(in, kind, data.emplace<List>());
}

bool as_capability(Lexer& in, ResponseData& data) {
    return grammar::words(in, data.emplace<Capability>().capabilities, "capability-data");
}

bool as_enabled(Lexer& in, ResponseData& data) {
    return grammar::words(in, data.emplace<Enabled>().capabilities, "enable-data");
}

bool as_flags(Lexer& in, ResponseData& data) {
    return in.space("FLAGS") &&
           grammar::flag_list(in, data.emplace<FlagsData>().flags, "flag-list");
}

bool as_sort(Lexer& in, ResponseData& data) {
    auto& search = data.emplace<Search>();
    search.sorted = true;
    return grammar::search(in, search);
}

struct Untagged {
    std::string_view name;
    Reader read;
};

constexpr std::array<Untagged, 22> untagged_responses{{
    {"LIST", as_list<ListKind::list>},
    {"STATUS", as<MailboxStatus, grammar::mailbox_status>},
    {"SEARCH", as<Search, grammar::search>},
    {"ESEARCH", as<ESearch, grammar::esearch>},
    {"VANISHED", as<Vanished, grammar::vanished>},
    {"FLAGS", as_flags},
    {"CAPABILITY", as_capability},
    {"ENABLED", as_enabled},
    {"LSUB", as_list<ListKind::lsub>},
    {"XLIST", as_list<ListKind::xlist>},
    {"SORT", as_sort},
    {"THREAD", as<Thread, grammar::thread>},
    {"ID", as<Id, grammar::id>},
    {"NAMESPACE", as<Namespace, grammar::namespaces>},
    {"QUOTA", as<Quota, grammar::quota>},
    {"QUOTAROOT", as<QuotaRoot, grammar::quota_root>},
    {"METADATA", as<Metadata, grammar::metadata>},
    {"ACL", as<Acl, grammar::acl>},
    {"LISTRIGHTS", as<ListRights, grammar::list_rights>},
    {"MYRIGHTS", as<MyRights, grammar::my_rights>},
    {"LANGUAGE", as<Language, grammar::language>},
    {"COMPARATOR", as<Comparator, grammar::comparator>},
}};

std::optional<Condition> condition_of(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, Condition>, 5> conditions{{
        {"OK", Condition::ok},
        {"NO", Condition::no},
        {"BAD", Condition::bad},
        {"BYE", Condition::bye},
        {"PREAUTH", Condition::preauth},
    }};
    for (const auto& [name, condition] : conditions) {
        if (same_word(word, name)) {
            return condition;
        }
    }
    return std::nullopt;
}

// resp-cond-state behind its word.
bool status(Lexer& in, Condition condition, ResponseData& data) {
    auto& status = data.emplace<Status>();
    status.condition = condition;
    if (in.at_end()) {
        return in.note(Quirk::missing_text, "resp-cond-state");
    }
    return in.space("resp-cond-state") && grammar::response_text(in, status.code, status.text);
}

bool unknown(
    Lexer& in, std::string_view name, std::optional<std::uint64_t> number, ResponseData& data
) {
    in.skip(' ');
    data = Unknown{uppered(name), number, std::string{in.rest()}};
    in.advance(in.rest().size());
    return true;
}

bool fetch(Lexer& in, std::uint32_t number, bool by_uid, ResponseData& data) {
    auto& fetch = data.emplace<Fetch>();
    if (by_uid) {
        fetch.uid_only = true;
        fetch.uid = number;
    } else {
        fetch.number = number;
    }
    return in.space("message-data") && grammar::fetch_items(in, fetch);
}

// message-data = nz-number SP ("EXPUNGE" / ("FETCH" SP msg-att)); mailbox-data's EXISTS and RECENT.
bool numbered(Lexer& in, ResponseData& data) {
    std::uint64_t number = 0;
    std::string_view name;
    if (!in.number(number, "message-data") || !in.space("message-data") ||
        !in.atom(name, "message-data")) {
        return false;
    }
    if (same_word(name, "EXISTS")) {
        data = Exists{number};
        return true;
    }
    if (same_word(name, "RECENT")) {
        data = Recent{number};
        return true;
    }
    const bool by_uid = same_word(name, "UIDFETCH");
    const bool expunge = same_word(name, "EXPUNGE");
    if (!by_uid && !expunge && !same_word(name, "FETCH")) {
        return unknown(in, name, number, data);
    }
    if (number == 0 && !in.note(Quirk::zero_number, "message-data")) {
        return false;
    }
    if (number > star) {
        return in.fail("the number does not fit in 32 bits", "message-data");
    }
    const auto message = static_cast<std::uint32_t>(number);
    if (expunge) {
        data = Expunge{message};
        return true;
    }
    return fetch(in, message, by_uid, data);
}

bool named(Lexer& in, ResponseData& data) {
    std::string_view name;
    if (!in.atom(name, "response-data")) {
        return false;
    }
    if (const auto condition = condition_of(name)) {
        return status(in, *condition, data);
    }
    for (const Untagged& known : untagged_responses) {
        if (same_word(name, known.name)) {
            return known.read(in, data);
        }
    }
    return unknown(in, name, std::nullopt, data);
}

// A response code without its "* OK": Exchange's and home.pl's [COPYUID …] (MailKit #115).
bool bare_code(Lexer& in, ResponseData& data) {
    auto& status = data.emplace<Status>();
    return in.note(Quirk::missing_condition, "response") &&
           grammar::response_text(in, status.code, status.text);
}

// response-data = "*" SP (…)
bool untagged(Lexer& in, ResponseData& data) {
    in.advance(1);
    if (!in.skip(' ') && !in.note(Quirk::missing_space, "response-data")) {
        return false;
    }
    if (!in.skip_spaces(Quirk::extra_space)) {
        return false;
    }
    if (in.peek() == '[') {
        return bare_code(in, data);
    }
    const bool numeric =
        is(in.peek(), character::digit) || (in.peek() == '-' && is(in.peek(1), character::digit));
    return numeric ? numbered(in, data) : named(in, data);
}

// continue-req = "+" SP (resp-text / base64)
bool continuation(Lexer& in, ResponseData& data) {
    in.advance(1);
    auto& request = data.emplace<Continuation>();
    if (in.at_end()) {
        return in.note(Quirk::empty_continuation, "continue-req");
    }
    if (!in.skip(' ') && !in.note(Quirk::missing_space, "continue-req")) {
        return false;
    }
    return in.at_end() || grammar::response_text(in, request.code, request.text);
}

// response-tagged = tag SP resp-cond-state
bool tagged(Lexer& in, Response& response) {
    const std::string_view tag = in.run(character::tag);
    std::string_view word;
    if (tag.empty()) {
        return in.fail("expected \"*\", \"+\" or a tag", "response");
    }
    if (!in.space("response-tagged") || !in.atom(word, "resp-cond-state")) {
        return false;
    }
    const auto condition = condition_of(word);
    if (!condition || *condition == Condition::bye || *condition == Condition::preauth) {
        return in.fail("expected OK, NO or BAD", "resp-cond-state");
    }
    response.tag.assign(tag);
    return status(in, *condition, response.data);
}

bool response(Lexer& in, Response& response) {
    switch (in.peek()) {
    case '*':
        return untagged(in, response.data);
    case '+':
        return continuation(in, response.data);
    case '[':
        return bare_code(in, response.data);
    default:
        return tagged(in, response);
    }
}

bool line_ends(Lexer& in, const Frame& frame) {
    return (!frame.bare_line_feed || in.note(Quirk::bare_line_feed, "CRLF")) &&
           (!frame.unterminated || in.note(Quirk::missing_final_line_end, "CRLF"));
}

} // namespace

Parsed<Response> read_response(const Frame& frame, const ReadOptions& options) {
    Lexer in(frame, {options.tolerance, options.depth, options.utf8});
    Parsed<Response> result{Response{}};
    const bool read = line_ends(in, frame) && response(in, *result) && in.end("response");
    if (!read || in.failed()) {
        return in.diagnostic();
    }
    result->quirks = in.quirks();
    return result;
}

Parsed<Response> read_response(std::string_view text, const ReadOptions& options) {
    Frame frame;
    frame.text = text;
    return read_response(frame, options);
}

} // namespace imap::wire
