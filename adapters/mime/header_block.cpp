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
    header.fields.push_back({name, text.substr(text.find(':') + 1)});
}

bool is_outer(char c) {
    return is_blank(c) || is_line_end(c);
}

bool ends_plain_text(char c) {
    return is_line_end(c) || c == '\0';
}

/// Not find_first_of: that is a call for each character, and this is run over all mail.
template <typename Predicate>
std::size_t length_until(std::string_view text, Predicate ends) {
    return static_cast<std::size_t>(std::ranges::find_if(text, ends) - text.begin());
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_outer(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_outer(text.back())) {
        text.remove_suffix(1);
    }
    return text;
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
    value = trimmed(value.substr(0, max_field_bytes));
    std::string line;
    line.reserve(value.size());
    while (!value.empty()) {
        const std::size_t plain = length_until(value, ends_plain_text);
        line += value.substr(0, plain);
        value.remove_prefix(plain);
        if (value.empty()) {
            break;
        }
        line += ' ';
        const bool folds = value.front() != '\0';
        value.remove_prefix(1);
        if (folds) {
            value.remove_prefix(length_until(value, [](char c) { return !is_outer(c); }));
        }
    }
    return line;
}

} // namespace mime
