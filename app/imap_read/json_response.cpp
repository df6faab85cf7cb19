#include "app/imap_read/json_response.hpp"

#include "adapters/imap/wire/mutf7.hpp"
#include "adapters/imap/wire/quirk.hpp"
#include "adapters/imap/wire/sasl.hpp"
#include "app/imap_read/json_values.hpp"

#include <variant>

namespace imap_read {

namespace {

constexpr std::string_view word_of(wire::Condition condition) {
    switch (condition) {
    case wire::Condition::ok:
        return "OK";
    case wire::Condition::no:
        return "NO";
    case wire::Condition::bad:
        return "BAD";
    case wire::Condition::preauth:
        return "PREAUTH";
    case wire::Condition::bye:
        return "BYE";
    }
    return {};
}

constexpr std::string_view word_of(wire::ListKind kind) {
    switch (kind) {
    case wire::ListKind::list:
        return "LIST";
    case wire::ListKind::lsub:
        return "LSUB";
    case wire::ListKind::xlist:
        return "XLIST";
    }
    return {};
}

struct Kind {
    std::string_view operator()(const wire::Status& data) const { return word_of(data.condition); }

    std::string_view operator()(const wire::Continuation& /*d*/) const { return "CONTINUATION"; }

    std::string_view operator()(const wire::Capability& /*d*/) const { return "CAPABILITY"; }

    std::string_view operator()(const wire::Enabled& /*d*/) const { return "ENABLED"; }

    std::string_view operator()(const wire::List& data) const { return word_of(data.kind); }

    std::string_view operator()(const wire::MailboxStatus& /*d*/) const { return "STATUS"; }

    std::string_view operator()(const wire::Search& data) const {
        return data.sorted ? "SORT" : "SEARCH";
    }

    std::string_view operator()(const wire::Thread& /*d*/) const { return "THREAD"; }

    std::string_view operator()(const wire::ESearch& /*d*/) const { return "ESEARCH"; }

    std::string_view operator()(const wire::FlagsData& /*d*/) const { return "FLAGS"; }

    std::string_view operator()(const wire::Exists& /*d*/) const { return "EXISTS"; }

    std::string_view operator()(const wire::Recent& /*d*/) const { return "RECENT"; }

    std::string_view operator()(const wire::Expunge& /*d*/) const { return "EXPUNGE"; }

    std::string_view operator()(const wire::Vanished& /*d*/) const { return "VANISHED"; }

    std::string_view operator()(const wire::Fetch& data) const {
        return data.uid_only ? "UIDFETCH" : "FETCH";
    }

    std::string_view operator()(const wire::Id& /*d*/) const { return "ID"; }

    std::string_view operator()(const wire::Namespace& /*d*/) const { return "NAMESPACE"; }

    std::string_view operator()(const wire::Quota& /*d*/) const { return "QUOTA"; }

    std::string_view operator()(const wire::QuotaRoot& /*d*/) const { return "QUOTAROOT"; }

    std::string_view operator()(const wire::Metadata& /*d*/) const { return "METADATA"; }

    std::string_view operator()(const wire::Acl& /*d*/) const { return "ACL"; }

    std::string_view operator()(const wire::ListRights& /*d*/) const { return "LISTRIGHTS"; }

    std::string_view operator()(const wire::MyRights& /*d*/) const { return "MYRIGHTS"; }

    std::string_view operator()(const wire::Language& /*d*/) const { return "LANGUAGE"; }

    std::string_view operator()(const wire::Comparator& /*d*/) const { return "COMPARATOR"; }

