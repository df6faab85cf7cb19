#include "adapters/imap/wire/grammar/grammar.hpp"

#include <algorithm>

namespace imap::wire::grammar {

namespace {

// seq-number = nz-number / "*". A zero cannot be kept: in COPYUID the pairs would shift.
bool sequence_number(Lexer& in, std::uint32_t& number, std::string_view where) {
    if (in.skip('*')) {
        number = star;
        return true;
    }
    if (!is(in.peek(), character::digit) || !in.number32(number, where)) {
        return in.fail("expected a number or \"*\"", where);
    }
    if (number == star) {
        --number; // No mailbox reaches either, and the number itself must not become "*".
    }
    return number != 0 || in.fail("zero in a set", where);
}

} // namespace

// sequence-set = (seq-number / seq-range) *("," sequence-set), or "$" (RFC 5182).
bool sequence_set(Lexer& in, SequenceSet& set, std::string_view where) {
    if (in.skip('$')) {
        set = SequenceSet::saved();
        return true;
    }
    do {
        Range range;
        if (!sequence_number(in, range.first, where)) {
            return false;
        }
        range.last = range.first;
        if (in.skip(':') && !sequence_number(in, range.last, where)) {
            return false;
        }
        set.add(range);
    } while (in.skip(','));
    return true;
}

// uid-set (RFC 4315) and known-uids (RFC 7162): what a server says it did has no "*" and no "$".
bool uid_set(Lexer& in, SequenceSet& set, std::string_view where) {
    if (!sequence_set(in, set, where)) {
        return false;
    }
    const bool has_star = std::ranges::any_of(set.ranges(), [](const Range& range) {
        return range.first == star || range.last == star;
    });
    return (!set.is_saved() && !has_star) || in.fail("expected UIDs", where);
}

} // namespace imap::wire::grammar
