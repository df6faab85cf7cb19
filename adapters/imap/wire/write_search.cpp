#include "adapters/imap/wire/command_writer.hpp"
#include "adapters/imap/wire/limits.hpp"
#include "adapters/imap/wire/search_names.hpp"

#include <algorithm>

namespace imap::wire {

namespace {

const SearchName& row_of(SearchOp op) {
    return *std::ranges::find(search_names, op, &SearchName::op);
}

void write_key(CommandWriter& out, const SearchKey& key, unsigned depth);

void write_operands(CommandWriter& out, const SearchKey& key, std::size_t wanted, unsigned depth) {
    if (key.keys.size() != wanted) {
        out.fail("wrong number of operands", "search-key");
        return;
    }
    for (const SearchKey& operand : key.keys) {
        write_key(out.space(), operand, depth);
    }
}

void write_label(CommandWriter& out, const std::string& label) {
    if (label.starts_with('\\')) {
        out.raw("\\").atom(std::string_view{label}.substr(1), "X-GM-LABELS");
    } else {
        out.name(label, "X-GM-LABELS");
    }
}

void write_argument(
    CommandWriter& out, const SearchKey& key, SearchArgument argument, unsigned depth
) {
    switch (argument) {
    case SearchArgument::none:
        break;
    case SearchArgument::text:
        out.space().astring(key.text, "search-key");
        break;
    case SearchArgument::header:
        out.space().astring(key.name, "header-fld-name").space().astring(key.text, "search-key");
        break;
    case SearchArgument::keyword:
        out.space().atom(key.name, "flag-keyword");
        break;
    case SearchArgument::date:
        out.space().raw(text_of(key.date));
        break;
    case SearchArgument::number:
    case SearchArgument::modseq:
        out.space().number(key.number);
        break;
    case SearchArgument::gm_label:
        write_label(out.space(), key.text);
        break;
    case SearchArgument::object_id:
        out.space().atom(key.text, "objectid");
        break;
    case SearchArgument::uids:
        out.space().set(key.set, "search-key");
        break;
    case SearchArgument::key:
        write_operands(out, key, 1, depth);
        break;
    case SearchArgument::two_keys:
        write_operands(out, key, 2, depth);
        break;
    }
}

void write_keys(CommandWriter& out, const std::vector<SearchKey>& keys, unsigned depth) {
    if (keys.empty()) {
        out.fail("an empty conjunction", "search-key");
    }
    bool first = true;
    for (const SearchKey& key : keys) {
        if (!first) {
            out.space();
        }
        first = false;
        write_key(out, key, depth);
    }
}

void write_key(CommandWriter& out, const SearchKey& key, unsigned depth) {
    if (depth == 0) {
        out.fail("nested too deeply", "search-key");
        return;
    }
    if (key.op == SearchOp::conjunction) {
        write_keys(out.raw("("), key.keys, depth - 1);
        out.raw(")");
    } else if (key.op == SearchOp::sequence) {
        out.set(key.set, "search-key");
    } else {
        const SearchName& row = row_of(key.op);
        write_argument(out.raw(row.name), key, row.argument, depth - 1);
    }
}

bool has_8_bit(const SearchKey& key) {
    const auto high = [](char c) { return (c & 0x80) != 0; };
    return std::ranges::any_of(key.text, high) || std::ranges::any_of(key.keys, has_8_bit);
}

void write_return(CommandWriter& out, const SearchReturn& returned) {
    out.raw(" RETURN (");
    const char* separator = "";
    const auto option = [&](bool wanted, std::string_view name) {
        if (wanted) {
            out.raw(separator).raw(name);
            separator = " ";
        }
    };
    option(returned.min, "MIN");
    option(returned.max, "MAX");
    option(returned.all, "ALL");
    option(returned.count, "COUNT");
    option(returned.save, "SAVE");
    out.raw(")");
}

} // namespace

// "UID" SP "SEARCH" [search-return-opts] [SP "CHARSET" SP charset] 1*(SP search-key)
void write_search(CommandWriter& out, const client::UidSearch& search) {
    out.raw("UID SEARCH");
    if (search.returned) {
        write_return(out, *search.returned);
    }
    // RFC 6855 3: no CHARSET once UTF8=ACCEPT is enabled.
    if (search.charset_utf8 && !out.options().utf8) {
        out.raw(" CHARSET UTF-8");
    }
    if (!search.charset_utf8 && !out.options().utf8 && has_8_bit(search.key)) {
        out.fail("8-bit octets need CHARSET UTF-8 or UTF8=ACCEPT", "search-key");
    }
    out.space();
    if (search.key.op == SearchOp::conjunction) {
        write_keys(out, search.key.keys, Limits{}.depth);
    } else {
        write_key(out, search.key, Limits{}.depth);
    }
}

} // namespace imap::wire
