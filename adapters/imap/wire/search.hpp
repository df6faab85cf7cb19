#pragma once

#include "adapters/imap/wire/date.hpp"
#include "adapters/imap/wire/sequence_set.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace imap::wire {

/// search-key of RFC 3501 6.4.4, RFC 5032 (younger, older), RFC 7162 (modseq), RFC 8474 (email_id,
/// thread_id) and X-GM-EXT-1 (gm_…). The comment says which members of SearchKey count.
enum class SearchOp : unsigned char {
    all,
    answered,
    deleted,
    draft,
    flagged,
    fresh,
    old,
    recent,
    seen, // none
    unanswered,
    undeleted,
    undraft,
    unflagged,
    unseen, // none
    bcc,
    body,
    cc,
    from,
    subject,
    text,
    to,
    gm_raw,
    gm_label, // text
    header,   // name, text
    keyword,
    unkeyword, // name
    before,
    on,
    since,
    sent_before,
    sent_on,
    sent_since,
    saved_before,
    saved_on,
    saved_since, // date
    larger,
    smaller,
    younger,
    older,
    modseq,
    gm_msgid,
    gm_thrid, // number
    email_id,
    thread_id, // text
    sequence,
    uid, // set
    conjunction,
    negation,
    either, // keys: any number, one, two
};

struct SearchKey {
    SearchOp op = SearchOp::all;
    std::string name;
    std::string text;
    Date date;
    std::uint64_t number = 0;
    SequenceSet set;
    std::vector<SearchKey> keys;

    bool operator==(const SearchKey&) const = default;
};

/// RETURN options of RFC 4731, RFC 5182 and RFC 9394.
struct SearchReturn {
    bool min = false;
    bool max = false;
    bool all = false;
    bool count = false;
    bool save = false;

    bool operator==(const SearchReturn&) const = default;
};

/// The key's name as it stands on the wire: "SENTBEFORE", "X-GM-RAW". Empty for a set and for a
/// conjunction, which have none.
std::string_view name_of(SearchOp op);

} // namespace imap::wire
