#include "adapters/imap/wire/write_command.hpp"

#include "adapters/imap/wire/characters.hpp"
#include "adapters/imap/wire/command_writer.hpp"

#include <algorithm>
#include <array>

namespace imap::wire {

namespace {

using namespace client;

constexpr std::string_view word_of(client::Verb verb) {
    switch (verb) {
    case client::Verb::capability:
        return "CAPABILITY";
    case client::Verb::noop:
        return "NOOP";
    case client::Verb::logout:
        return "LOGOUT";
    case client::Verb::idle:
        return "IDLE";
    case client::Verb::namespaces:
        return "NAMESPACE";
    case client::Verb::unselect:
        return "UNSELECT";
    case client::Verb::compress:
        return "COMPRESS DEFLATE";
    }
    return "NOOP";
}

void write_words(
    CommandWriter& out, const std::vector<std::string>& words, std::string_view where
) {
    bool first = true;
    for (const std::string& word : words) {
        if (!first) {
            out.space();
        }
        first = false;
        out.atom(word, where);
    }
    if (words.empty()) {
        out.fail("nothing is listed", where);
    }
}

void write_unchanged_since(CommandWriter& out, const std::optional<std::uint64_t>& modseq) {
    if (modseq) {
        out.raw("(UNCHANGEDSINCE ").number(*modseq).raw(") ");
    }
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> upper_case) {
    return std::ranges::any_of(upper_case, [&](auto one) { return same_word(word, one); });
}

// Trash and Spam lead to deletion after 30 days; the names under [Gmail] are the server's own.
void write_label(CommandWriter& out, const std::string& label) {
    if (is_one_of(label, {"\\TRASH", "\\SPAM", "\\JUNK", "\\DELETED"}) ||
        label.starts_with("[Gmail]") || label.starts_with("[Google Mail]")) {
        out.fail("a label that would throw the message away", "X-GM-LABELS");
    } else if (label.starts_with('\\')) {
        out.raw("\\").atom(std::string_view{label}.substr(1), "X-GM-LABELS");
    } else if (label.empty()) {
        out.fail("an empty label", "X-GM-LABELS");
    } else {
        out.name(label, "X-GM-LABELS");
    }
}

void write_flag(CommandWriter& out, const std::string& flag) {
    if (same_word(flag, "\\FLAGGED")) {
        out.raw("\\Flagged");
    } else {
        out.atom(flag, "flag-keyword");
    }
}

constexpr std::string_view word_of(FetchItem::Name name) {
    switch (name) {
    case FetchItem::Name::flags:
        return "FLAGS";
    case FetchItem::Name::internal_date:
        return "INTERNALDATE";
    case FetchItem::Name::size:
        return "RFC822.SIZE";
    case FetchItem::Name::envelope:
        return "ENVELOPE";
    case FetchItem::Name::body_structure:
        return "BODYSTRUCTURE";
    case FetchItem::Name::content:
        return "BODY.PEEK";
    case FetchItem::Name::modseq:
        return "MODSEQ";
    case FetchItem::Name::gm_msgid:
        return "X-GM-MSGID";
    case FetchItem::Name::gm_thrid:
        return "X-GM-THRID";
    case FetchItem::Name::gm_labels:
        return "X-GM-LABELS";
    case FetchItem::Name::email_id:
        return "EMAILID";
    case FetchItem::Name::thread_id:
        return "THREADID";
    }
    return "UID";
}

void write_fetch_item(CommandWriter& out, const FetchItem& item) {
    out.raw(word_of(item.name));
    if (item.name != FetchItem::Name::content) {
        return;
    }
    const auto printable = [](const std::string& field) {
        return std::ranges::all_of(field, [](char c) { return c > ' ' && c < '\x7f' && c != ':'; });
    };
    if (!std::ranges::all_of(item.section.fields, printable)) {
        out.fail("not a header name", "header-fld-name");
    }
    out.raw("[").raw(text_of(item.section)).raw("]");
    if (item.partial) {
        out.raw("<").number(item.partial->first).raw(".").number(item.partial->second).raw(">");
    }
}

struct BodyWriter {
    CommandWriter& out;

    void operator()(const Plain& plain) const { out.raw(word_of(plain.verb)); }

    void operator()(const Id& id) const {
        out.raw("ID ");
        // GMX and Exchange refuse one of "()" and "NIL" (modern-email/defects #12): NIL is older.
        if (id.fields.empty()) {
            out.raw("NIL");
            return;
        }
        const char* separator = "(";
        for (const auto& [name, value] : id.fields) {
            out.raw(separator).quoted(name, "field-value").space().quoted(value, "field-value");
            separator = " ";
        }
        out.raw(")");
    }

    void operator()(const Enable& enable) const {
        out.raw("ENABLE ");
        write_words(out, enable.capabilities, "capability");
    }

    void operator()(const Login& login) const {
        out.raw("LOGIN ").astring(login.user, "userid").space().secret(login.password, "password");
    }

    void operator()(const Authenticate& authenticate) const {
        out.raw("AUTHENTICATE ").atom(authenticate.mechanism, "auth-type");
        if (!authenticate.initial) {
            return;
        }
        const std::string_view initial = authenticate.initial->reveal();
        if (!std::ranges::all_of(initial, [](char c) { return is(c, character::atom); })) {
            out.fail("not base64", "initial-resp");
        }
        out.space().secret_word(initial.empty() ? "=" : initial);
    }

