#pragma once

#include "adapters/imap/wire/search.hpp"

#include <array>
#include <string_view>

namespace imap::wire {

/// What stands behind a search key's name.
enum class SearchArgument : unsigned char {
    none,
    text,    ///< astring
    header,  ///< astring SP astring
    keyword, ///< flag-keyword
    date,
    number,
    modseq,   ///< [entry] mod-sequence
    gm_label, ///< astring, or "\" atom
    object_id,
    uids,
    key, ///< one search-key
    two_keys,
};

struct SearchName {
    std::string_view name;
    SearchOp op = SearchOp::all;
    SearchArgument argument = SearchArgument::none;
};

/// search-key, one row a name: reader and writer share it.
inline constexpr std::array<SearchName, 47> search_names{{
    {"ALL", SearchOp::all, SearchArgument::none},
    {"ANSWERED", SearchOp::answered, SearchArgument::none},
    {"DELETED", SearchOp::deleted, SearchArgument::none},
    {"DRAFT", SearchOp::draft, SearchArgument::none},
    {"FLAGGED", SearchOp::flagged, SearchArgument::none},
    {"NEW", SearchOp::fresh, SearchArgument::none},
    {"OLD", SearchOp::old, SearchArgument::none},
    {"RECENT", SearchOp::recent, SearchArgument::none},
    {"SEEN", SearchOp::seen, SearchArgument::none},
    {"UNANSWERED", SearchOp::unanswered, SearchArgument::none},
    {"UNDELETED", SearchOp::undeleted, SearchArgument::none},
    {"UNDRAFT", SearchOp::undraft, SearchArgument::none},
    {"UNFLAGGED", SearchOp::unflagged, SearchArgument::none},
    {"UNSEEN", SearchOp::unseen, SearchArgument::none},
    {"BCC", SearchOp::bcc, SearchArgument::text},
    {"BODY", SearchOp::body, SearchArgument::text},
    {"CC", SearchOp::cc, SearchArgument::text},
    {"FROM", SearchOp::from, SearchArgument::text},
    {"SUBJECT", SearchOp::subject, SearchArgument::text},
    {"TEXT", SearchOp::text, SearchArgument::text},
    {"TO", SearchOp::to, SearchArgument::text},
    {"X-GM-RAW", SearchOp::gm_raw, SearchArgument::text},
    {"X-GM-LABELS", SearchOp::gm_label, SearchArgument::gm_label},
    {"HEADER", SearchOp::header, SearchArgument::header},
    {"KEYWORD", SearchOp::keyword, SearchArgument::keyword},
    {"UNKEYWORD", SearchOp::unkeyword, SearchArgument::keyword},
    {"BEFORE", SearchOp::before, SearchArgument::date},
    {"ON", SearchOp::on, SearchArgument::date},
    {"SINCE", SearchOp::since, SearchArgument::date},
    {"SENTBEFORE", SearchOp::sent_before, SearchArgument::date},
    {"SENTON", SearchOp::sent_on, SearchArgument::date},
    {"SENTSINCE", SearchOp::sent_since, SearchArgument::date},
    {"SAVEDBEFORE", SearchOp::saved_before, SearchArgument::date},
    {"SAVEDON", SearchOp::saved_on, SearchArgument::date},
    {"SAVEDSINCE", SearchOp::saved_since, SearchArgument::date},
    {"LARGER", SearchOp::larger, SearchArgument::number},
    {"SMALLER", SearchOp::smaller, SearchArgument::number},
    {"YOUNGER", SearchOp::younger, SearchArgument::number},
    {"OLDER", SearchOp::older, SearchArgument::number},
    {"MODSEQ", SearchOp::modseq, SearchArgument::modseq},
    {"X-GM-MSGID", SearchOp::gm_msgid, SearchArgument::number},
    {"X-GM-THRID", SearchOp::gm_thrid, SearchArgument::number},
    {"EMAILID", SearchOp::email_id, SearchArgument::object_id},
    {"THREADID", SearchOp::thread_id, SearchArgument::object_id},
    {"UID", SearchOp::uid, SearchArgument::uids},
    {"NOT", SearchOp::negation, SearchArgument::key},
    {"OR", SearchOp::either, SearchArgument::two_keys},
}};

} // namespace imap::wire
