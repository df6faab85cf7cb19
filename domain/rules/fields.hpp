#pragma once

#include "domain/mail/message.hpp"

#include <array>
#include <span>
#include <string_view>

namespace domain::rules {

/// Every search word of the query language, once. Lexer, parser, checker, printer, evaluator and
/// help read these tables; what Gmail knows and we cannot decide is listed with the reason.
enum class FieldId : unsigned char {
    anywhere, ///< A word or phrase without a search word.
    from,
    to,
    cc,
    bcc,
    deliveredto,
    list,
    subject,
    label,
    in,
    is,
    has,
    larger,
    smaller,
    older_than,
    newer_than,
    after,
    before,
    filename,
    rfc822msgid,
};

enum class ValueKind : unsigned char {
    words,
    person,
    label,
    property,
    size,
    age,
    date,
    message_id,
};

struct Field {
    FieldId id = FieldId::anywhere;
    std::string_view name;                   ///< Without the colon; empty for plain words.
    std::array<std::string_view, 2> aliases; ///< Other spellings; unused ones are empty.
    ValueKind value = ValueKind::words;
    Evidence evidence = Evidence::headers; ///< The cheapest part of a message that can say yes.
    std::string_view description;
    std::string_view example;
};

std::span<const Field> fields();
const Field& field(FieldId id);
/// By name or alias, without case; null when there is none.
const Field* find_field(std::string_view name);

/// What in:, is: and has: ask about.
enum class Property : unsigned char {
    inbox,
    archived,
    anywhere,
    sent,
    draft,
    trash,
    spam,
    chat,
    starred,
    important,
    muted,
    unread,
    read,
    attachment,
    user_labels,
    no_user_labels,
};

/// One value of in:, is: or has:.
struct PropertyWord {
    FieldId field = FieldId::in;
    std::string_view word;
    Property property = Property::inbox;
    std::string_view description; ///< Empty for a second spelling of the row above.
};

std::span<const PropertyWord> property_words();
const PropertyWord* find_property(FieldId field, std::string_view word);

/// A search word ("category", with no value) or a value ("has" "drive") that Gmail knows but IMAP
/// does not show.
struct Undecidable {
    std::string_view field;
    std::string_view value; ///< Empty: any.
    std::string_view reason;
};

std::span<const Undecidable> undecidables();
const Undecidable* find_undecidable(std::string_view field, std::string_view value);

} // namespace domain::rules
