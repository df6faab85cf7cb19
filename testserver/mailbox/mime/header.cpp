#include "testserver/mailbox/mime/header.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>

namespace testserver::mime {
namespace {

/// The line at `start`, its line feed included.
std::string_view line_at(std::string_view text, std::size_t start) {
    const auto feed = text.find('\n', start);
    return text.substr(
        start, feed == std::string_view::npos ? std::string_view::npos : feed - start + 1
    );
}

bool is_empty_line(std::string_view line) {
    return line == "\r\n" || line == "\n";
}

std::string_view without_line_end(std::string_view text) {
    if (text.ends_with('\n')) {
        text.remove_suffix(1);
    }
    if (text.ends_with('\r')) {
        text.remove_suffix(1);
    }
    return text;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

const RawField* first(const std::vector<RawField>& fields, std::string_view name) {
    const auto found = std::ranges::find_if(fields, [&](const RawField& field) {
        return domain::equal_ignoring_case(field.name, name);
    });
    return found == fields.end() ? nullptr : &*found;
}

} // namespace

std::size_t header_length(std::string_view mail) {
    std::size_t at = 0;
    while (at < mail.size()) {
        const auto line = line_at(mail, at);
        at += line.size();
        if (is_empty_line(line)) {
            break;
        }
    }
    return at;
}

std::vector<RawField> header_fields(std::string_view header) {
    std::vector<RawField> fields;
    std::size_t at = 0;
    while (at < header.size()) {
        const auto start = at;
        at += line_at(header, at).size();
        while (at < header.size() && is_blank(header[at])) {
            at += line_at(header, at).size();
        }
        const auto whole = header.substr(start, at - start);
        const auto colon = whole.find(':');
        if (colon == std::string_view::npos || colon == 0 || is_empty_line(whole)) {
            continue;
        }
        auto name = whole.substr(0, colon);
        while (!name.empty() && is_blank(name.back())) {
            name.remove_suffix(1);
        }
        fields.push_back({name, without_line_end(whole.substr(colon + 1)), whole});
    }
    return fields;
}

std::string field_value(const std::vector<RawField>& fields, std::string_view name) {
    const auto* field = first(fields, name);
    return field == nullptr ? std::string{} : unfolded(field->value);
}

bool has_field(const std::vector<RawField>& fields, std::string_view name) {
    return first(fields, name) != nullptr;
}

std::string unfolded(std::string_view value) {
    std::string text;
    text.reserve(value.size());
    std::ranges::copy_if(value, std::back_inserter(text), [](char c) {
        return c != '\r' && c != '\n';
    });
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

} // namespace testserver::mime
