#include "adapters/imap/wire/grammar/fetch_content.hpp"

#include "adapters/imap/wire/grammar/grammar.hpp"

namespace imap::wire::grammar {

namespace {

bool value_of(Lexer& in, Content& content) {
    // Yandex leaves out the value of an empty part: "BODY[2] )" (MailKit's tests).
    if (in.rest().starts_with(" )") || in.peek() == ')') {
        return in.note(Quirk::missing_value, "msg-att-static");
    }
    return in.space("msg-att-static") &&
           in.content(content.bytes, content.octets, content.streamed, "msg-att-static");
}

// The text between the brackets, checked only as far as finding the end needs.
bool bracketed(Lexer& in, std::string& text) {
    if (!in.expect('[', "section")) {
        return false;
    }
    const std::size_t start = in.position();
    std::string ignored;
    while (in.peek() != ']') {
        if (in.at_end()) {
            return in.fail("the section does not end", "section");
        }
        if (!in.at_string()) {
            in.advance(1);
        } else if (!in.string(ignored, "section")) {
            return false;
        }
    }
    text.assign(in.since(start));
    return in.skip(']');
}

bool origin(Lexer& in, std::optional<std::uint64_t>& origin) {
    if (!in.skip('<')) {
        return true;
    }
    if (!in.number(origin.emplace(), "origin octet")) {
        return false;
    }
    // The request echoed, "<0.1024>", where only the origin belongs.
    if (in.skip('.')) {
        std::uint64_t ignored = 0;
        if (!in.note(Quirk::extra_body_fields, "origin octet") ||
            !in.number(ignored, "origin octet")) {
            return false;
        }
    }
    return in.expect('>', "origin octet");
}

bool binary_size(Lexer& in, Fetch& fetch) {
    BinarySize& size = fetch.binary_sizes.emplace_back();
    return bracketed(in, size.section) && in.space("BINARY.SIZE") &&
           in.number(size.octets, "BINARY.SIZE");
}

bool unknown_section(Lexer& in, Fetch& fetch, std::string_view name) {
    UnknownItem& item = fetch.unknown.emplace_back();
    std::string section;
    std::string_view value;
    if (!bracketed(in, section) || !in.space("msg-att") || !in.value(value, "msg-att")) {
        return false;
    }
    item.name.append(name).append("[").append(section).append("]");
    item.value.assign(value);
    return true;
}

} // namespace

bool content(Lexer& in, Fetch& fetch, ContentSource source) {
    Content& content = fetch.contents.emplace_back();
    content.source = source;
    return in.content(content.bytes, content.octets, content.streamed, "msg-att-static");
}

bool sectioned_item(Lexer& in, Fetch& fetch, std::string_view name) {
    if (same_word(name, "BINARY.SIZE")) {
        return binary_size(in, fetch);
    }
    const bool binary = same_word(name, "BINARY");
    if (!binary && !same_word(name, "BODY")) {
        return unknown_section(in, fetch, name);
    }
    Content& content = fetch.contents.emplace_back();
    content.source = binary ? ContentSource::binary : ContentSource::body;
    return bracketed(in, content.section) && origin(in, content.origin) && value_of(in, content);
}

} // namespace imap::wire::grammar
