#include "testserver/mailbox/mime/section.hpp"

#include "domain/mail/ascii.hpp"
#include "testserver/mailbox/mime/header.hpp"

#include <algorithm>

namespace testserver::mime {

const Part* find_part(const Part& mail, std::span<const std::uint32_t> numbers) {
    const Part* part = &mail;
    bool inside_message = true; // The numbers count below a mail; a leaf mail is its own part 1.
    for (const auto number : numbers) {
        if (part->is_message() && !inside_message) {
            part = &part->parts.front();
            inside_message = true;
        }
        if (part->is_multipart()) {
            if (number == 0 || number > part->parts.size()) {
                return nullptr;
            }
            part = &part->parts[number - 1];
        } else if (!inside_message || number != 1) {
            return nullptr;
        }
        inside_message = false;
    }
    return part;
}

const Part* message_of(const Part& part, bool is_mail) {
    if (is_mail) {
        return &part;
    }
    return part.is_message() ? &part.parts.front() : nullptr;
}

std::string
select_fields(std::string_view header, std::span<const std::string> names, bool except) {
    std::string selected;
    for (const auto& field : header_fields(header)) {
        const bool named = std::ranges::any_of(names, [&](const std::string& name) {
            return domain::equal_ignoring_case(name, field.name);
        });
        if (named != except) {
            selected += field.whole;
        }
    }
    return selected + "\r\n";
}

} // namespace testserver::mime
