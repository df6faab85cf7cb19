#include "adapters/imap/wire/response_writer.hpp"

#include <utility>

namespace imap::wire {

namespace {

void write_partial(ResponseWriter& out, const PartialResult& partial) {
    out.raw(" PARTIAL (")
        .raw(std::to_string(partial.first))
        .raw(":")
        .raw(std::to_string(partial.last))
        .space();
    partial.numbers ? out.raw(partial.numbers->text()) : out.keyword("NIL");
    out.raw(")");
}

void write_correlator(ResponseWriter& out, const ESearch& esearch) {
    bool first = true;
    const auto next = [&](std::string_view name) -> ResponseWriter& {
        return out.raw(std::exchange(first, false) ? "" : " ").raw(name).space();
    };
    out.raw(" (");
    if (esearch.tag) {
        next("TAG").quoted(*esearch.tag);
    }
    if (esearch.mailbox) {
        next("MAILBOX").string(*esearch.mailbox);
    }
    if (esearch.uidvalidity) {
        next("UIDVALIDITY").number(*esearch.uidvalidity);
    }
    for (const auto& [name, value] : esearch.correlator) {
        next(name).raw(value);
    }
    out.raw(")");
}

void write_context(ResponseWriter& out, const ESearch& esearch) {
    if (esearch.relevancy) {
        out.raw(" RELEVANCY ");
        out.list(*esearch.relevancy, [&](std::uint64_t score) { out.number(score); });
    }
    for (const auto& update : esearch.updates) {
        out.raw(update.removes ? " REMOVEFROM (" : " ADDTO (").number(update.position);
        out.space().raw(update.numbers.text()).raw(")");
    }
}

} // namespace

void write_esearch(ResponseWriter& out, const ESearch& esearch) {
    out.keyword("ESEARCH");
    if (esearch.tag || esearch.mailbox || esearch.uidvalidity || !esearch.correlator.empty()) {
        write_correlator(out, esearch);
    }
    if (esearch.uid) {
        out.raw(" UID");
    }
    const auto number = [&](std::string_view name, const std::optional<std::uint64_t>& value) {
        if (value) {
            out.space().keyword(name).space().number(*value);
        }
    };
    number("MIN", esearch.min);
    number("MAX", esearch.max);
    number("COUNT", esearch.count);
    if (esearch.all) {
        out.space().keyword("ALL").space().raw(esearch.all->text());
    }
    if (esearch.partial) {
        write_partial(out, *esearch.partial);
    }
    number("MODSEQ", esearch.modseq);
    write_context(out, esearch);
    for (const auto& [name, value] : esearch.unknown) {
        out.space().raw(name).space().raw(value);
    }
}

} // namespace imap::wire
