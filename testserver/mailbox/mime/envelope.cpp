#include "testserver/mailbox/mime/envelope.hpp"

#include "domain/mail/ascii.hpp"
#include "testserver/mailbox/mime/header.hpp"

#include <algorithm>
#include <iterator>

namespace testserver::mime {
namespace {

std::optional<std::string> text_of(const std::vector<RawField>& fields, std::string_view name) {
    if (!has_field(fields, name)) {
        return std::nullopt;
    }
    return field_value(fields, name);
}

AddressList addresses_of(const std::vector<RawField>& fields, std::string_view name) {
    AddressList all; // A field may stand there twice, though RFC 5322 3.6 forbids it.
    for (const auto& field : fields) {
        if (domain::equal_ignoring_case(field.name, name)) {
            std::ranges::move(parse_addresses(unfolded(field.value)), std::back_inserter(all));
        }
    }
    return all;
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
