#include "testserver/mailbox/mime/envelope.hpp"

#include "testserver/mailbox/mime/header.hpp"

namespace testserver::mime {
namespace {

std::optional<std::string> text_of(const std::vector<RawField>& fields, std::string_view name) {
    if (!has_field(fields, name)) {
        return std::nullopt;
    }
    return field_value(fields, name);
}

AddressList addresses_of(const std::vector<RawField>& fields, std::string_view name) {
    return parse_addresses(field_value(fields, name));
}

} // namespace

Envelope envelope(std::string_view header) {
    const auto fields = header_fields(header);
    Envelope result;
    result.date = text_of(fields, "Date");
    result.subject = text_of(fields, "Subject");
    result.from = addresses_of(fields, "From");
    result.sender = addresses_of(fields, "Sender");
    result.reply_to = addresses_of(fields, "Reply-To");
    result.to = addresses_of(fields, "To");
    result.cc = addresses_of(fields, "Cc");
    result.bcc = addresses_of(fields, "Bcc");
    result.in_reply_to = text_of(fields, "In-Reply-To");
    result.message_id = text_of(fields, "Message-Id");
    // RFC 3501 7.4.2: without Sender or Reply-To the server fills in From.
    if (result.sender.empty()) {
        result.sender = result.from;
    }
    if (result.reply_to.empty()) {
        result.reply_to = result.from;
    }
    return result;
}

} // namespace testserver::mime
