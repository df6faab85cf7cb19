#include "domain/rules/fields.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <cstddef>

namespace domain::rules {

namespace {

using enum Evidence;

constexpr std::array field_table{
    Field{
        FieldId::anywhere,
        "",
        {},
        ValueKind::words,
        headers,
        "words in subject, text, names, addresses and names of attachments",
        "\"flight to oslo\""
    },
    Field{FieldId::from, "from", {}, ValueKind::person, headers, "the sender", "from:shop.example"},
    Field{
        FieldId::to, "to", {}, ValueKind::person, headers, "a recipient, in To, Cc or Bcc", "to:me"
    },
    Field{FieldId::cc, "cc", {}, ValueKind::person, headers, "a recipient in Cc", "cc:ann"},
    Field{FieldId::bcc, "bcc", {}, ValueKind::person, headers, "a recipient in Bcc", "bcc:me"},
    Field{
        FieldId::deliveredto,
        "deliveredto",
        {"delivered_to"},
        ValueKind::person,
        headers,
        "the address it was delivered to",
        "deliveredto:me+shop@mail.example"
    },
    Field{
        FieldId::list,
        "list",
        {},
        ValueKind::words,
        headers,
        "words of the mailing list's List-Id",
        "list:ci.example"
    },
    Field{
        FieldId::subject,
        "subject",
        {},
        ValueKind::words,
        headers,
        "words in the subject",
        "subject:(receipt OR invoice)"
    },
    Field{
        FieldId::label,
        "label",
        {"l"},
        ValueKind::label,
        labels,
        "a label; Lists/* for its children, Lists/** for all below",
        "label:work-acme"
    },
    Field{FieldId::in, "in", {}, ValueKind::property, labels, "where it is", "in:inbox"},
    Field{FieldId::is, "is", {}, ValueKind::property, labels, "its state", "is:unread"},
    Field{FieldId::has, "has", {}, ValueKind::property, labels, "what it has", "has:attachment"},
    Field{
        FieldId::larger,
        "larger",
        {"size", "larger_than"},
        ValueKind::size,
        labels,
        "more than so many bytes; K, M and G are powers of 1024",
        "larger:10M"
    },
    Field{
        FieldId::smaller,
        "smaller",
        {"smaller_than"},
        ValueKind::size,
        labels,
        "less than so many bytes",
        "smaller:100K"
    },
    Field{
        FieldId::older_than,
        "older_than",
        {},
        ValueKind::age,
        labels,
        "received longer ago: h, d, m (months), y",
        "older_than:1y"
    },
    Field{
        FieldId::newer_than,
        "newer_than",
        {},
        ValueKind::age,
        labels,
        "received since then",
        "newer_than:30d"
    },
    Field{
        FieldId::after,
        "after",
        {"newer"},
        ValueKind::date,
        labels,
        "received on that day or later (or after so many seconds since 1970)",
        "after:2026/01/31"
    },
    Field{
        FieldId::before,
        "before",
        {"older"},
        ValueKind::date,
        labels,
        "received before that day",
        "before:2026/01/31"
    },
    Field{
        FieldId::filename,
        "filename",
        {"file"},
        ValueKind::words,
        structure,
        "words of an attachment's name, or its extension",
        "filename:pdf"
    },
    Field{
        FieldId::rfc822msgid,
        "rfc822msgid",
        {},
        ValueKind::message_id,
        headers,
        "the Message-ID header",
        "rfc822msgid:200503292@mail.example"
    },
};

constexpr bool rows_are_in_order() {
    for (std::size_t i = 0; i < field_table.size(); ++i) {
        if (static_cast<std::size_t>(field_table[i].id) != i) {
            return false;
        }
    }
    return true;
}

static_assert(rows_are_in_order(), "field() indexes the table by FieldId");

constexpr std::array property_table{
    PropertyWord{FieldId::in, "inbox", Property::inbox, "in the inbox"},
    PropertyWord{
        FieldId::in,
        "archive",
        Property::archived,
        "neither in the inbox nor sent, draft, spam or trash"
    },
    PropertyWord{FieldId::in, "anywhere", Property::anywhere, "every message"},
    PropertyWord{FieldId::in, "sent", Property::sent, "sent by you"},
    PropertyWord{FieldId::in, "drafts", Property::draft, "a draft"},
    PropertyWord{FieldId::in, "draft", Property::draft, ""},
    PropertyWord{FieldId::in, "trash", Property::trash, "in the trash"},
    PropertyWord{FieldId::in, "spam", Property::spam, "in spam"},
    PropertyWord{FieldId::in, "chats", Property::chat, "a chat, which All Mail does not show"},
    PropertyWord{FieldId::in, "chat", Property::chat, ""},
    PropertyWord{FieldId::in, "starred", Property::starred, "has a star"},
    PropertyWord{FieldId::in, "important", Property::important, "marked as important"},
    PropertyWord{FieldId::in, "muted", Property::muted, "its conversation is muted"},
    PropertyWord{FieldId::in, "unread", Property::unread, "not read yet"},
    PropertyWord{FieldId::in, "read", Property::read, "read"},
    PropertyWord{FieldId::is, "unread", Property::unread, "not read yet"},
    PropertyWord{FieldId::is, "read", Property::read, "read"},
    PropertyWord{FieldId::is, "starred", Property::starred, "has a star"},
    PropertyWord{FieldId::is, "important", Property::important, "marked as important"},
    PropertyWord{FieldId::is, "muted", Property::muted, "its conversation is muted"},
    PropertyWord{FieldId::is, "sent", Property::sent, "sent by you"},
    PropertyWord{FieldId::is, "draft", Property::draft, "a draft"},
    PropertyWord{FieldId::has, "attachment", Property::attachment, "has an attachment"},
    PropertyWord{FieldId::has, "userlabels", Property::user_labels, "has a label of yours"},
    PropertyWord{FieldId::has, "nouserlabels", Property::no_user_labels, "has no label of yours"},
};

constexpr std::string_view no_star_colours =
    "IMAP shows that there is a star, not which; is:starred finds them all";
constexpr std::string_view no_drive = "Gmail works this out from links in the text; search for the "
                                      "link's words or a filename: instead";
constexpr std::string_view not_in_imap = "Gmail does not show this over IMAP";

constexpr std::array undecidable_table{
    Undecidable{
        "category", "", "Gmail does not show its categories over IMAP; write from: or list: instead"
    },
    Undecidable{"lang", "", "Gmail does not show over IMAP which language it detected"},
    Undecidable{"language", "", "Gmail does not show over IMAP which language it detected"},
    Undecidable{"circle", "", "Google+ circles are gone"},
    Undecidable{
        "around", "", "the distance between words is not compared; write a phrase in quotes"
    },
    Undecidable{"in", "snoozed", not_in_imap},
    Undecidable{"in", "scheduled", not_in_imap},
    Undecidable{"in", "outbox", not_in_imap},
    Undecidable{"in", "subscriptions", not_in_imap},
    Undecidable{"is", "snoozed", not_in_imap},
    Undecidable{"is", "chat", not_in_imap},
    Undecidable{"has", "drive", no_drive},
    Undecidable{"has", "document", no_drive},
    Undecidable{"has", "spreadsheet", no_drive},
    Undecidable{"has", "presentation", no_drive},
    Undecidable{"has", "youtube", no_drive},
    Undecidable{"has", "yellow-star", no_star_colours},
    Undecidable{"has", "orange-star", no_star_colours},
    Undecidable{"has", "red-star", no_star_colours},
    Undecidable{"has", "purple-star", no_star_colours},
    Undecidable{"has", "blue-star", no_star_colours},
    Undecidable{"has", "green-star", no_star_colours},
    Undecidable{"has", "red-bang", no_star_colours},
    Undecidable{"has", "orange-guillemet", no_star_colours},
    Undecidable{"has", "yellow-bang", no_star_colours},
    Undecidable{"has", "green-check", no_star_colours},
    Undecidable{"has", "blue-info", no_star_colours},
    Undecidable{"has", "purple-question", no_star_colours},
};

bool is_called(const Field& field, std::string_view name) {
    return equal_ignoring_case(field.name, name) ||
           std::ranges::any_of(field.aliases, [name](std::string_view alias) {
               return equal_ignoring_case(alias, name);
           });
}

} // namespace

std::span<const Field> fields() {
    return field_table;
}

const Field& field(FieldId id) {
    return field_table[static_cast<std::size_t>(id)];
}

const Field* find_field(std::string_view name) {
    if (name.empty()) {
        return nullptr;
    }
    const auto* found = std::ranges::find_if(field_table, [name](const Field& field) {
        return is_called(field, name);
    });
    return found == field_table.end() ? nullptr : found;
}

std::span<const PropertyWord> property_words() {
    return property_table;
}

const PropertyWord* find_property(FieldId field, std::string_view word) {
    const auto* found = std::ranges::find_if(property_table, [&](const PropertyWord& row) {
        return row.field == field && equal_ignoring_case(row.word, word);
    });
    return found == property_table.end() ? nullptr : found;
}

std::span<const Undecidable> undecidables() {
    return undecidable_table;
}

const Undecidable* find_undecidable(std::string_view field, std::string_view value) {
    const auto* found = std::ranges::find_if(undecidable_table, [&](const Undecidable& row) {
        return equal_ignoring_case(row.field, field) &&
               (row.value.empty() || equal_ignoring_case(row.value, value));
    });
    return found == undecidable_table.end() ? nullptr : found;
}

} // namespace domain::rules
