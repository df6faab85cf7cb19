#include "adapters/imap/wire/grammar/grammar.hpp"
#include "adapters/imap/wire/read_response.hpp"

#include <array>
#include <utility>

namespace imap::wire {

namespace grammar {

namespace {

constexpr std::array<std::pair<std::string_view, SectionText>, 5> section_texts{{
    {"HEADER", SectionText::header},
    {"HEADER.FIELDS", SectionText::header_fields},
    {"HEADER.FIELDS.NOT", SectionText::header_fields_not},
    {"TEXT", SectionText::text},
    {"MIME", SectionText::mime},
}};

bool header_list(Lexer& in, Section& section) {
    return in.space("header-list") && string_list(in, section.fields, "header-list");
}

// section-msgtext / "MIME"
bool section_text(Lexer& in, Section& section) {
    const std::string_view word = in.run(character::atom);
    for (const auto& [name, text] : section_texts) {
        if (!same_word(word, name)) {
            continue;
        }
        section.text = text;
        const bool fields =
            text == SectionText::header_fields || text == SectionText::header_fields_not;
        return !fields || header_list(in, section);
    }
    return in.fail("unknown section", "section-text");
}

} // namespace

// section-spec = section-msgtext / (section-part ["." section-text])
bool section(Lexer& in, Section& section) {
    while (is(in.peek(), character::digit)) {
        if (!in.nonzero32(section.part.emplace_back(), "section-part")) {
            return false;
        }
        if (!in.skip('.')) {
            return true;
        }
    }
    if (!section.part.empty() || (!in.at_end() && in.peek() != ']')) {
        return section_text(in, section);
    }
    return true;
}

} // namespace grammar

Parsed<Section> read_section(std::string_view text) {
    Frame frame;
    frame.text = text;
    Lexer in(frame, {Tolerance::everything(), Limits{}.depth, false});
    Section section;
    if (!grammar::section(in, section) || !in.end("section") || in.failed()) {
        return in.diagnostic();
    }
    return section;
}

bool BodyPart::is_multipart() const {
    return same_word(type, "MULTIPART");
}

bool BodyPart::is_message() const {
    return same_word(type, "MESSAGE") &&
           (same_word(subtype, "RFC822") || same_word(subtype, "GLOBAL"));
}

} // namespace imap::wire
