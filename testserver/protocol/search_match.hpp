#pragma once

#include "adapters/imap/wire/search.hpp"
#include "domain/rules/query.hpp"
#include "testserver/protocol/conversation.hpp"

#include <optional>
#include <string>
#include <vector>

namespace testserver {

/// A SEARCH key made ready once for all messages: texts folded, sets resolved, dates counted in
/// days, X-GM-RAW parsed.
struct PreparedKey {
    wire::SearchOp op = wire::SearchOp::all;
    std::string name;
    std::string text; ///< Folded; for Gmail, which searches by words, as spaced words.
    std::chrono::sys_days day;
    std::uint64_t number = 0;
    std::vector<SequenceNumber> set; ///< Sorted sequence numbers, also of a UID set.
    std::optional<domain::rules::Query> query;
    std::vector<PreparedKey> keys;
};

/// None when a text is not UTF-8, or a key belongs to an extension that is not offered.
std::optional<PreparedKey> prepare(const Conversation& c, const wire::SearchKey& key);

/// The messages of the selected mailbox that fit, in ascending order.
std::vector<SequenceNumber> find_matches(const Conversation& c, const PreparedKey& key);

/// RFC 7162 3.1.5: a search that names MODSEQ is answered with the highest one found.
bool names_modseq(const wire::SearchKey& key);

} // namespace testserver
