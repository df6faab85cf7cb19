#include "testserver/mailbox/seeds/compose.hpp"

#include "testserver/mailbox/seeds/encode.hpp"

#include <array>
#include <chrono>

namespace testserver::seeds {
namespace {

std::string two_digits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string date_text(domain::Timestamp time) {
    static constexpr std::array<std::string_view, 7> days{
        "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"
    };
    static constexpr std::array<std::string_view, 12> months{
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    };
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    std::string text{days[std::chrono::weekday{day}.c_encoding()]};
    text += ", " + std::to_string(unsigned{date.day()}) + ' ';
    text += months[unsigned{date.month()} - 1];
    text += ' ' + std::to_string(int{date.year()}) + ' ' + two_digits(clock.hours().count());
    text += ':' + two_digits(clock.minutes().count()) + ':' + two_digits(clock.seconds().count());
    return text + " +0000";
}

std::string mailbox(const Sender& person) {
    return header_text(person.name) + " <" + std::string{person.address} + '>';
}

std::string field(std::string_view name, const std::string& value) {
    return std::string{name} + ": " + value + "\r\n";
}

std::string host_of(std::string_view address) {
    return std::string{address.substr(address.find('@') + 1)};
}

std::string headers(const Kind& kind, const Draft& draft) {
    std::string text;
    const auto host = host_of(draft.from.address);
    text += field(
        "Received",
        "from mx." + host + " by mx.google.com with ESMTPS id " + draft.message_id.substr(1, 12) +
            ";\r\n " + date_text(draft.date)
    );
    text += field("Date", date_text(draft.date));
    text += field("From", mailbox(draft.from));
    text += field(
        "To",
        kind.list_id == "larkdb-dev.lists.example" ? "larkdb-dev@lists.example" : mailbox(draft.to)
    );
    text += field("Subject", header_text(draft.subject));
    text += field("Message-ID", draft.message_id);
    if (!draft.references.empty()) {
        std::string all;
        for (const auto& reference : draft.references) {
            all += (all.empty() ? "" : "\r\n ") + reference;
        }
        text += field("In-Reply-To", draft.references.back());
        text += field("References", all);
    }
    if (!kind.list_id.empty()) {
        const bool letters = kind.list_id == "letters.example";
        const auto id =
            letters ? host + '.' + std::string{kind.list_id} : std::string{kind.list_id};
        text += field("List-Id", '<' + id + '>');
        text += field("List-Unsubscribe", "<https://" + host + "/unsubscribe>");
        text += field("Precedence", letters ? "bulk" : "list");
    }
    return text + field("MIME-Version", "1.0");
}

std::string html_of(const std::string& text) {
    std::string html = "<html><head><style>p { margin: 1em }</style></head><body>";
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find("\r\n", at), text.size());
        html += "<p>" + text.substr(at, end - at) + "</p>\r\n";
        at = end + 2;
    }
    return html +
           "<p><a href=\"https://example.org/view\">View in browser</a></p></body></html>\r\n";
}

/// An entity: its MIME header fields, an empty line, its content.
std::string text_entity(std::string_view subtype, const std::string& text, Charset charset) {
    const auto head = [&](std::string_view name, std::string_view encoding) {
        return "Content-Type: text/" + std::string{subtype} + "; charset=" + std::string{name} +
               "\r\nContent-Transfer-Encoding: " + std::string{encoding} + "\r\n\r\n";
    };
    switch (charset) {
    case Charset::ascii:
        return head("us-ascii", "7bit") + text;
    case Charset::latin1:
        return head("iso-8859-1", "quoted-printable") +
               quoted_printable(from_utf8(text, "ISO-8859-1"));
    case Charset::japanese:
        return head("iso-2022-jp", "7bit") + from_utf8(text, "ISO-2022-JP");
    case Charset::utf8:
        break;
    }
    return head("utf-8", "base64") + base64_lines(text);
}

std::string
multipart(std::string_view subtype, const std::vector<std::string>& parts, Random& random) {
    const auto boundary = "=_" + std::to_string(random.next());
    std::string text = "Content-Type: multipart/" + std::string{subtype} + "; boundary=\"" +
                       boundary + "\"\r\n\r\n";
    for (const auto& part : parts) {
        text.append("--").append(boundary).append("\r\n").append(part).append("\r\n");
    }
    return text + "--" + boundary + "--\r\n";
}

std::string noise(std::size_t size, Random& random) {
    std::string bytes;
    while (bytes.size() < size) {
        const auto word = random.next();
        for (unsigned shift = 0; shift < 64; shift += 8) {
            bytes += static_cast<char>(word >> shift & 0xFFU);
        }
    }
    return bytes;
}

std::string attachment(std::string_view type, const std::string& name, const std::string& bytes) {
    return "Content-Type: " + std::string{type} + "; name=\"" + name +
           "\"\r\nContent-Disposition: attachment; filename=\"" + name +
           "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64_lines(bytes);
}

std::string attachment(Attached kind, Random& random) {
    const auto number = std::to_string(1000 + random.below(9000));
    const auto size = 600 + random.below(6000);
    switch (kind) {
    case Attached::pdf:
        return attachment(
            "application/pdf", "document-" + number + ".pdf", "%PDF-1.4\n" + noise(size, random)
        );
    case Attached::calendar:
        return attachment(
            "text/calendar",
            "trip-" + number + ".ics",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:" + number +
                "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
    case Attached::picture:
        return attachment(
            "image/jpeg", "IMG_" + number + ".jpg", "\xFF\xD8\xFF" + noise(size * 2, random)
        );
    case Attached::nothing:
        break;
    }
    return {};
}

} // namespace

std::string compose(const Kind& kind, const Draft& draft, Random& random) {
    auto body = text_entity("plain", draft.text, kind.charset);
    if (kind.html) {
        body = multipart(
            "alternative", {body, text_entity("html", html_of(draft.text), kind.charset)}, random
        );
    }
    if (kind.attached != Attached::nothing && random.chance(33)) {
        body = multipart("mixed", {body, attachment(kind.attached, random)}, random);
    }
    return headers(kind, draft) + body;
}

} // namespace testserver::seeds
