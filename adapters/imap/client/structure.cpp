#include "adapters/imap/client/structure.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace imap::client {

namespace {

/// More leaves than real mail has; a hostile structure costs no more than this.
constexpr std::size_t most_parts = 1000;

std::string value_of(const std::vector<wire::Parameter>& parameters, std::string_view name) {
    const auto found = std::ranges::find_if(parameters, [name](const wire::Parameter& each) {
        return domain::equal_ignoring_case(each.name, name);
    });
    return found == parameters.end() ? std::string{} : found->value.value_or("");
}

/// An encoded word (RFC 2047) is illegal in a parameter and the most usual form of a file name.
std::string decoded(std::string value, const ports::MimeReader& reader) {
    if (value.find("=?") == std::string::npos) {
        return value;
    }
    return reader.headers("Subject: " + std::move(value) + "\r\n").subject;
}

std::string file_name(const wire::BodyPart& body, const ports::MimeReader& reader) {
    std::string name;
    if (body.disposition) {
        name = value_of(body.disposition->parameters, "filename");
    }
    if (name.empty()) {
        name = value_of(body.parameters, "name");
    }
    return decoded(std::move(name), reader);
}

domain::Part
leaf(const wire::BodyPart& body, std::string section, const ports::MimeReader& reader) {
    domain::Part part;
    part.section = std::move(section);
    part.media_type = domain::ascii_lowered(body.type + '/' + body.subtype);
    part.charset = domain::ascii_lowered(value_of(body.parameters, "charset"));
    part.encoding = domain::ascii_lowered(body.encoding.value_or(""));
    part.file_name = file_name(body, reader);
    const bool is_text = part.media_type.starts_with("text/");
    const bool said =
        body.disposition && domain::equal_ignoring_case(body.disposition->type, "attachment");
    part.attachment = said || (!part.file_name.empty() && !is_text);
    part.size = {body.octets};
    return part;
}

// The wire reader bounds the depth of a structure (wire::Limits::depth).
void collect(
    const wire::BodyPart& body,
    const std::string& section,
    const ports::MimeReader& reader,
    std::vector<domain::Part>& parts
) {
    if (!body.is_multipart()) {
        if (parts.size() < most_parts) {
            parts.push_back(leaf(body, section.empty() ? "1" : section, reader));
        }
        return;
    }
    for (std::size_t i = 0; i < body.parts.size(); ++i) {
        const std::string prefix = section.empty() ? "" : section + '.';
        collect(body.parts[i], prefix + std::to_string(i + 1), reader, parts);
    }
}

} // namespace

domain::Structure structure_of(const wire::BodyPart& body, const ports::MimeReader& reader) {
    domain::Structure structure;
    collect(body, "", reader, structure.parts);
    return structure;
}

} // namespace imap::client
