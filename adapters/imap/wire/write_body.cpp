#include "adapters/imap/wire/characters.hpp"
#include "adapters/imap/wire/response_writer.hpp"

namespace imap::wire {

namespace {

void write_parameters(ResponseWriter& out, const std::vector<Parameter>& parameters) {
    if (parameters.empty()) {
        out.keyword("NIL");
        return;
    }
    out.list(parameters, [&](const Parameter& parameter) {
        out.string(parameter.name).space().string(parameter.value.value_or(""));
    });
}

void write_disposition(ResponseWriter& out, const std::optional<Disposition>& disposition) {
    if (!disposition) {
        out.keyword("NIL");
        return;
    }
    out.raw("(").string(disposition->type).space();
    write_parameters(out, disposition->parameters);
    out.raw(")");
}

void write_languages(ResponseWriter& out, const std::vector<std::string>& languages) {
    if (languages.empty()) {
        out.keyword("NIL");
    } else if (languages.size() == 1) {
        out.string(languages.front());
    } else {
        out.list(languages, [&](const auto& language) { out.string(language); });
    }
}

void write_extension(ResponseWriter& out, const BodyExtension& node) {
    if (node.is_list && !node.list.empty()) {
        out.list(node.list, [&](const BodyExtension& member) { write_extension(out, member); });
    } else if (node.text && !node.text->empty() && all_are(*node.text, character::digit)) {
        out.raw(*node.text);
    } else {
        out.nstring(node.text);
    }
}

// body-fld-dsp, body-fld-lang and, only when there is something to say, what follows: Gmail ends
// here.
void write_common_extension(ResponseWriter& out, const BodyPart& part) {
    out.space();
    write_disposition(out, part.disposition);
    out.space();
    write_languages(out, part.languages);
    if (!part.location && part.extensions.empty()) {
        return;
    }
    out.space().nstring(part.location);
    for (const BodyExtension& extension : part.extensions) {
        out.space();
        write_extension(out, extension);
    }
}

void write_multipart(ResponseWriter& out, const BodyPart& part, bool extended) {
    for (const BodyPart& child : part.parts) {
        write_body(out, child, extended);
    }
    out.space().string(part.subtype);
    if (extended) {
        out.space();
        write_parameters(out, part.parameters);
        write_common_extension(out, part);
    }
}

void write_message(ResponseWriter& out, const BodyPart& part, bool extended) {
    out.space();
    write_envelope(out, part.envelope.value_or(Envelope{}));
    out.space();
    static const BodyPart empty_text{
        "TEXT", "PLAIN", {}, {}, {}, "7BIT", 0, 0, {}, {}, {}, {}, {}, {}, {}
    };
    write_body(out, part.parts.empty() ? empty_text : part.parts.front(), extended);
    out.space().number(part.lines.value_or(0));
}

void write_single(ResponseWriter& out, const BodyPart& part, bool extended) {
    out.string(part.type).space().string(part.subtype).space();
    write_parameters(out, part.parameters);
    out.space().nstring(part.id).space().nstring(part.description).space();
    out.string(part.encoding.value_or("7BIT")).space().number(part.octets);
    if (part.is_message()) {
        write_message(out, part, extended);
    } else if (same_word(part.type, "TEXT")) {
        out.space().number(part.lines.value_or(0));
    }
    if (extended) {
        out.space().nstring(part.md5);
        write_common_extension(out, part);
    }
}

} // namespace

void write_body(ResponseWriter& out, const BodyPart& part, bool extended) {
    out.raw("(");
    if (part.is_multipart() && !part.parts.empty()) {
        write_multipart(out, part, extended);
    } else {
        write_single(out, part, extended);
    }
    out.raw(")");
}

} // namespace imap::wire
