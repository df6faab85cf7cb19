#include "adapters/imap/wire/grammar/grammar.hpp"

#include <limits>

namespace imap::wire::grammar {

namespace {

/// "1234567 ": a guess of the octets of one number, to make room once.
constexpr std::size_t octets_per_number = 8;

// "(" "MODSEQ" SP mod-sequence-value ")" (RFC 7162)
bool search_modseq(Lexer& in, std::optional<std::uint64_t>& modseq) {
    std::string_view name;
    if (!in.expect('(', "search-sort-mod-seq") || !in.atom(name, "search-sort-mod-seq")) {
        return false;
    }
    if (!same_word(name, "MODSEQ")) {
        return in.fail("expected MODSEQ", "search-sort-mod-seq");
    }
    return in.space("search-sort-mod-seq") && in.number(modseq.emplace(), "mod-sequence-value") &&
           in.expect(')', "search-sort-mod-seq");
}

// thread-members = nz-number *(SP nz-number) [SP thread-nested]
bool members(Lexer& in, ThreadNode& node);

// thread-list = "(" (thread-members / thread-nested) ")"
bool thread_list(Lexer& in, ThreadNode& node) {
    if (!in.expect('(', "thread-list") || !in.enter("thread-list")) {
        return false;
    }
    const bool read = members(in, node) && in.expect(')', "thread-list");
    in.leave();
    return read;
}

bool members(Lexer& in, ThreadNode& node) {
    while (in.peek() != ')') {
        if (in.peek() == '(') {
            if (!thread_list(in, node.branches.emplace_back())) {
                return false;
            }
        } else if (!in.nonzero32(node.numbers.emplace_back(), "thread-members")) {
            return false;
        }
        if (in.peek() == ' ' && !in.more("thread-members")) {
            break;
        }
    }
    return true;
}

bool signed_number(Lexer& in, std::int64_t& number) {
    const bool negative = in.skip('-');
    std::uint64_t magnitude = 0;
    if (!in.number(magnitude, "partial-range")) {
        return false;
    }
    if (magnitude > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return in.fail("the number is too large", "partial-range");
    }
    number = static_cast<std::int64_t>(magnitude) * (negative ? -1 : 1);
    return true;
}

// "PARTIAL" SP "(" partial-range SP partial-results ")" (RFC 9394)
bool partial(Lexer& in, PartialResult& partial) {
    if (!in.expect('(', "PARTIAL") || !signed_number(in, partial.first) ||
        !in.expect(':', "PARTIAL") || !signed_number(in, partial.last) || !in.space("PARTIAL")) {
        return false;
    }
    if (!in.skip_nil() && !sequence_set(in, partial.numbers.emplace(), "partial-results")) {
        return false;
    }
    return in.expect(')', "PARTIAL");
}

// "RELEVANCY" SP "(" [score *(SP score)] ")" (RFC 6203)
bool relevancy(Lexer& in, std::vector<std::uint64_t>& scores) {
    if (!in.expect('(', "score-list")) {
        return false;
    }
    if (in.peek() != ')') {
        do {
            if (!in.nonzero(scores.emplace_back(), "score")) {
                return false;
            }
        } while (in.more("score-list"));
    }
    return in.expect(')', "score-list");
}

// ("ADDTO" / "REMOVEFROM") SP "(" context-position SP sequence-set *(SP …) ")" (RFC 5267)
bool updates(Lexer& in, ESearch& esearch, bool removes) {
    if (!in.expect('(', "ret-data-addto")) {
        return false;
    }
    do {
        auto& update = esearch.updates.emplace_back();
        update.removes = removes;
        if (!in.number(update.position, "context-position") || !in.space("ret-data-addto") ||
            !sequence_set(in, update.numbers, "ret-data-addto")) {
            return false;
        }
    } while (in.more("ret-data-addto"));
    return in.expect(')', "ret-data-addto");
}

// search-return-data (RFC 4731)
bool return_data(Lexer& in, ESearch& esearch, std::string_view name) {
    if (same_word(name, "MIN")) {
        return in.nonzero(esearch.min.emplace(), "search-return-data");
    }
    if (same_word(name, "MAX")) {
        return in.nonzero(esearch.max.emplace(), "search-return-data");
    }
    if (same_word(name, "COUNT")) {
        return in.number(esearch.count.emplace(), "search-return-data");
    }
    if (same_word(name, "ALL")) {
        return sequence_set(in, esearch.all.emplace(), "search-return-data");
    }
    if (same_word(name, "MODSEQ")) {
        return in.number(esearch.modseq.emplace(), "search-return-data");
    }
    if (same_word(name, "PARTIAL")) {
        return partial(in, esearch.partial.emplace());
    }
    if (same_word(name, "RELEVANCY")) {
        return relevancy(in, esearch.relevancy.emplace());
    }
    if (same_word(name, "ADDTO") || same_word(name, "REMOVEFROM")) {
        return updates(in, esearch, same_word(name, "REMOVEFROM"));
    }
    std::string_view value;
    if (!in.value(value, "search-return-data")) {
        return false;
    }
    esearch.unknown.emplace_back(name, value);
    return true;
}

bool correlator_value(Lexer& in, ESearch& esearch, std::string_view name) {
    if (same_word(name, "TAG")) {
        return in.astring(esearch.tag.emplace(), "tag-string");
    }
    if (same_word(name, "MAILBOX")) {
        return mailbox(in, esearch.mailbox.emplace(), "search-correlator");
    }
    if (same_word(name, "UIDVALIDITY")) {
        return in.nonzero(esearch.uidvalidity.emplace(), "uidvalidity");
    }
    std::string_view value;
    if (!in.value(value, "search-correlator")) {
        return false;
    }
    esearch.correlator.emplace_back(name, value);
    return true;
}

// search-correlator = SP "(" "TAG" SP tag-string ")"; RFC 7377 adds MAILBOX and UIDVALIDITY.
bool correlator(Lexer& in, ESearch& esearch) {
    if (!in.expect('(', "search-correlator")) {
        return false;
    }
    do {
        std::string_view name;
        if (!in.atom(name, "search-correlator") || !in.space("search-correlator")) {
            return false;
        }
        if (!correlator_value(in, esearch, name)) {
            return false;
        }
    } while (in.more("search-correlator"));
    return in.expect(')', "search-correlator");
}

} // namespace

// "SEARCH" *(SP nz-number) [SP search-sort-mod-seq]
bool search(Lexer& in, Search& search) {
    search.numbers.reserve(in.rest().size() / octets_per_number);
    while (in.more("SEARCH")) {
        if (in.peek() == '(') {
            return search_modseq(in, search.modseq);
        }
        if (!in.nonzero32(search.numbers.emplace_back(), "SEARCH")) {
            return false;
        }
    }
    return true;
}

// "THREAD" [SP 1*thread-list] (RFC 5256)
bool thread(Lexer& in, Thread& thread) {
    if (!in.more("THREAD")) {
        return true;
    }
    while (in.peek() == '(') {
        if (!thread_list(in, thread.threads.emplace_back()) ||
            !in.skip_spaces(Quirk::space_between_parts)) {
            return false;
        }
    }
    return true;
}

// esearch-response = "ESEARCH" [search-correlator] [SP "UID"] *(SP search-return-data)
bool esearch(Lexer& in, ESearch& esearch) {
    while (in.more("ESEARCH")) {
        if (in.peek() == '(') {
            if (!correlator(in, esearch)) {
                return false;
            }
            continue;
        }
        std::string_view name;
        if (!in.atom(name, "ESEARCH")) {
            return false;
        }
        if (same_word(name, "UID")) {
            esearch.uid = true;
        } else if (!in.space("ESEARCH") || !return_data(in, esearch, name)) {
            return false;
        }
    }
    return true;
}

// expunged-resp = "VANISHED" [SP "(EARLIER)"] SP known-uids (RFC 7162)
bool vanished(Lexer& in, Vanished& vanished) {
    if (!in.space("VANISHED")) {
        return false;
    }
    if (in.skip('(')) {
        std::string_view word;
        if (!in.atom(word, "VANISHED") || !in.expect(')', "VANISHED")) {
            return false;
        }
        vanished.earlier = same_word(word, "EARLIER");
        // Nothing is gone, which imapflow's tests expect to be told so.
        if (in.rest().find_first_not_of(' ') == std::string_view::npos) {
            return in.note(Quirk::missing_value, "known-uids");
        }
        if (!in.space("VANISHED")) {
            return false;
        }
    }
    return uid_set(in, vanished.uids, "known-uids");
}

} // namespace imap::wire::grammar
