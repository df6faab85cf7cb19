#include "adapters/mime/html_tag.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <cstddef>

namespace mime {

namespace {

constexpr std::size_t longest_name = 12;

bool is_letter(char c) {
    const char lower = domain::ascii_lower(c);
    return lower >= 'a' && lower <= 'z';
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

bool separates_attributes(char c) {
    return is_blank(c) || c == '/';
}

bool ends_value(char c) {
    return is_blank(c) || c == '>';
}

bool ends_tag_name(char c) {
    return ends_value(c) || c == '/';
}

bool ends_attribute_name(char c) {
    return ends_tag_name(c) || c == '=';
}

using Characters = bool (*)(char);

std::string_view take_until(std::string_view& text, Characters ends) {
    const auto* const end = std::ranges::find_if(text, ends);
    const std::string_view taken{text.begin(), end};
    text.remove_prefix(taken.size());
    return taken;
}

void skip(std::string_view& text, Characters skipped) {
    const auto* const end = std::ranges::find_if_not(text, skipped);
    text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
}

/// A value behind its "=". A quote that nothing closes is an ordinary character, so that one slip
/// does not swallow the mail.
std::string_view take_value(std::string_view& text) {
    skip(text, is_blank);
    if (text.starts_with('"') || text.starts_with('\'')) {
        const std::size_t end = text.find(text.front(), 1);
        if (end != std::string_view::npos) {
            const std::string_view value = text.substr(1, end - 1);
            text.remove_prefix(end + 1);
            return value;
        }
    }
    return take_until(text, ends_value);
}

struct Attribute {
    std::string_view name;
    std::string_view value;
};

/// Always moves on, unless the text is empty or begins with ">".
Attribute take_attribute(std::string_view& text) {
    Attribute attribute;
    skip(text, separates_attributes);
    attribute.name = take_until(text, ends_attribute_name);
    skip(text, is_blank);
    if (text.starts_with('=')) {
        text.remove_prefix(1);
        attribute.value = take_value(text);
    }
    return attribute;
}

} // namespace

std::string_view Tag::attribute(std::string_view wanted) const {
    std::string_view rest = attributes;
    while (!rest.empty() && rest.front() != '>') {
        const Attribute one = take_attribute(rest);
        if (domain::equal_ignoring_case(one.name, wanted)) {
            return one.value;
        }
    }
    return {};
}

bool opens_tag(std::string_view html) {
    return html.size() > 1 && (is_letter(html[1]) || html[1] == '/');
}

Tag take_tag(std::string_view& html) {
    Tag tag;
    html.remove_prefix(1);
    if (html.starts_with('/')) {
        tag.closing = true;
        html.remove_prefix(1);
    }
    const std::string_view name = take_until(html, ends_tag_name);
    tag.name = domain::ascii_lowered(name.substr(0, longest_name));
    const std::string_view rest = html;
    while (!html.empty() && html.front() != '>') {
        take_attribute(html);
    }
    tag.attributes = rest.substr(0, rest.size() - html.size());
    html.remove_prefix(html.empty() ? 0 : 1);
    return tag;
}

} // namespace mime
