#include "testserver/mailbox/searchable.hpp"

#include "domain/mail/ascii.hpp"
#include "domain/rules/words.hpp"
#include "testserver/mailbox/mime/decode.hpp"
#include "testserver/mailbox/mime/envelope.hpp"

namespace testserver {
namespace {

using domain::rules::folded;

void add_text(std::string& text, const mime::Part& part, std::string_view raw) {
    if (!part.parts.empty()) {
        for (const auto& child : part.parts) {
            if (part.is_message()) {
                text += searchable_header(mime::header_fields(child.header.in(raw)));
            }
            add_text(text, child, raw);
        }
        return;
    }
    if (domain::equal_ignoring_case(part.type, "text")) {
        const auto bytes = mime::decode_transfer(part.body.in(raw), part.encoding);
        text += folded(mime::to_utf8(bytes, part.parameter("charset")));
        text += '\n';
    }
}

} // namespace

std::string searchable_field(const std::vector<mime::RawField>& fields, std::string_view name) {
    std::string text;
    for (const auto& field : fields) {
        if (domain::equal_ignoring_case(field.name, name)) {
            text += folded(mime::decode_words(mime::unfolded(field.value)));
            text += '\n';
        }
    }
    return text;
}

std::string searchable_addresses(const std::vector<mime::RawField>& fields, std::string_view name) {
    std::string text;
    for (const auto& field : fields) {
        if (!domain::equal_ignoring_case(field.name, name)) {
            continue;
        }
        for (const auto& each : mime::parse_addresses(mime::unfolded(field.value))) {
            text += folded(mime::decode_words(each.name.value_or("")));
            text += " <" + folded(each.mailbox.value_or("")) + '@' +
                    folded(each.host.value_or("")) + ">\n";
        }
    }
    return text;
}

std::string searchable_header(const std::vector<mime::RawField>& fields) {
    std::string text;
    for (const auto& field : fields) {
        text += domain::ascii_lowered(field.name) + ": ";
        text += folded(mime::decode_words(mime::unfolded(field.value)));
        text += '\n';
    }
    return text;
}

std::string searchable_body(const mime::Part& mail, std::string_view raw) {
    std::string text;
    add_text(text, mail, raw);
    return text;
}

} // namespace testserver
