#include "adapters/mime/header_values.hpp"

#include "adapters/mime/addresses.hpp"
#include "adapters/mime/header_words.hpp"
#include "adapters/mime/limits.hpp"
#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mime {

namespace {

using domain::Headers;

/// The next "<…>" of the text, which then begins behind it; empty when there is none.
std::string_view take_bracketed(std::string_view& text) {
    const std::size_t open = text.find('<');
    const std::size_t close = open == std::string_view::npos ? open : text.find('>', open);
    if (close == std::string_view::npos) {
        text = {};
        return {};
    }
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    text.remove_prefix(close + 1);
    return inside;
}

/// A Message-ID without its brackets, or as it is when a broken sender left them out.
std::string identifier(const std::string& value) {
    std::string_view text = value;
    const std::string_view inside = take_bracketed(text);
    return inside.empty() ? value : std::string{inside};
}

/// RFC 2919: an optional phrase, then the identifier in angle brackets, which is the last thing.
std::string list_identifier(std::string_view value) {
    value.remove_prefix(std::min(value.rfind('<'), value.size()));
    return domain::ascii_lowered(take_bracketed(value));
}

void append_references(std::vector<std::string>& references, std::string_view value) {
    while (!value.empty() && references.size() < max_references) {
        const std::string_view one = take_bracketed(value);
        if (!one.empty() && std::ranges::find(references, one) == references.end()) {
            references.emplace_back(one);
        }
    }
}

void set_first(std::string& to, std::string value) {
    if (to.empty()) {
        to = std::move(value);
    }
}

/// Addresses are taken apart before they are decoded: an encoded word may hold a comma.
void take_apart(
    Headers& headers, std::string_view name, const std::string& raw, const std::string& value
) {
    const auto is = [name](std::string_view wanted) {
        return domain::equal_ignoring_case(name, wanted);
    };
    if (is("from")) {
        append_addresses(headers.from, raw);
    } else if (is("to")) {
        append_addresses(headers.to, raw);
    } else if (is("cc")) {
        append_addresses(headers.cc, raw);
    } else if (is("subject")) {
        set_first(headers.subject, value);
    } else if (is("list-id")) {
        set_first(headers.list_id, list_identifier(value));
    } else if (is("message-id")) {
        set_first(headers.message_id, identifier(value));
    }
}

} // namespace

domain::Headers header_values(const HeaderBlock& header) {
    Headers headers;
    headers.fields.reserve(header.fields.size());
    for (const RawField& field : header.fields) {
        std::string value = unfolded(field.value);
        if (is_encoded(value)) {
            const std::string raw = std::exchange(value, decoded_words(value));
            take_apart(headers, field.name, raw, value);
        } else {
            take_apart(headers, field.name, value, value);
        }
        headers.fields.push_back({std::string{field.name}, std::move(value)});
    }
    append_references(headers.references, headers.value("references"));
    append_references(headers.references, headers.value("in-reply-to"));
    return headers;
}

} // namespace mime
