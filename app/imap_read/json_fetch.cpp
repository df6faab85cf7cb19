#include "adapters/imap/wire/read_response.hpp"
#include "app/imap_read/json_response.hpp"
#include "app/imap_read/json_values.hpp"

namespace imap_read {

namespace {

constexpr std::string_view word_of(wire::ContentSource source) {
    switch (source) {
    case wire::ContentSource::body:
        return "BODY";
    case wire::ContentSource::binary:
        return "BINARY";
    case wire::ContentSource::rfc822:
        return "RFC822";
    case wire::ContentSource::rfc822_header:
        return "RFC822.HEADER";
    case wire::ContentSource::rfc822_text:
        return "RFC822.TEXT";
    }
    return {};
}

constexpr std::string_view word_of(wire::SectionText part) {
    switch (part) {
    case wire::SectionText::whole:
        return "";
    case wire::SectionText::header:
        return "HEADER";
    case wire::SectionText::header_fields:
        return "HEADER.FIELDS";
    case wire::SectionText::header_fields_not:
        return "HEADER.FIELDS.NOT";
    case wire::SectionText::text:
        return "TEXT";
    case wire::SectionText::mime:
        return "MIME";
    }
    return {};
}

json::object content(const wire::Content& content) {
    json::object out{{"item", word_of(content.source)}};
    if (content.source == wire::ContentSource::body ||
        content.source == wire::ContentSource::binary) {
        out.emplace("section", section_json(content.section));
    }
    put_if(out, "origin", content.origin);
    out.emplace("octets", content.octets);
    out.emplace("bytes", content.streamed ? json::value(nullptr) : nullable(content.bytes));
    if (content.streamed) {
        out.emplace("omitted", true);
    }
    return out;
}

void put_contents(json::object& out, const wire::Fetch& fetch) {
    if (!fetch.contents.empty()) {
        json::array contents;
        for (const wire::Content& one : fetch.contents) {
            contents.push_back(content(one));
        }
        out.emplace("contents", std::move(contents));
    }
    if (!fetch.binary_sizes.empty()) {
        json::array sizes;
        for (const wire::BinarySize& size : fetch.binary_sizes) {
            sizes.push_back(
                json::object{{"section", section_json(size.section)}, {"octets", size.octets}}
            );
        }
        out.emplace("binary_sizes", std::move(sizes));
    }
}

void put_gmail(json::object& out, const wire::Fetch& fetch) {
    put_if(out, "x_gm_msgid", fetch.gm_msgid);
    put_if(out, "x_gm_thrid", fetch.gm_thrid);
    if (!fetch.gm_labels) {
        return;
    }
    json::array labels;
    for (const std::string& label : *fetch.gm_labels) {
        json::object one;
        put_mailbox(one, label);
        labels.push_back(one.at("mailbox"));
    }
    out.emplace("x_gm_labels", std::move(labels));
}

void put_unknown(json::object& out, const wire::Fetch& fetch) {
    if (fetch.unknown.empty()) {
        return;
    }
    json::array items;
    for (const wire::UnknownItem& item : fetch.unknown) {
        items.push_back(unknown(item.name, item.value));
    }
    out.emplace("unknown", std::move(items));
}

void put_structures(json::object& out, const wire::Fetch& fetch) {
    if (fetch.envelope) {
        out.emplace("envelope", envelope_json(*fetch.envelope));
    }
    if (fetch.body) {
        out.emplace("body", body_json(*fetch.body));
    }
    if (fetch.body_structure) {
        out.emplace("bodystructure", body_json(*fetch.body_structure));
    }
}

void put_dynamic(json::object& out, const wire::Fetch& fetch) {
    put_if(out, "uid", fetch.uid);
    if (fetch.flags) {
        out.emplace("flags", texts(*fetch.flags));
    }
    if (fetch.internal_date) {
        out.emplace("internaldate", date_time(*fetch.internal_date));
    }
    put_if(out, "rfc822_size", fetch.size);
    put_if(out, "modseq", fetch.modseq);
}

void put_objects(json::object& out, const wire::Fetch& fetch) {
    if (fetch.email_id) {
        out.emplace("emailid", nullable(fetch.email_id));
    }
    if (fetch.thread_id) {
        out.emplace("threadid", nullable(*fetch.thread_id));
    }
    if (fetch.preview) {
        out.emplace("preview", nullable(*fetch.preview));
    }
    if (fetch.save_date) {
        out.emplace("savedate", date_time(*fetch.save_date));
    }
}

} // namespace

json::object section_json(std::string_view section) {
    json::object out{{"text", text(section)}};
    const auto read = wire::read_section(section);
    if (!read) {
        return out;
    }
    json::array part;
    for (const std::uint32_t number : read->part) {
        part.push_back(number);
    }
    out.emplace("part", std::move(part));
    out.emplace("of", word_of(read->text));
    if (!read->fields.empty()) {
        out.emplace("fields", texts(read->fields));
    }
    return out;
}

json::object fetch_json(const wire::Fetch& fetch) {
    json::object out;
    if (!fetch.uid_only) {
        out.emplace("number", fetch.number);
    }
    put_dynamic(out, fetch);
    put_gmail(out, fetch);
    put_objects(out, fetch);
    put_structures(out, fetch);
    put_contents(out, fetch);
    put_unknown(out, fetch);
    return out;
}

} // namespace imap_read