    void operator()(const client::List& list) const {
        out.raw(list.xlist ? "XLIST " : "LIST ");
        out.quoted(list.reference, "mailbox").space().quoted(list.pattern, "list-mailbox");
        if (list.special_use) {
            out.raw(" RETURN (SPECIAL-USE)");
        }
    }

    void operator()(const client::Status& status) const {
        out.raw("STATUS ").name(status.mailbox, "mailbox").raw(" (");
        write_words(out, status.items, "status-att");
        out.raw(")");
    }

    void operator()(const Examine& examine) const {
        out.raw("EXAMINE ")
            .name(examine.mailbox, "mailbox")
            .raw(examine.condstore ? " (CONDSTORE)" : "");
    }

    void operator()(const Select& select) const {
        out.raw("SELECT ")
            .name(select.mailbox, "mailbox")
            .raw(select.condstore ? " (CONDSTORE)" : "");
    }

    void operator()(const CloseExamined& /*close*/) const { out.raw("CLOSE"); }

    void operator()(const Create& create) const {
        out.raw("CREATE ").name(create.mailbox, "mailbox");
    }

    void operator()(const UidSearch& search) const { write_search(out, search); }

    void operator()(const UidFetch& fetch) const {
        out.raw("UID FETCH ").set(fetch.uids, "sequence-set").raw(" (UID");
        for (const FetchItem& item : fetch.items) {
            write_fetch_item(out.space(), item);
        }
        out.raw(")");
        if (fetch.changed_since) {
            out.raw(" (CHANGEDSINCE ").number(*fetch.changed_since).raw(")");
        }
    }

    void operator()(const StoreLabels& store) const {
        begin_store(store.uids, store.unchanged_since);
        out.raw(store.change == Change::add ? "+" : "-")
            .raw("X-GM-LABELS")
            .raw(store.silent ? ".SILENT (" : " (");
        values(store.labels, write_label);
    }

    void operator()(const StoreFlags& store) const {
        begin_store(store.uids, store.unchanged_since);
        out.raw(store.change == Change::add ? "+" : "-")
            .raw("FLAGS")
            .raw(store.silent ? ".SILENT (" : " (");
        values(store.flags, write_flag);
    }

    void operator()(const UidMove& move) const {
        out.raw("UID MOVE ")
            .set(move.uids, "sequence-set")
            .space()
            .name(move.destination.mailbox(), "mailbox");
    }

    void operator()(const GetQuotaRoot& quota) const {
        out.raw("GETQUOTAROOT ").name(quota.mailbox, "mailbox");
    }

private:
    void begin_store(const SequenceSet& uids, const std::optional<std::uint64_t>& unchanged_since)
        const {
        out.raw("UID STORE ").set(uids, "sequence-set").space();
        write_unchanged_since(out, unchanged_since);
    }

    template <typename Write>
    void values(const std::vector<std::string>& values, Write write) const {
        if (values.empty()) {
            out.fail("nothing to add or remove", "store");
        }
        bool first = true;
        for (const std::string& value : values) {
            if (!first) {
                out.space();
            }
            first = false;
            write(out, value);
        }
        out.raw(")");
    }
};

struct CommandName {
    std::string_view operator()(const Plain& plain) const { return word_of(plain.verb); }

    std::string_view operator()(const Id& /*c*/) const { return "ID"; }

    std::string_view operator()(const Enable& /*c*/) const { return "ENABLE"; }

    std::string_view operator()(const Login& /*c*/) const { return "LOGIN"; }

    std::string_view operator()(const Authenticate& /*c*/) const { return "AUTHENTICATE"; }

    std::string_view operator()(const client::List& list) const {
        return list.xlist ? "XLIST" : "LIST";
    }

    std::string_view operator()(const client::Status& /*c*/) const { return "STATUS"; }

    std::string_view operator()(const Examine& /*c*/) const { return "EXAMINE"; }

    std::string_view operator()(const Select& /*c*/) const { return "SELECT"; }

    std::string_view operator()(const CloseExamined& /*c*/) const { return "CLOSE"; }

    std::string_view operator()(const Create& /*c*/) const { return "CREATE"; }

    std::string_view operator()(const UidSearch& /*c*/) const { return "UID SEARCH"; }

    std::string_view operator()(const UidFetch& /*c*/) const { return "UID FETCH"; }

    std::string_view operator()(const StoreLabels& /*c*/) const { return "UID STORE"; }

    std::string_view operator()(const StoreFlags& /*c*/) const { return "UID STORE"; }

    std::string_view operator()(const UidMove& /*c*/) const { return "UID MOVE"; }

    std::string_view operator()(const GetQuotaRoot& /*c*/) const { return "GETQUOTAROOT"; }
};

} // namespace

Parsed<EncodedCommand>
write_command(std::string_view tag, const ClientCommand& command, const WriteOptions& options) {
    CommandWriter out(options);
    if (tag.empty() || !all_are(tag, character::tag)) {
        out.fail("not a tag", "tag");
    }
    out.raw(tag).space();
    std::visit(BodyWriter{out}, command);
    return out.finish();
}

std::string_view name_of(const ClientCommand& command) {
    return std::visit(CommandName{}, command);
}

} // namespace imap::wire
