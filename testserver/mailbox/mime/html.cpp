#include "domain/mail/ascii.hpp"
#include "testserver/mailbox/mime/decode.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace testserver::mime {
namespace {

using Entity = std::pair<std::string_view, std::string_view>;

constexpr std::array<Entity, 6> entities{{
    {"&amp;", "&"},
    {"&lt;", "<"},
    {"&gt;", ">"},
    {"&quot;", "\""},
    {"&nbsp;", " "},
    {"&#39;", "'"},
}};

bool starts_with_ignoring_case(std::string_view text, std::string_view start) {
    return text.size() >= start.size() &&
           domain::equal_ignoring_case(text.substr(0, start.size()), start);
}

/// How far the element named `name` at the start of `html` reaches, its closing tag included.
std::size_t element_length(std::string_view html, std::string_view name) {
    const std::string close = "</" + std::string{name};
    for (std::size_t at = 1; at < html.size(); ++at) {
        if (html[at] == '<' && starts_with_ignoring_case(html.substr(at), close)) {
            return std::min(html.find('>', at), html.size() - 1) + 1;
        }
    }
    return html.size();
}

std::size_t tag_length(std::string_view html) {
    for (const std::string_view name : {"script", "style", "head"}) {
        const auto after = html.substr(std::min(name.size() + 1, html.size())).substr(0, 1);
        if (starts_with_ignoring_case(html.substr(1), name) && (after == ">" || after == " ")) {
            return element_length(html, name);
        }
    }
    return std::min(html.find('>'), html.size() - 1) + 1;
}

} // namespace

std::string html_to_text(std::string_view html) {
    std::string text;
    while (!html.empty()) {
        if (html.front() == '<') {
            html.remove_prefix(tag_length(html));
            text += ' ';
            continue;
        }
        const auto* entity = std::ranges::find_if(entities, [&](const Entity& each) {
            return html.starts_with(each.first);
        });
        if (entity != entities.end()) {
            text += entity->second;
            html.remove_prefix(entity->first.size());
        } else {
            text += html.front();
            html.remove_prefix(1);
        }
    }
    return text;
}

} // namespace testserver::mime
