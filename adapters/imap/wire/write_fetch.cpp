#include "adapters/imap/wire/response_writer.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace imap::wire {

namespace {

void write_addresses(ResponseWriter& out, const std::vector<Address>& addresses) {
    if (addresses.empty()) {
        out.keyword("NIL");
        return;
    }
    const auto address = [&](const Address& one) {
        out.raw("(").nstring(one.name).space().nstring(one.adl).space();
        out.nstring(one.mailbox).space().nstring(one.host).raw(")");
    };
    out.list(addresses, address, "");
}

// Gmail quotes a label that holds more than the plainest characters, a system label's backslash
// among them; the atom "\Inbox" is Google's page. net-imap #272 shows "[foobar]", MailKit #195
// +IMNews.
bool plain_label(std::string_view label) {
    return !label.empty() && std::ranges::all_of(label, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{"/_.+-"}.find(c) != std::string_view::npos;
    });
}

void write_label(ResponseWriter& out, const std::string& label) {
    const bool as_gmail =
        out.style().quoted_system_labels && out.style().strings == ResponseStyle::Strings::shortest;
    if (label.starts_with('\\') && !out.style().quoted_system_labels) {
        out.raw(label);
    } else if (as_gmail && !plain_label(label)) {
        out.string(label);
    } else {
        out.astring(label);
    }
}

void write_content(ResponseWriter& out, const Content& content) {
    switch (content.source) {
    case ContentSource::body:
    case ContentSource::binary:
        out.keyword(content.source == ContentSource::body ? "BODY" : "BINARY");
        out.raw("[").raw(content.section).raw("]");
        if (content.origin) {
            out.raw("<").number(*content.origin).raw(">");
        }
        break;
    case ContentSource::rfc822:
        out.keyword("RFC822");
        break;
    case ContentSource::rfc822_header:
        out.keyword("RFC822.HEADER");
        break;
    case ContentSource::rfc822_text:
        out.keyword("RFC822.TEXT");
        break;
    }
    out.space();
    if (!content.bytes) {
        out.keyword("NIL");
    } else {
        out.literal(*content.bytes, content.source == ContentSource::binary);
    }
}

/// One item that the message has; `index` counts within contents, binary sizes and unknown items.
struct Item {
    void (*write)(ResponseWriter&, const Fetch&, std::size_t index);
    std::size_t index = 0;
};

struct ItemWriter {
    bool (*present)(const Fetch&);
    void (*write)(ResponseWriter&, const Fetch&, std::size_t);
};

void write_object_id(ResponseWriter& out, std::string_view name, const NString& id) {
    out.keyword(name).space();
    if (id) {
        out.raw("(").raw(*id).raw(")");
    } else {
        out.keyword("NIL");
    }
}

// Gmail's order: its own items, then UID, then what is static.
constexpr std::array<ItemWriter, 15> writers{{
    {[](const Fetch& f) { return f.gm_thrid.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         out.keyword("X-GM-THRID").space().number(*f.gm_thrid);
     }},
    {[](const Fetch& f) { return f.gm_msgid.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         out.keyword("X-GM-MSGID").space().number(*f.gm_msgid);
     }},
    {[](const Fetch& f) { return f.gm_labels.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         out.keyword("X-GM-LABELS").space().list(*f.gm_labels, [&](const auto& label) {
             write_label(out, label);
         });
     }},
    {[](const Fetch& f) { return f.uid.has_value() && !f.uid_only; },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         out.keyword("UID").space().number(*f.uid);
     }},
    {[](const Fetch& f) { return f.size.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         out.keyword("RFC822.SIZE").space().number(*f.size);
     }},
    {[](const Fetch& f) { return f.modseq.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         out.keyword("MODSEQ").raw(" (").number(*f.modseq).raw(")");
     }},
    {[](const Fetch& f) { return f.internal_date.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         out.keyword("INTERNALDATE").space().quoted(text_of(*f.internal_date));
     }},
    {[](const Fetch& f) { return f.flags.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         out.keyword("FLAGS").space();
         write_flags(out, *f.flags);
     }},
    {[](const Fetch& f) { return f.envelope.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         out.keyword("ENVELOPE").space();
         write_envelope(out, *f.envelope);
     }},
    {[](const Fetch& f) { return f.body.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         out.keyword("BODY").space();
         write_body(out, *f.body, false);
     }},
    {[](const Fetch& f) { return f.body_structure.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         out.keyword("BODYSTRUCTURE").space();
         write_body(out, *f.body_structure, true);
     }},
    {[](const Fetch& f) { return f.email_id.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         write_object_id(out, "EMAILID", f.email_id);
     }},
    {[](const Fetch& f) { return f.thread_id.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         write_object_id(out, "THREADID", *f.thread_id);
     }},
    {[](const Fetch& f) { return f.preview.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         out.keyword("PREVIEW").space().nstring(*f.preview);
     }},
    {[](const Fetch& f) { return f.save_date.has_value(); },
     [](ResponseWriter& out, const Fetch& f, std::size_t) {
         out.keyword("SAVEDATE").space().quoted(text_of(*f.save_date));
     }},
}};

std::vector<Item> items_of(const Fetch& fetch) {
    std::vector<Item> items;
    for (const ItemWriter& writer : writers) {
        if (writer.present(fetch)) {
            items.push_back({writer.write});
        }
    }
    for (std::size_t i = 0; i < fetch.binary_sizes.size(); ++i) {
        const auto write = [](ResponseWriter& out, const Fetch& f, std::size_t index) {
            const BinarySize& size = f.binary_sizes[index];
            out.keyword("BINARY.SIZE").raw("[").raw(size.section).raw("] ").number(size.octets);
        };
        items.push_back({write, i});
    }
    for (std::size_t i = 0; i < fetch.unknown.size(); ++i) {
        const auto write = [](ResponseWriter& out, const Fetch& f, std::size_t index) {
            out.raw(f.unknown[index].name).space().raw(f.unknown[index].value);
        };
        items.push_back({write, i});
    }
    for (std::size_t i = 0; i < fetch.contents.size(); ++i) {
        const auto write = [](ResponseWriter& out, const Fetch& f, std::size_t index) {
            write_content(out, f.contents[index]);
        };
        items.push_back({write, i});
    }
    return items;
}

} // namespace

void write_envelope(ResponseWriter& out, const Envelope& envelope) {
    out.raw("(").nstring(envelope.date).space().nstring(envelope.subject);
    for (const auto* list :
         {&envelope.from,
          &envelope.sender,
          &envelope.reply_to,
          &envelope.to,
          &envelope.cc,
          &envelope.bcc}) {
        out.space();
        write_addresses(out, *list);
    }
    out.space().nstring(envelope.in_reply_to).space().nstring(envelope.message_id).raw(")");
}

void write_fetch(ResponseWriter& out, const Fetch& fetch) {
    std::vector<Item> items = items_of(fetch);
    if (out.style().shuffled_items) {
        for (std::size_t left = items.size(); left > 1; --left) {
            std::swap(items[left - 1], items[out.draw(left)]);
        }
    }
    out.number(fetch.uid_only ? fetch.uid.value_or(0) : fetch.number).space();
    out.keyword(fetch.uid_only ? "UIDFETCH" : "FETCH").space();
    out.list(items, [&](const Item& item) { item.write(out, fetch, item.index); });
}

} // namespace imap::wire