    std::string_view operator()(const wire::Unknown& /*d*/) const { return "UNKNOWN"; }
};

json::value delimiter(std::optional<char> character) {
    return character ? text({&*character, 1}) : json::value(nullptr);
}

json::array namespace_group(const std::vector<wire::NamespaceEntry>& entries) {
    json::array array;
    for (const wire::NamespaceEntry& entry : entries) {
        json::object out{{"prefix", text(entry.prefix)}, {"delimiter", delimiter(entry.delimiter)}};
        json::array extensions;
        for (const auto& [name, values] : entry.extensions) {
            extensions.push_back(json::object{{"name", text(name)}, {"values", texts(values)}});
        }
        if (!extensions.empty()) {
            out.emplace("extensions", std::move(extensions));
        }
        array.push_back(std::move(out));
    }
    return array;
}

json::object thread(const wire::ThreadNode& node) {
    json::object out{{"numbers", json::array(node.numbers.begin(), node.numbers.end())}};
    json::array branches;
    for (const wire::ThreadNode& branch : node.branches) {
        branches.push_back(thread(branch));
    }
    if (!branches.empty()) {
        out.emplace("branches", std::move(branches));
    }
    return out;
}

json::array nullable_pairs(const std::vector<std::pair<std::string, wire::NString>>& pairs) {
    json::array array;
    for (const auto& [name, value] : pairs) {
        array.push_back(json::object{{"name", text(name)}, {"value", nullable(value)}});
    }
    return array;
}

struct Data {
    json::object operator()(const wire::Status& data) const { return {{"text", text(data.text)}}; }

    json::object operator()(const wire::Continuation& data) const {
        json::object out{{"text", text(data.text)}};
        const auto challenge = wire::from_base64(data.text);
        if (challenge && !challenge->empty()) {
            out.emplace("base64_decoded", text(*challenge));
        }
        return out;
    }

    json::object operator()(const wire::Capability& data) const {
        return {{"capabilities", texts(data.capabilities)}};
    }

    json::object operator()(const wire::Enabled& data) const {
        return {{"capabilities", texts(data.capabilities)}};
    }

    json::object operator()(const wire::List& data) const {
        json::object out{
            {"attributes", texts(data.attributes)}, {"delimiter", delimiter(data.delimiter)}
        };
        put_mailbox(out, data.mailbox);
        if (!data.child_info.empty()) {
            out.emplace("childinfo", texts(data.child_info));
        }
        if (data.old_name) {
            out.emplace("oldname", text(wire::readable_mailbox(*data.old_name)));
        }
        if (!data.extended.empty()) {
            out.emplace("extended", pairs(data.extended));
        }
        return out;
    }

    json::object operator()(const wire::MailboxStatus& data) const {
        json::object out;
        put_mailbox(out, data.mailbox);
        put_if(out, "messages", data.messages);
        put_if(out, "recent", data.recent);
        put_if(out, "uidnext", data.uidnext);
        put_if(out, "uidvalidity", data.uidvalidity);
        put_if(out, "unseen", data.unseen);
        put_if(out, "deleted", data.deleted);
        put_if(out, "deleted_storage", data.deleted_storage);
        put_if(out, "highestmodseq", data.highestmodseq);
        put_if(out, "size", data.size);
        put_if(out, "appendlimit", data.appendlimit);
        if (data.appendlimit_nil) {
            out.emplace("appendlimit", nullptr);
        }
        if (data.mailbox_id) {
            out.emplace("mailboxid", text(*data.mailbox_id));
        }
        if (!data.unknown.empty()) {
            out.emplace("unknown", pairs(data.unknown));
        }
        return out;
    }

    json::object operator()(const wire::Search& data) const {
        json::object out{{"numbers", json::array(data.numbers.begin(), data.numbers.end())}};
        put_if(out, "modseq", data.modseq);
        return out;
    }

    json::object operator()(const wire::Thread& data) const {
        json::array threads;
        for (const wire::ThreadNode& node : data.threads) {
            threads.push_back(thread(node));
        }
        return {{"threads", std::move(threads)}};
    }

    json::object operator()(const wire::ESearch& data) const { return esearch_json(data); }

    json::object operator()(const wire::FlagsData& data) const {
        return {{"flags", texts(data.flags)}};
    }

    json::object operator()(const wire::Exists& data) const { return {{"count", data.count}}; }

