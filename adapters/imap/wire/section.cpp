#include "adapters/imap/wire/section.hpp"

#include "adapters/imap/wire/characters.hpp"

namespace imap::wire {

namespace {

constexpr std::string_view word_of(SectionText text) {
    switch (text) {
    case SectionText::whole:
        return "";
    case SectionText::header:
        return "HEADER";
    case SectionText::header_fields:
        return "HEADER.FIELDS";
    case SectionText::header_fields_not:
        return "HEADER.FIELDS.NOT";
    case SectionText::text:
        return "TEXT";
    case SectionText::mime:
        return "MIME";
    }
    return "";
}

// header-fld-name is an astring; a name that needs quotes is no header name, but may be asked for.
void append_field(std::string& out, std::string_view field) {
    if (!field.empty() && all_are(field, character::astring)) {
        out += field;
        return;
    }
    out += '"';
    for (const char c : field) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    out += '"';
}

} // namespace

std::string text_of(const Section& section) {
    std::string text;
    for (const std::uint32_t number : section.part) {
        text.append(text.empty() ? "" : ".").append(std::to_string(number));
    }
    if (section.text == SectionText::whole) {
        return text;
    }
    text.append(text.empty() ? "" : ".").append(word_of(section.text));
    if (section.text != SectionText::header_fields &&
        section.text != SectionText::header_fields_not) {
        return text;
    }
    text += " (";
    for (const std::string& field : section.fields) {
        if (text.back() != '(') {
            text += ' ';
        }
        append_field(text, field);
    }
    return text + ')';
}

} // namespace imap::wire
