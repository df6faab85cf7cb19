#include "adapters/imap/wire/write_response.hpp"

#include "adapters/imap/wire/response_writer.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace imap::wire {

namespace {

constexpr std::string_view word_of(Condition condition) {
    switch (condition) {
    case Condition::ok:
        return "OK";
    case Condition::no:
        return "NO";
    case Condition::bad:
        return "BAD";
    case Condition::preauth:
        return "PREAUTH";
    case Condition::bye:
        return "BYE";
    }
    return "BAD";
}

void write_text(ResponseWriter& out, const ResponseCode& code, const std::string& text) {
    write_code(out, code);
    if (text.empty()) {
        return;
    }
    if (!std::holds_alternative<std::monostate>(code)) {
        out.space();
    }
    out.text(text);
}

void write_delimiter(ResponseWriter& out, std::optional<char> delimiter) {
    if (delimiter) {
        out.quoted({&*delimiter, 1});
    } else {
        out.keyword("NIL");
    }
}

constexpr std::string_view word_of(ListKind kind) {
    switch (kind) {
    case ListKind::list:
        return "LIST";
    case ListKind::lsub:
        return "LSUB";
    case ListKind::xlist:
        return "XLIST";
    }
    return "LIST";
}

void write_list(ResponseWriter& out, const List& list) {
    out.keyword(word_of(list.kind)).space();
    write_flags(out, list.attributes);
    out.space();
    write_delimiter(out, list.delimiter);
    out.space().string(list.mailbox);
    std::vector<std::pair<std::string, std::string>> extended = list.extended;
    if (list.child_info.empty() && !list.old_name && extended.empty()) {
        return;
    }
    out.raw(" (");
    const char* separator = "";
    if (!list.child_info.empty()) {
        out.quoted("CHILDINFO").space().list(list.child_info, [&](const auto& option) {
            out.quoted(option);
        });
        separator = " ";
    }
    if (list.old_name) {
        out.raw(separator).quoted("OLDNAME").raw(" (").string(*list.old_name).raw(")");
        separator = " ";
    }
    for (const auto& [tag, value] : extended) {
        out.raw(std::exchange(separator, " ")).quoted(tag).space().raw(value);
    }
    out.raw(")");
}

struct StatusItem {
    std::string_view name;
    std::string value;
    bool known = true;
};

std::vector<StatusItem> items_of(const MailboxStatus& status) {
    std::vector<StatusItem> items;
    const auto add = [&](std::string_view name, const std::optional<std::uint64_t>& number) {
        if (number) {
            items.push_back({name, std::to_string(*number)});
        }
    };
    add("HIGHESTMODSEQ", status.highestmodseq);
    add("MESSAGES", status.messages);
    add("RECENT", status.recent);
    add("UIDNEXT", status.uidnext);
    add("UIDVALIDITY", status.uidvalidity);
    add("UNSEEN", status.unseen);
    add("DELETED", status.deleted);
    add("DELETED-STORAGE", status.deleted_storage);
    add("SIZE", status.size);
    add("APPENDLIMIT", status.appendlimit);
    if (status.appendlimit_nil) {
        items.push_back({"APPENDLIMIT", "NIL"});
    }
    if (status.mailbox_id) {
        items.push_back({"MAILBOXID", '(' + *status.mailbox_id + ')'});
    }
    for (const auto& [name, value] : status.unknown) {
        items.push_back({name, value, false});
    }
    return items;
}

void write_mailbox_status(ResponseWriter& out, const MailboxStatus& status) {
    std::vector<StatusItem> items = items_of(status);
    if (out.style().shuffled_items) {
        for (std::size_t left = items.size(); left > 1; --left) {
            std::swap(items[left - 1], items[out.draw(left)]);
        }
    }
    out.keyword("STATUS").space().string(status.mailbox).space();
    out.list(items, [&](const StatusItem& item) {
        (item.known ? out.keyword(item.name) : out.raw(item.name)).space().raw(item.value);
    });
}

void write_namespace_group(ResponseWriter& out, const std::vector<NamespaceEntry>& entries) {
    if (entries.empty()) {
        out.keyword("NIL");
        return;
    }
    const auto entry = [&](const NamespaceEntry& one) {
        out.raw("(").string(one.prefix).space();
        write_delimiter(out, one.delimiter);
        for (const auto& [name, values] : one.extensions) {
            out.space().string(name).space().list(values, [&](const auto& value) {
                out.string(value);
            });
        }
        out.raw(")");
    };
    out.list(entries, entry, "");
}

void write_thread(ResponseWriter& out, const ThreadNode& node) {
    out.raw("(").separated(node.numbers, [&](std::uint32_t number) { out.number(number); });
    if (!node.numbers.empty() && !node.branches.empty()) {
        out.space();
    }
    for (const ThreadNode& branch : node.branches) {
        write_thread(out, branch);
    }
    out.raw(")");
}

struct DataWriter {
    ResponseWriter& out;

    void operator()(const Status& status) const {
        out.keyword(word_of(status.condition));
        if (!status.text.empty() || !std::holds_alternative<std::monostate>(status.code)) {
            out.space();
        }
        write_text(out, status.code, status.text);
    }

