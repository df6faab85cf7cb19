#include "adapters/imap/wire/grammar/body_fields.hpp"

#include "adapters/imap/wire/grammar/grammar.hpp"

#include <algorithm>
#include <array>

namespace imap::wire::grammar {

namespace {

bool is_disposition(std::string_view word) {
    constexpr std::array<std::string_view, 3> types{"INLINE", "ATTACHMENT", "FORM-DATA"};
    return std::ranges::any_of(types, [&](auto type) { return same_word(word, type); });
}

bool parameters_inside(Lexer& in, std::vector<Parameter>& parameters) {
    do {
        Parameter& parameter = parameters.emplace_back();
        if (!in.string(parameter.name, "body-fld-param")) {
            return false;
        }
        if (in.peek() == ')') {
            return in.note(Quirk::missing_body_fields, "body-fld-param");
        }
        // mail.ru and Exchange send NIL for a value (vmime #159, imap-codec #700).
        if (!in.space("body-fld-param") ||
            (in.at_nil() && !in.note(Quirk::nil_for_string, "body-fld-param")) ||
            !in.nstring(parameter.value, "body-fld-param")) {
            return false;
        }
    } while (in.more("body-fld-param"));
    return true;
}

// body-fld-param = "(" string SP string *(SP string SP string) ")" / nil
bool parameters(Lexer& in, std::vector<Parameter>& parameters) {
    if (in.skip_nil()) {
        return true;
    }
    if (in.peek() == '"') {
        std::string ignored;
        return in.note(Quirk::string_for_list, "body-fld-param") &&
               in.string(ignored, "body-fld-param");
    }
    if (!in.expect('(', "body-fld-param") || !in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    if (in.peek() == ')') {
        return in.note(Quirk::empty_list_for_nil, "body-fld-param") && in.skip(')');
    }
    return parameters_inside(in, parameters) && in.expect(')', "body-fld-param");
}

// body-fld-dsp = "(" string SP body-fld-param ")" / nil. Exchange sends (NIL NIL).
bool disposition_list(Lexer& in, std::optional<Disposition>& disposition) {
    if (!in.expect('(', "body-fld-dsp") || !in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    if (in.peek() == ')') {
        return in.note(Quirk::empty_list_for_nil, "body-fld-dsp") && in.skip(')');
    }
    if (!in.string(disposition.emplace().type, "body-fld-dsp")) {
        return false;
    }
    if (in.peek() == ')') {
        return in.note(Quirk::missing_body_fields, "body-fld-dsp") && in.skip(')');
    }
    return in.space("body-fld-dsp") && parameters(in, disposition->parameters) &&
           in.skip_spaces(Quirk::space_inside_parentheses) && in.expect(')', "body-fld-dsp");
}

// Exchange sends "inline" for ("inline" NIL) (MailKit #919), and the description of an encrypted
// message in this place (javamail #278).
bool disposition_string(Lexer& in, BodyPart& part) {
    std::string word;
    if (!in.note(Quirk::string_for_list, "body-fld-dsp") || !in.string(word, "body-fld-dsp")) {
        return false;
    }
    if (is_disposition(word)) {
        part.disposition.emplace().type = std::move(word);
    } else {
        part.description = std::move(word);
    }
    return true;
}

bool disposition(Lexer& in, BodyPart& part) {
    if (in.skip_nil()) {
        return true;
    }
    return in.at_string() ? disposition_string(in, part) : disposition_list(in, part.disposition);
}

// body-fld-lang = nstring / "(" string *(SP string) ")"
bool languages(Lexer& in, std::vector<std::string>& languages) {
    if (in.skip_nil()) {
        return true;
    }
    if (in.peek() != '(') {
        return in.string(languages.emplace_back(), "body-fld-lang");
    }
    if (in.peek(1) == ')') {
        in.advance(2);
        return in.note(Quirk::empty_list_for_nil, "body-fld-lang");
    }
    in.advance(1);
    do {
        if (!in.string(languages.emplace_back(), "body-fld-lang")) {
            return false;
        }
    } while (in.more("body-fld-lang"));
    return in.expect(')', "body-fld-lang");
}

/// True at a disposition where the languages are due (MailKit's tests).
bool at_swapped_disposition(const Lexer& in) {
    const std::string_view rest = in.rest();
    const std::size_t end = rest.find('"', 2);
    return rest.starts_with("(\"") && end != std::string_view::npos &&
           is_disposition(rest.substr(2, end - 2));
}

bool languages_or_disposition(Lexer& in, BodyPart& part) {
    if (part.disposition || !at_swapped_disposition(in)) {
        return languages(in, part.languages);
    }
    return in.note(Quirk::swapped_body_fields, "body-fld-lang") &&
           disposition_list(in, part.disposition);
}

// body-extension = nstring / number / "(" body-extension *(SP body-extension) ")"
bool extension(Lexer& in, BodyExtension& node);

bool extension_list(Lexer& in, BodyExtension& node) {
    node.is_list = true;
    if (!in.expect('(', "body-extension") || !in.enter("body-extension")) {
        return false;
    }
    if (in.peek() == ')') {
        if (!in.note(Quirk::empty_list_for_nil, "body-extension")) {
            return false;
        }
    } else {
        do {
            if (!extension(in, node.list.emplace_back())) {
                return false;
            }
        } while (in.more("body-extension"));
    }
    in.leave();
    return in.expect(')', "body-extension");
}

bool extension(Lexer& in, BodyExtension& node) {
    if (in.peek() == '(') {
        return extension_list(in, node);
    }
    if (is(in.peek(), character::digit)) {
        node.text.emplace(in.run(character::digit));
        return true;
    }
    return in.nstring(node.text, "body-extension");
}

// [SP body-fld-dsp [SP body-fld-lang [SP body-fld-loc *(SP body-extension)]]]
bool common_extension(Lexer& in, BodyPart& part) {
    if (!in.more("body-ext")) {
        return true;
    }
    if (!disposition(in, part)) {
        return false;
    }
    if (!in.more("body-ext")) {
        return true;
    }
    if (!languages_or_disposition(in, part)) {
        return false;
    }
    if (!in.more("body-ext")) {
        return true;
    }
    if (!in.nstring(part.location, "body-fld-loc")) {
        return false;
    }
    while (in.more("body-ext")) {
        if (!extension(in, part.extensions.emplace_back())) {
            return false;
        }
    }
    return true;
}

} // namespace

bool body_fields(Lexer& in, BodyPart& part) {
    if (!in.space("body-fields") || !parameters(in, part.parameters) || !in.space("body-fields") ||
        !in.nstring(part.id, "body-fld-id") || !in.space("body-fields") ||
        !in.nstring(part.description, "body-fld-desc") || !in.space("body-fields")) {
        return false;
    }
    if (in.at_nil() && !in.note(Quirk::nil_for_string, "body-fld-enc")) {
        return false;
    }
    if (!in.nstring(part.encoding, "body-fld-enc")) {
        return false;
    }
    if (in.peek() == ')') {
        return in.note(Quirk::missing_body_fields, "body-fld-octets");
    }
    return in.space("body-fields") && in.number(part.octets, "body-fld-octets");
}

bool single_extension(Lexer& in, BodyPart& part) {
    if (in.rest().starts_with(" (")) {
        return mixed_extension(in, part);
    }
    if (!in.more("body-ext")) {
        return true;
    }
    return in.nstring(part.md5, "body-fld-md5") && common_extension(in, part);
}

bool multipart_extension(Lexer& in, BodyPart& part) {
    if (!in.more("body-ext")) {
        return true;
    }
    return parameters(in, part.parameters) && common_extension(in, part);
}

bool mixed_extension(Lexer& in, BodyPart& part) {
    if (!in.rest().starts_with(" (") || in.peek(2) == ')') {
        return !in.more("body-ext") ||
               (in.nstring(part.md5, "body-fld-md5") && common_extension(in, part));
    }
    // The parameters once more where a checksum is due: the node is a multipart at heart
    // (libetpan #217, MailKit #878).
    std::vector<Parameter> again;
    if (!in.note(Quirk::multipart_as_single_part, "body-ext-1part") || !in.space("body-ext") ||
        !parameters(in, again)) {
        return false;
    }
    if (part.parameters.empty()) {
        part.parameters = std::move(again);
    }
    return common_extension(in, part);
}

} // namespace imap::wire::grammar
