#include "adapters/sqlite/message_facts.hpp"

#include "domain/learning/byte_io.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace sqlite {

using domain::Address;
using domain::HeaderField;
using domain::Headers;
using domain::Part;
using domain::Structure;
using domain::learning::ByteReader;
using domain::learning::ByteWriter;

namespace {

// The first byte. Another layout gets another number, and decode_facts goes on reading this one.
constexpr std::uint8_t layout = 1;

constexpr std::uint8_t has_headers = 1;
constexpr std::uint8_t has_structure = 2;

// Each type is written and read by a pair that names its members in the same order.

void write(ByteWriter& out, const std::string& text) {
    out.text(text);
}

void read(ByteReader& in, std::string& text) {
    text = in.text();
}

void write(ByteWriter& out, const HeaderField& field) {
    out.text(field.name);
    out.text(field.value);
}

void read(ByteReader& in, HeaderField& field) {
    field.name = in.text();
    field.value = in.text();
}

void write(ByteWriter& out, const Address& address) {
    out.text(address.display_name);
    out.text(address.local_part);
    out.text(address.host);
}

void read(ByteReader& in, Address& address) {
    address.display_name = in.text();
    address.local_part = in.text();
    address.host = in.text();
}

void write(ByteWriter& out, const Part& part) {
    out.text(part.section);
    out.text(part.media_type);
    out.text(part.charset);
    out.text(part.encoding);
    out.text(part.file_name);
    out.byte(part.attachment ? 1 : 0);
    out.number(part.size.count);
}

void read(ByteReader& in, Part& part) {
    part.section = in.text();
    part.media_type = in.text();
    part.charset = in.text();
    part.encoding = in.text();
    part.file_name = in.text();
    part.attachment = in.byte() != 0;
    part.size.count = in.number();
}

template <typename Item>
void write(ByteWriter& out, const std::vector<Item>& items) {
    out.number(items.size());
    for (const auto& item : items) {
        write(out, item);
    }
}

template <typename Item>
void read(ByteReader& in, std::vector<Item>& items) {
    // Not reserved: the count of a damaged list may be as large as the bytes that follow.
    for (auto left = in.count(); left > 0 && in.ok(); --left) {
        read(in, items.emplace_back());
    }
}

void write(ByteWriter& out, const Headers& headers) {
    write(out, headers.fields);
    write(out, headers.from);
    write(out, headers.to);
    write(out, headers.cc);
    out.text(headers.subject);
    out.text(headers.list_id);
    out.text(headers.message_id);
    write(out, headers.references);
}

void read(ByteReader& in, Headers& headers) {
    read(in, headers.fields);
    read(in, headers.from);
    read(in, headers.to);
    read(in, headers.cc);
    headers.subject = in.text();
    headers.list_id = in.text();
    headers.message_id = in.text();
    read(in, headers.references);
}

} // namespace

std::string encode_facts(const domain::Message& message) {
    ByteWriter out;
    out.byte(layout);
    const auto parts =
        (message.headers ? has_headers : 0U) | (message.structure ? has_structure : 0U);
    out.byte(static_cast<std::uint8_t>(parts));
    out.text(message.thread.value);
    if (message.headers) {
        write(out, *message.headers);
    }
    if (message.structure) {
        write(out, message.structure->parts);
    }
    return out.take();
}

std::optional<MessageFacts> decode_facts(std::string_view bytes) {
    ByteReader in{bytes};
    const auto found_layout = in.byte();
    const auto parts = in.byte();
    if (found_layout != layout || parts > (has_headers | has_structure)) {
        return std::nullopt;
    }
    MessageFacts facts{{std::string{in.text()}}, {}, {}};
    if ((parts & has_headers) != 0) {
        read(in, facts.headers.emplace());
    }
    if ((parts & has_structure) != 0) {
        read(in, facts.structure.emplace().parts);
    }
    return in.ok() && in.at_end() ? std::optional{std::move(facts)} : std::nullopt;
}

} // namespace sqlite
