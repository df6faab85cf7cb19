#pragma once

#include "ports/mime_reader.hpp"

#include <string>
#include <string_view>

namespace client_test {

/// The least MIME reader: the subject of a header block, the bytes of a text.
class WordReader final : public ports::MimeReader {
public:
    [[nodiscard]] domain::Headers headers(std::string_view raw) const override {
        domain::Headers headers;
        constexpr std::string_view name = "Subject: ";
        const auto begin = raw.find(name);
        if (begin != std::string_view::npos) {
            raw.remove_prefix(begin + name.size());
            headers.subject = raw.substr(0, raw.find('\r'));
        }
        return headers;
    }

    [[nodiscard]] domain::Text
    text(const domain::Part& part, std::string_view body, bool complete) const override {
        domain::Text text;
        text.words = part.media_type + ": " + std::string{body};
        text.complete = complete;
        return text;
    }

    [[nodiscard]] domain::Message message(std::string_view /*raw*/) const override { return {}; }
};

} // namespace client_test
