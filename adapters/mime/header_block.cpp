#include "adapters/mime/header_block.hpp"

#include "adapters/mime/limits.hpp"
#include "domain/mail/ascii.hpp"

#include <algorithm>

namespace mime {

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

bool is_line_end(char c) {
    return c == '\r' || c == '\n';
}

std::string_view without_line_end(std::string_view line) {
    while (!line.empty() && is_line_end(line.back())) {
        line.remove_suffix(1);
    }
    return line;
}

/// The end of the line that begins at `at`, behind its LF.
std::size_t line_end(std::string_view raw, std::size_t at) {
    const std::size_t found = raw.find('\n', at);
    return found == std::string_view::npos ? raw.size() : found + 1;
}

/// RFC 5322 2.2: printable ASCII without the colon. Blanks before the colon are the obsolete syntax
/// of 4.5, and still sent.
std::string_view field_name(std::string_view line) {
    std::size_t end = 0;
    while (end < line.size() && line[end] > ' ' && line[end] < '\x7f' && line[end] != ':') {
        ++end;
    }
    std::size_t colon = end;
    while (colon < line.size() && is_blank(line[colon])) {
        ++colon;
    }
    return colon < line.size() && line[colon] == ':' ? line.substr(0, end) : std::string_view{};
}

void add_field(HeaderBlock& header, std::string_view text) {
    const std::string_view name = field_name(text);
    if (name.empty() || header.fields.size() == max_fields) {
        return;
    }
    const std::string_view value = text.substr(text.find(':') + 1);
    header.fields.push_back({name, without_line_end(value)});
}

} // namespace

HeaderBlock split_header(std::string_view raw) {
    HeaderBlock header;
    constexpr std::size_t usual_fields = 24;
    header.fields.reserve(usual_fields);
    const std::string_view block = raw.substr(0, max_header_bytes);
    std::size_t at = 0;
    while (at < block.size()) {
        std::size_t end = line_end(block, at);
        if (without_line_end(block.substr(at, end - at)).empty()) {
            header.body = end;
            return header;
        }
        while (end < block.size() && is_blank(block[end])) {
            end = line_end(block, end);
        }
        add_field(header, block.substr(at, end - at));
        at = end;
    }
    header.body = raw.size();
    return header;
}

std::string_view find_field(const HeaderBlock& header, std::string_view name) {
    const auto found = std::ranges::find_if(header.fields, [name](const RawField& field) {
        return domain::equal_ignoring_case(field.name, name);
    });
    return found == header.fields.end() ? std::string_view{} : found->value;
}

std::string unfolded(std::string_view value) {
    value = value.substr(0, max_field_bytes);
    while (!value.empty() && is_blank(value.front())) {
        value.remove_prefix(1);
    }
    std::string line;
    line.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (is_line_end(value[i])) {
            line += ' ';
            while (i + 1 < value.size() && (is_line_end(value[i + 1]) || is_blank(value[i + 1]))) {
                ++i;
            }
        } else {
            line += value[i] == '\0' ? ' ' : value[i];
        }
    }
    while (!line.empty() && is_blank(line.back())) {
        line.pop_back();
    }
    return line;
}

} // namespace mime
