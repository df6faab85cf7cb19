#include "testserver/protocol/fetch_items.hpp"

#include "domain/mail/ascii.hpp"
#include "testserver/mailbox/mime/section.hpp"

#include <algorithm>

namespace testserver {
namespace {

using wire::SectionText;
using wire::command::FetchName;

std::vector<wire::Address> wire_addresses(const mime::AddressList& list) {
    std::vector<wire::Address> addresses;
    addresses.reserve(list.size());
    for (const auto& each : list) {
        addresses.push_back({each.name, each.route, each.mailbox, each.host});
    }
    return addresses;
}

std::vector<wire::Parameter> wire_parameters(const std::vector<mime::Parameter>& list) {
    std::vector<wire::Parameter> parameters;
    parameters.reserve(list.size());
    for (const auto& each : list) {
        parameters.push_back({each.name, each.value});
    }
    return parameters;
}

void add_message(wire::BodyPart& body, const mime::Part& part, std::string_view raw) {
    const auto& inner = part.parts.front();
    body.envelope = wire_envelope(mime::envelope(inner.header.in(raw)));
    body.parts.push_back(wire_body(inner, raw));
}

/// RFC 3501 has no multipart without parts; as Dovecot, an empty text stands in.
wire::BodyPart empty_text() {
    wire::BodyPart body;
    body.type = "text";
    body.subtype = "plain";
    body.parameters = {{"charset", "us-ascii"}};
    body.encoding = "7bit";
    body.lines = 0;
    return body;
}

/// The bytes of a section, or none when the mail has no such part.
std::optional<std::string>
section_bytes(const wire::Section& section, const mime::Part& mail, std::string_view raw) {
    const auto* part = mime::find_part(mail, section.part);
    if (part == nullptr) {
        return std::nullopt;
    }
    const bool whole_mail = section.part.empty();
    if (section.text == SectionText::whole) {
        return std::string{whole_mail ? raw : part->body.in(raw)};
    }
    if (section.text == SectionText::mime) {
        return std::string{part->header.in(raw)};
    }
    const auto* message = mime::message_of(*part, whole_mail);
    if (message == nullptr) {
        return std::nullopt;
    }
    const auto header = message->header.in(raw);
    switch (section.text) {
    case SectionText::header:
        return std::string{header};
    case SectionText::header_fields:
    case SectionText::header_fields_not:
        return mime::select_fields(
            header, section.fields, section.text == SectionText::header_fields_not
        );
    default:
        return std::string{message->body.in(raw)};
    }
}

wire::Section section_of(const wire::command::FetchAttribute& attribute) {
    switch (attribute.name) {
    case FetchName::rfc822_header:
        return {{}, SectionText::header, {}};
    case FetchName::rfc822_text:
        return {{}, SectionText::text, {}};
    default:
        return attribute.section;
    }
}

wire::ContentSource source_of(FetchName name) {
    switch (name) {
    case FetchName::rfc822:
        return wire::ContentSource::rfc822;
    case FetchName::rfc822_header:
        return wire::ContentSource::rfc822_header;
    case FetchName::rfc822_text:
        return wire::ContentSource::rfc822_text;
    case FetchName::binary:
        return wire::ContentSource::binary;
    default:
        return wire::ContentSource::body;
    }
}

} // namespace

wire::Envelope wire_envelope(const mime::Envelope& envelope) {
    return {
        envelope.date,
        envelope.subject,
        wire_addresses(envelope.from),
        wire_addresses(envelope.sender),
        wire_addresses(envelope.reply_to),
        wire_addresses(envelope.to),
        wire_addresses(envelope.cc),
        wire_addresses(envelope.bcc),
        envelope.in_reply_to,
        envelope.message_id,
    };
}

wire::BodyPart wire_body(const mime::Part& part, std::string_view raw) {
    wire::BodyPart body;
    body.type = part.type;
    body.subtype = part.subtype;
    body.parameters = wire_parameters(part.parameters);
    if (part.disposition) {
        body.disposition = wire::Disposition{
            part.disposition->value, wire_parameters(part.disposition->parameters)
        };
    }
    body.languages = part.language;
    body.location = part.location;
    if (part.is_multipart()) {
        for (const auto& child : part.parts) {
            body.parts.push_back(wire_body(child, raw));
        }
        if (body.parts.empty()) {
            body.parts.push_back(empty_text());
        }
        return body;
    }
    body.id = part.id;
    body.description = part.description;
    body.encoding = part.encoding;
    body.octets = part.body.size();
    body.md5 = part.md5;
    if (part.is_message()) {
        add_message(body, part, raw);
        body.lines = part.lines;
    } else if (domain::equal_ignoring_case(part.type, "text")) {
        body.lines = part.lines;
    }
    return body;
}

wire::Content wire_content(
    const wire::command::FetchAttribute& attribute, const mime::Part& mail, std::string_view raw
) {
    const auto section = section_of(attribute);
    wire::Content content;
    content.source = source_of(attribute.name);
    content.section = wire::text_of(attribute.section);
    content.bytes = section_bytes(section, mail, raw);
    if (attribute.partial) {
        content.origin = attribute.partial->first; // Also before NIL (GMAIL-IMAP 6.2).
    }
    if (!content.bytes) {
        return content;
    }
    if (attribute.partial) {
        const auto [origin, octets] = *attribute.partial;
        const auto start = std::min<std::uint64_t>(origin, content.bytes->size());
        content.bytes = content.bytes->substr(start, octets);
    }
    content.octets = content.bytes->size();
    return content;
}

} // namespace testserver