    json::object operator()(const wire::Recent& data) const { return {{"count", data.count}}; }

    json::object operator()(const wire::Expunge& data) const { return {{"number", data.number}}; }

    json::object operator()(const wire::Vanished& data) const {
        return {{"earlier", data.earlier}, {"uids", ranges(data.uids)}};
    }

    json::object operator()(const wire::Fetch& data) const { return fetch_json(data); }

    json::object operator()(const wire::Id& data) const {
        return {
            {"fields",
             data.fields ? json::value(nullable_pairs(*data.fields)) : json::value(nullptr)}
        };
    }

    json::object operator()(const wire::Namespace& data) const {
        return {
            {"personal", namespace_group(data.personal)},
            {"other_users", namespace_group(data.other_users)},
            {"shared", namespace_group(data.shared)},
        };
    }

    json::object operator()(const wire::Quota& data) const {
        json::array resources;
        for (const wire::QuotaResource& resource : data.resources) {
            resources.push_back(json::object{
                {"name", text(resource.name)}, {"usage", resource.usage}, {"limit", resource.limit}
            });
        }
        return {{"root", text(data.root)}, {"resources", std::move(resources)}};
    }

    json::object operator()(const wire::QuotaRoot& data) const {
        json::object out;
        put_mailbox(out, data.mailbox);
        out.emplace("roots", texts(data.roots));
        return out;
    }

    json::object operator()(const wire::Metadata& data) const {
        json::object out;
        put_mailbox(out, data.mailbox);
        out.emplace("entries", nullable_pairs(data.entries));
        if (!data.changed.empty()) {
            out.emplace("changed", texts(data.changed));
        }
        return out;
    }

    json::object operator()(const wire::Acl& data) const {
        json::object out;
        put_mailbox(out, data.mailbox);
        json::array rights;
        for (const auto& [identifier, right] : data.rights) {
            rights.push_back(json::object{{"identifier", text(identifier)}, {"rights", text(right)}}
            );
        }
        out.emplace("rights", std::move(rights));
        return out;
    }

    json::object operator()(const wire::ListRights& data) const {
        json::object out;
        put_mailbox(out, data.mailbox);
        out.emplace("identifier", text(data.identifier));
        out.emplace("required", text(data.required));
        out.emplace("optional", texts(data.optional));
        return out;
    }

    json::object operator()(const wire::MyRights& data) const {
        json::object out;
        put_mailbox(out, data.mailbox);
        out.emplace("rights", text(data.rights));
        return out;
    }

    json::object operator()(const wire::Language& data) const {
        return {{"languages", texts(data.languages)}};
    }

    json::object operator()(const wire::Comparator& data) const {
        return {{"active", text(data.active)}, {"available", texts(data.available)}};
    }

    json::object operator()(const wire::Unknown& data) const {
        json::object out{{"name", text(data.name)}};
        put_if(out, "number", data.number);
        out.emplace("arguments", text(data.arguments));
        put_parsed(out, data.arguments);
        return out;
    }
};

const wire::ResponseCode* code_of(const wire::ResponseData& data) {
    if (const auto* status = std::get_if<wire::Status>(&data)) {
        return &status->code;
    }
    if (const auto* continuation = std::get_if<wire::Continuation>(&data)) {
        return &continuation->code;
    }
    return nullptr;
}

} // namespace

json::object to_json(const wire::Response& response) {
    json::array quirks;
    for (const wire::Quirk quirk : response.quirks) {
        quirks.push_back(json::string{wire::name_of(quirk)});
    }
    const wire::ResponseCode* code = code_of(response.data);
    return {
        {"kind", std::visit(Kind{}, response.data)},
        {"tag", response.tag.empty() ? json::value(nullptr) : text(response.tag)},
        {"code", code == nullptr ? json::value(nullptr) : code_json(*code)},
        {"data", std::visit(Data{}, response.data)},
        {"quirks", std::move(quirks)},
    };
}

} // namespace imap_read
