#include "testserver/mailbox/reading.hpp"

#include "domain/mail/ascii.hpp"
#include "testserver/mailbox/mime/decode.hpp"
#include "testserver/mailbox/mime/envelope.hpp"
#include "testserver/mailbox/mime/header.hpp"
#include "testserver/mailbox/mime/part.hpp"

namespace testserver {
namespace {

using domain::ascii_lowered;
using domain::equal_ignoring_case;

std::vector<domain::Address> addresses(std::string_view value) {
    std::vector<domain::Address> list;
    for (const auto& each : mime::parse_addresses(value)) {
        if (each.host) {
            list.push_back(
                {mime::decode_words(each.name.value_or("")),
                 each.mailbox.value_or(""),
                 ascii_lowered(*each.host)}
            );
        }
    }
    return list;
}

/// "a" of "Name <a>".
std::string between_angles(std::string_view value) {
    const auto open = value.rfind('<');
    const auto close = value.find('>', open);
    return open == std::string_view::npos || close == std::string_view::npos
               ? std::string{value}
               : std::string{value.substr(open + 1, close - open - 1)};
}

domain::Headers headers(std::string_view block) {
    const auto fields = mime::header_fields(block);
    domain::Headers result;
    for (const auto& field : fields) {
        result.fields.push_back(
            {std::string{field.name}, mime::decode_words(mime::unfolded(field.value))}
        );
    }
    result.from = addresses(mime::field_value(fields, "From"));
    result.to = addresses(mime::field_value(fields, "To"));
    result.cc = addresses(mime::field_value(fields, "Cc"));
    result.subject = mime::decode_words(mime::field_value(fields, "Subject"));
    result.list_id = ascii_lowered(between_angles(mime::field_value(fields, "List-Id")));
    result.message_id = between_angles(mime::field_value(fields, "Message-Id"));
    return result;
}

std::string file_name(const mime::Part& part) {
    const auto said =
        part.disposition ? part.disposition->parameter("filename") : std::string_view{};
    return mime::decode_words(said.empty() ? part.parameter("name") : said);
}

void add_leaves(
    domain::Structure& structure,
    std::string& words,
    const mime::Part& part,
    std::string_view raw,
    bool with_text
) {
    for (const auto& child : part.parts) {
        add_leaves(structure, words, child, raw, with_text);
    }
    if (part.is_multipart()) {
        return;
    }
    domain::Part leaf;
    leaf.media_type = ascii_lowered(part.type + '/' + part.subtype);
    leaf.charset = ascii_lowered(part.parameter("charset"));
    leaf.encoding = ascii_lowered(part.encoding);
    leaf.file_name = file_name(part);
    const bool is_text = equal_ignoring_case(part.type, "text");
    leaf.attachment =
        (part.disposition && equal_ignoring_case(part.disposition->value, "attachment")) ||
        (!leaf.file_name.empty() && !is_text);
    leaf.size = {part.body.size()};
    if (with_text && is_text && !leaf.attachment) {
        auto text =
            mime::to_utf8(mime::decode_transfer(part.body.in(raw), part.encoding), leaf.charset);
        words += leaf.media_type == "text/html" ? mime::html_to_text(text) : text;
        words += '\n';
    }
    structure.parts.push_back(std::move(leaf));
}

} // namespace

domain::Message read_mail(const Message& message, domain::Evidence evidence) {
    domain::Message mail;
    mail.id = {"gm:" + std::to_string(message.id)};
    mail.thread = {"gm:" + std::to_string(message.thread)};
    mail.received = message.received;
    mail.size = {message.raw->size()};
    mail.labels = message.labels;
    mail.flags = {
        message.flags.contains(seen_flag),
        message.flags.contains(answered_flag),
        message.flags.contains(draft_flag),
    };
    const std::string_view raw = *message.raw;
    if (evidence >= domain::Evidence::headers) {
        mail.headers = headers(raw.substr(0, mime::header_length(raw)));
    }
    if (evidence >= domain::Evidence::structure) {
        domain::Structure structure;
        domain::Text text;
        const bool with_text = evidence == domain::Evidence::text;
        add_leaves(structure, text.words, mime::parse(raw), raw, with_text);
        mail.structure = std::move(structure);
        if (with_text) {
            mail.text = std::move(text);
        }
    }
    return mail;
}

} // namespace testserver
