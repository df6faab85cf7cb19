#pragma once

#include "domain/mail/ids.hpp"
#include "domain/rules/message_view.hpp"
#include "domain/rules/query.hpp"
#include "domain/rules/truth.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>

namespace domain::rules {

/// Addresses in lower case, "local@host".
using AddressBook = std::set<std::string, std::less<>>;

/// What a query means besides the message: when "now" is, and who "me" is.
struct QueryContext {
    Timestamp now;
    std::chrono::minutes utc_offset{0}; ///< Days of after: and before: start at midnight there.
    AddressBook own;                    ///< The user's addresses; when empty, `me` is unknown.
    AddressBook contacts;               ///< For `protect` only.
    AddressBook replied_to;             ///< For `protect` only.
};

/// An answer, and when it is unknown the cheapest part that could decide it. `text` is named also
/// when only its first bytes are there and the rest could decide.
struct Answer {
    Truth truth = Truth::unknown;
    std::optional<Evidence> needed;
};

/// Never throws, never flips between yes and no when more of the message becomes known.
Answer answer(const Query& query, const MessageView& view, const QueryContext& context);
Answer answer(const Node& node, const MessageView& view, const QueryContext& context);

Truth evaluate(const Query& query, const Message& message, const QueryContext& context);
std::optional<Evidence>
evidence_needed(const Query& query, const Message& message, const QueryContext& context);

} // namespace domain::rules
