#include "app/imap_read/json_response.hpp"
#include "app/imap_read/json_values.hpp"

namespace imap_read {

namespace {

json::array addresses(const std::vector<wire::Address>& addresses) {
    json::array array;
    for (const wire::Address& address : addresses) {
        array.push_back(json::object{
            {"name", nullable(address.name)},
            {"adl", nullable(address.adl)},
            {"mailbox", nullable(address.mailbox)},
            {"host", nullable(address.host)},
        });
    }
    return array;
}

json::array parameters(const std::vector<wire::Parameter>& parameters) {
    json::array array;
    for (const wire::Parameter& parameter : parameters) {
        array.push_back(
            json::object{{"name", text(parameter.name)}, {"value", nullable(parameter.value)}}
        );
    }
    return array;
}

json::value extension(const wire::BodyExtension& node) {
    if (!node.is_list) {
        return nullable(node.text);
    }
    json::array array;
    for (const wire::BodyExtension& member : node.list) {
        array.push_back(extension(member));
    }
    return array;
}

void put_extensions(json::object& out, const wire::BodyPart& part) {
    out.emplace("md5", nullable(part.md5));
    if (part.disposition) {
        out.emplace(
            "disposition",
            json::object{
                {"type", text(part.disposition->type)},
                {"parameters", parameters(part.disposition->parameters)}
            }
        );
    } else {
        out.emplace("disposition", nullptr);
    }
    out.emplace("languages", texts(part.languages));
    out.emplace("location", nullable(part.location));
    if (part.extensions.empty()) {
        return;
    }
    json::array extensions;
    for (const wire::BodyExtension& node : part.extensions) {
        extensions.push_back(extension(node));
    }
    out.emplace("extensions", std::move(extensions));
}

} // namespace

json::object envelope_json(const wire::Envelope& envelope) {
    return {
        {"date", nullable(envelope.date)},
        {"subject", nullable(envelope.subject)},
        {"from", addresses(envelope.from)},
        {"sender", addresses(envelope.sender)},
        {"reply_to", addresses(envelope.reply_to)},
        {"to", addresses(envelope.to)},
        {"cc", addresses(envelope.cc)},
        {"bcc", addresses(envelope.bcc)},
        {"in_reply_to", nullable(envelope.in_reply_to)},
        {"message_id", nullable(envelope.message_id)},
    };
}

json::object body_json(const wire::BodyPart& part) {
    json::object out{
        {"type", text(part.type)},
        {"subtype", text(part.subtype)},
        {"parameters", parameters(part.parameters)},
    };
    if (!part.is_multipart() || part.encoding) {
        out.emplace("id", nullable(part.id));
        out.emplace("description", nullable(part.description));
        out.emplace("encoding", nullable(part.encoding));
        out.emplace("octets", part.octets);
    } else if (part.description) {
        out.emplace("description", nullable(part.description));
    }
    put_if(out, "lines", part.lines);
    if (part.envelope) {
        out.emplace("envelope", envelope_json(*part.envelope));
    }
    if (part.is_multipart() || !part.parts.empty()) {
        json::array parts;
        for (const wire::BodyPart& child : part.parts) {
            parts.push_back(body_json(child));
        }
        out.emplace("parts", std::move(parts));
    }
    put_extensions(out, part);
    return out;
}

} // namespace imap_read
