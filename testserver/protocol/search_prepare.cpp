#include "adapters/imap/wire/utf8.hpp"
#include "domain/rules/parser.hpp"
#include "domain/rules/words.hpp"
#include "testserver/protocol/search_match.hpp"

#include <algorithm>

namespace testserver {
namespace {

using wire::SearchOp;

std::chrono::sys_days day_of(const wire::Date& date) {
    return std::chrono::year_month_day{
        std::chrono::year{date.year}, std::chrono::month{date.month}, std::chrono::day{date.day}
    };
}

/// GMAIL-IMAP 4.5: Gmail's SUBJECT, BODY and TEXT match words of an index, not substrings.
bool by_words(const Conversation& c, SearchOp op) {
    return c.is_gmail() &&
           (op == SearchOp::subject || op == SearchOp::body || op == SearchOp::text);
}

/// What belongs to an extension that the profile does not offer.
bool is_offered(const Conversation& c, const wire::SearchKey& key) {
    switch (key.op) {
    case SearchOp::gm_raw:
    case SearchOp::gm_label:
    case SearchOp::gm_msgid:
    case SearchOp::gm_thrid:
        return c.is_gmail();
    case SearchOp::email_id:
    case SearchOp::thread_id:
    case SearchOp::saved_before:
    case SearchOp::saved_on:
    case SearchOp::saved_since:
    case SearchOp::younger: // WITHIN: Gmail has X-GM-RAW's newer_than for it.
    case SearchOp::older:
        return false;
    default:
        return !key.set.is_saved();
    }
}

std::string prepared_text(const Conversation& c, const wire::SearchKey& key) {
    if (by_words(c, key.op)) {
        return domain::rules::spaced_words(key.text);
    }
    if (key.op == SearchOp::gm_label) {
        return c.name_from_wire(key.text);
    }
    return domain::rules::folded(key.text);
}

} // namespace

std::optional<PreparedKey> prepare(const Conversation& c, const wire::SearchKey& key) {
    if (!wire::is_utf8(key.text) || !is_offered(c, key)) {
        return std::nullopt;
    }
    PreparedKey ready;
    ready.op = key.op;
    ready.name = key.name;
    ready.text = prepared_text(c, key);
    ready.day = day_of(key.date);
    ready.number = key.number;
    if (key.op == SearchOp::sequence || key.op == SearchOp::uid) {
        ready.set = c.numbers_in(key.set, key.op == SearchOp::uid);
    }
    if (key.op == SearchOp::gm_raw) {
        ready.query = domain::rules::parse_query(key.text).query;
    }
    for (const auto& each : key.keys) {
        auto child = prepare(c, each);
        if (!child) {
            return std::nullopt;
        }
        ready.keys.push_back(std::move(*child));
    }
    return ready;
}

bool names_modseq(const wire::SearchKey& key) {
    return key.op == SearchOp::modseq || std::ranges::any_of(key.keys, names_modseq);
}

} // namespace testserver
