#include "testserver/protocol/handlers.hpp"
#include "testserver/protocol/search_match.hpp"

#include <algorithm>

namespace testserver {
namespace {

bool is_known_charset(std::string_view charset) {
    return domain::equal_ignoring_case(charset, "UTF-8") ||
           domain::equal_ignoring_case(charset, "US-ASCII");
}

bool tells_ends_only(const wire::command::Search& command) {
    const auto& asked = command.returned;
    return asked && (asked->min || asked->max) && !asked->all && !asked->count;
}

std::optional<std::uint64_t> highest_modseq(
    const Conversation& c,
    const wire::command::Search& command,
    const std::vector<SequenceNumber>& found
) {
    if (!names_modseq(command.key) || found.empty()) {
        return std::nullopt;
    }
    const auto modseq_of = [&](SequenceNumber number) {
        return c.view->entries()[number - 1].modseq;
    };
    if (tells_ends_only(command)) {
        // RFC 4731 3.2: of the messages that are told.
        const auto first = command.returned->min ? modseq_of(found.front()) : 0;
        const auto last = command.returned->max ? modseq_of(found.back()) : 0;
        return std::max(first, last);
    }
    std::uint64_t highest = 0;
    for (const auto number : found) {
        highest = std::max(highest, modseq_of(number));
    }
    return highest;
}

wire::ESearch extended(
    std::string_view tag,
    const wire::command::Search& command,
    const std::vector<std::uint32_t>& numbers
) {
    const auto& asked = *command.returned;
    const bool all = asked.all || (!asked.min && !asked.max && !asked.count);
    wire::ESearch result;
    result.tag = tag;
    result.uid = command.uid;
    if (!numbers.empty()) {
        result.min = asked.min ? std::optional<std::uint64_t>{numbers.front()} : std::nullopt;
        result.max = asked.max ? std::optional<std::uint64_t>{numbers.back()} : std::nullopt;
        result.all = all ? std::optional{wire::SequenceSet::of(numbers)} : std::nullopt;
    }
    result.count = asked.count ? std::optional<std::uint64_t>{numbers.size()} : std::nullopt;
    return result;
}

} // namespace

void run(Conversation& c, Tag tag, const wire::command::Search& command) {
    if (command.charset && !is_known_charset(*command.charset)) {
        c.no(tag, "Unknown charset.", wire::BadCharsetCode{{"US-ASCII", "UTF-8"}});
        return;
    }
    if (command.charset && c.utf8 && !c.is_gmail()) {
        c.bad(tag, c.words.bad_syntax("no CHARSET after UTF8=ACCEPT")); // RFC 6855 3.
        return;
    }
    const auto key = prepare(c, command.key);
    if (!key || (command.returned && command.returned->save)) {
        c.bad(tag, c.words.bad_syntax("unknown search"));
        return;
    }
    if (names_modseq(command.key)) {
        c.enable_condstore();
    }
    const auto found = find_matches(c, *key);
    const auto modseq = highest_modseq(c, command, found);
    const auto numbers = command.uid ? c.uids_of(found) : found;
    if (command.returned) {
        auto result = extended(tag, command, numbers);
        result.modseq = modseq;
        c.untagged(std::move(result));
    } else {
        c.untagged(wire::Search{false, numbers, modseq});
    }
    c.complete(tag);
}

} // namespace testserver
