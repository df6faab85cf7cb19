#include "adapters/imap/wire/grammar/body_fields.hpp"
#include "adapters/imap/wire/grammar/grammar.hpp"

#include <algorithm>
#include <array>

namespace imap::wire::grammar {

namespace {

constexpr std::array<std::string_view, 11> multipart_subtypes{
    "ALTERNATIVE",
    "APPLEDOUBLE",
    "DIGEST",
    "ENCRYPTED",
    "FORM-DATA",
    "HEADER-SET",
    "MIXED",
    "PARALLEL",
    "RELATED",
    "REPORT",
    "SIGNED",
};

bool names_multipart(std::string_view subtype) {
    return std::ranges::any_of(multipart_subtypes, [&](auto known) {
        return same_word(subtype, known);
    });
}

bool close(Lexer& in) {
    return in.skip_spaces(Quirk::space_inside_parentheses) && in.expect(')', "body");
}

// body-type-mpart = 1*body SP media-subtype [SP body-ext-mpart], behind its parts.
bool multipart_tail(Lexer& in, BodyPart& part) {
    part.type = "multipart";
    if (in.peek() == ')') {
        return in.note(Quirk::missing_subtype, "media-subtype");
    }
    return in.space("body-type-mpart") && in.string(part.subtype, "media-subtype") &&
           multipart_extension(in, part);
}

bool parts(Lexer& in, BodyPart& part) {
    while (in.peek() == '(') {
        if (!body(in, part.parts.emplace_back())) {
            return false;
        }
        if (in.peek() == ' ' && in.peek(1) == '(' && !in.skip_spaces(Quirk::space_between_parts)) {
            return false;
        }
    }
    return true;
}

// (NIL "alternative" ("boundary" …) …), Dovecot; ("ALTERNATIVE" ("BOUNDARY" …) NIL NIL),
// ("RELATED" NIL ("ATTACHMENT" NIL) NIL) and ("ALTERNATIVE"), Gmail for nested multiparts with one
// boundary (MailKit #205, #777, #1393, #1841).
bool multipart_without_parts(Lexer& in, BodyPart& part, std::string subtype) {
    part.type = "multipart";
    part.subtype = std::move(subtype);
    return in.note(Quirk::missing_body_parts, "body-type-mpart") && multipart_extension(in, part);
}

bool text_lines(Lexer& in, BodyPart& part) {
    if (in.peek() == ' ' &&
        (is(in.peek(1), character::digit) || in.peek(1) == '-' || upper(in.peek(1)) == 'N')) {
        return in.space("body-type-text") && in.number(part.lines.emplace(), "body-fld-lines");
    }
    return in.note(Quirk::missing_body_fields, "body-fld-lines");
}

// What stands behind the size of a message/rfc822 part when it is not an envelope: Gmail describes
// a message in base64 as a basic part (MailKit #32, #59), some servers still count its lines.
bool message_without_body(Lexer& in, BodyPart& part) {
    if (!in.note(Quirk::message_without_body, "body-type-msg")) {
        return false;
    }
    if (in.rest().starts_with(" NIL NIL ") && is(in.peek(9), character::digit)) {
        in.advance(8);
    }
    if (in.peek() == ' ' && is(in.peek(1), character::digit)) {
        return in.space("body-type-msg") && in.number(part.lines.emplace(), "body-fld-lines");
    }
    return true;
}

// body-type-msg = media-message SP body-fields SP envelope SP body SP body-fld-lines
bool message_body(Lexer& in, BodyPart& part) {
    if (in.peek() != ' ' || in.peek(1) != '(') {
        return message_without_body(in, part);
    }
    if (!in.space("body-type-msg") || !envelope(in, part.envelope.emplace()) ||
        !in.space("body-type-msg")) {
        return false;
    }
    if (in.skip_nil()) {
        if (!in.note(Quirk::message_without_body, "body-type-msg")) {
            return false;
        }
    } else if (!body(in, part.parts.emplace_back())) {
        return false;
    }
    return text_lines(in, part);
}

bool single_tail(Lexer& in, BodyPart& part) {
    if (same_word(part.type, "MULTIPART")) {
        return in.note(Quirk::multipart_as_single_part, "body-type-1part") &&
               mixed_extension(in, part);
    }
    if (part.is_message() && !message_body(in, part)) {
        return false;
    }
    if (same_word(part.type, "TEXT") && !text_lines(in, part)) {
        return false;
    }
    return single_extension(in, part);
}

// body-type-1part behind media-type SP media-subtype.
bool single_part(Lexer& in, BodyPart& part) {
    return body_fields(in, part) && single_tail(in, part);
}

// ( "X-ZIP" ("BOUNDARY" …) …: a Content-Type of one word (MailKit #371).
bool one_word_type(Lexer& in, BodyPart& part) {
    if (names_multipart(part.type)) {
        return multipart_without_parts(in, part, std::move(part.type));
    }
    return in.note(Quirk::missing_subtype, "media-basic") && single_part(in, part);
}

// (NIL NIL NIL NIL NIL "7BIT" …): no type at all (MailKit's tests).
bool nil_type(Lexer& in, BodyPart& part) {
    if (!in.space("body")) {
        return false;
    }
    if (in.skip_nil()) {
        return in.note(Quirk::missing_subtype, "media-basic") && single_part(in, part);
    }
    std::string subtype;
    return in.string(subtype, "media-subtype") &&
           multipart_without_parts(in, part, std::move(subtype));
}

bool typed_part(Lexer& in, BodyPart& part) {
    if (!in.string(part.type, "media-type")) {
        return false;
    }
    const bool subtype_follows =
        in.peek() == '"' || (in.peek() == ' ' && in.peek(1) != '(' && in.peek(1) != ')' &&
                             !in.rest().starts_with(" NIL"));
    if (!subtype_follows) {
        return one_word_type(in, part);
    }
    return in.space("media-type") && in.string(part.subtype, "media-subtype") &&
           single_part(in, part);
}

bool body_inside(Lexer& in, BodyPart& part) {
    if (!in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    if (in.peek() == '(') {
        return parts(in, part) && multipart_tail(in, part);
    }
    if (in.peek() == ')') {
        return in.note(Quirk::missing_body_parts, "body");
    }
    return in.skip_nil() ? nil_type(in, part) : typed_part(in, part);
}

} // namespace

// body = "(" (body-type-1part / body-type-mpart) ")"
bool body(Lexer& in, BodyPart& part) {
    if (!in.expect('(', "body") || !in.enter("body")) {
        return false;
    }
    const bool read = body_inside(in, part) && close(in);
    in.leave();
    return read;
}

} // namespace imap::wire::grammar
