#include "adapters/mime/gmime_reader.hpp"

#include "adapters/mime/charset.hpp"
#include "adapters/mime/header_block.hpp"
#include "adapters/mime/header_values.hpp"
#include "adapters/mime/html_text.hpp"
#include "adapters/mime/library.hpp"
#include "adapters/mime/limits.hpp"
#include "adapters/mime/structure.hpp"
#include "adapters/mime/transfer.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace mime {

namespace {

void take_leaves(domain::Message& message, std::vector<Leaf> found, const GmimeReader& reader) {
    domain::Structure structure;
    structure.parts.reserve(found.size());
    for (Leaf& leaf : found) {
        structure.parts.push_back(std::move(leaf.part));
    }
    message.text.emplace();
    if (const domain::Part* const part = structure.text_part()) {
        const auto index = static_cast<std::size_t>(part - structure.parts.data());
        message.text = reader.text(*part, found[index].body, true);
    }
    message.structure = std::move(structure);
}

} // namespace

GmimeReader::GmimeReader() {
    tolerant();
}

domain::Headers GmimeReader::headers(std::string_view raw) const {
    return header_values(split_header(raw));
}

domain::Text
GmimeReader::text(const domain::Part& part, std::string_view body, bool complete) const {
    domain::Text text;
    text.complete = complete && body.size() <= max_text_bytes;
    const std::string bytes = transfer_decoded(body.substr(0, max_text_bytes), part.encoding);
    std::string words = to_utf8(bytes, part.charset, text.complete ? Ending::whole : Ending::cut);
    if (part.media_type == "text/html") {
        HtmlText shown = html_text(words);
        text.words = std::move(shown.words);
        text.links = std::move(shown.links);
        return text;
    }
    std::erase(words, '\r');
    text.words = std::move(words);
    return text;
}

domain::Message GmimeReader::message(std::string_view raw) const {
    domain::Message message;
    message.headers = headers(raw);
    message.size = domain::Bytes{raw.size()};
    take_leaves(message, leaves(raw), *this);
    return message;
}

} // namespace mime