    void operator()(const Continuation& request) const {
        write_text(out, request.code, request.text);
    }

    void operator()(const Capability& data) const { words("CAPABILITY", data.capabilities); }

    void operator()(const Enabled& data) const { words("ENABLED", data.capabilities); }

    void operator()(const List& list) const { write_list(out, list); }

    void operator()(const MailboxStatus& status) const { write_mailbox_status(out, status); }

    void operator()(const Search& search) const {
        out.keyword(search.sorted ? "SORT" : "SEARCH");
        for (const std::uint32_t number : search.numbers) {
            out.space().number(number);
        }
        if (search.modseq) {
            out.raw(" (MODSEQ ").number(*search.modseq).raw(")");
        }
    }

    void operator()(const Thread& thread) const {
        out.keyword("THREAD").raw(thread.threads.empty() ? "" : " ");
        for (const ThreadNode& node : thread.threads) {
            write_thread(out, node);
        }
    }

    void operator()(const ESearch& esearch) const { write_esearch(out, esearch); }

    void operator()(const FlagsData& data) const {
        out.keyword("FLAGS").space();
        write_flags(out, data.flags);
    }

    void operator()(const Exists& data) const { out.number(data.count).space().keyword("EXISTS"); }

    void operator()(const Recent& data) const { out.number(data.count).space().keyword("RECENT"); }

    void operator()(const Expunge& data) const {
        out.number(data.number).space().keyword("EXPUNGE");
    }

    void operator()(const Vanished& data) const {
        out.keyword("VANISHED").raw(data.earlier ? " (EARLIER) " : " ").raw(data.uids.text());
    }

    void operator()(const Fetch& fetch) const { write_fetch(out, fetch); }

    void operator()(const Id& id) const {
        out.keyword("ID").space();
        if (!id.fields) {
            out.keyword("NIL");
            return;
        }
        out.list(*id.fields, [&](const auto& field) {
            out.string(field.first).space().nstring(field.second);
        });
    }

    void operator()(const Namespace& data) const {
        out.keyword("NAMESPACE");
        for (const auto* group : {&data.personal, &data.other_users, &data.shared}) {
            out.space();
            write_namespace_group(out, *group);
        }
    }

    void operator()(const Quota& quota) const {
        out.keyword("QUOTA").space().string(quota.root).space();
        out.list(quota.resources, [&](const QuotaResource& resource) {
            out.raw(resource.name).space().number(resource.usage).space().number(resource.limit);
        });
    }

    void operator()(const QuotaRoot& data) const {
        out.keyword("QUOTAROOT").space().string(data.mailbox);
        for (const std::string& root : data.roots) {
            out.space().string(root);
        }
    }

    void operator()(const Metadata& data) const {
        out.keyword("METADATA").space().string(data.mailbox).space();
        if (data.changed.empty()) {
            out.list(data.entries, [&](const auto& entry) {
                out.astring(entry.first).space().nstring(entry.second);
            });
        } else {
            out.separated(data.changed, [&](const auto& entry) { out.astring(entry); });
        }
    }

    void operator()(const Acl& acl) const {
        out.keyword("ACL").space().string(acl.mailbox);
        for (const auto& [identifier, rights] : acl.rights) {
            out.space().astring(identifier).space().astring(rights);
        }
    }

    void operator()(const ListRights& rights) const {
        out.keyword("LISTRIGHTS").space().string(rights.mailbox).space().astring(rights.identifier);
        out.space().astring(rights.required);
        for (const std::string& right : rights.optional) {
            out.space().astring(right);
        }
    }

    void operator()(const MyRights& rights) const {
        out.keyword("MYRIGHTS").space().string(rights.mailbox).space().astring(rights.rights);
    }

    void operator()(const Language& data) const {
        out.keyword("LANGUAGE").space().list(data.languages, [&](const auto& language) {
            out.string(language);
        });
    }

    void operator()(const Comparator& data) const {
        out.keyword("COMPARATOR").space().astring(data.active);
        if (!data.available.empty()) {
            out.space().list(data.available, [&](const auto& name) { out.astring(name); });
        }
    }

    void operator()(const Unknown& data) const {
        if (data.number) {
            out.number(*data.number).space();
        }
        out.raw(data.name);
        if (!data.arguments.empty()) {
            out.space().raw(data.arguments);
        }
    }

private:
    void words(std::string_view name, const std::vector<std::string>& capabilities) const {
        out.keyword(name);
        for (const std::string& capability : capabilities) {
            out.space().raw(capability);
        }
    }
};

} // namespace

void write_response(std::string& out, const Response& response, const ResponseStyle& style) {
    ResponseWriter writer(out, style);
    if (std::holds_alternative<Continuation>(response.data)) {
        writer.raw("+ ");
    } else {
        writer.raw(response.tag.empty() ? "*" : response.tag).space();
    }
    std::visit(DataWriter{writer}, response.data);
    writer.end();
}

std::string status_line(std::string_view tag, const Status& status) {
    std::string line;
    write_response(line, {std::string{tag}, status, {}});
    return line;
}

} // namespace imap::wire
