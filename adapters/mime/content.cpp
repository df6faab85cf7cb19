#include "adapters/mime/content.hpp"

#include "adapters/mime/charset.hpp"
#include "adapters/mime/header_words.hpp"
#include "adapters/mime/library.hpp"
#include "domain/mail/ascii.hpp"

#include <gmime/gmime-content-type.h>
#include <gmime/gmime-disposition.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace mime {

namespace {

std::string text_or_empty(const char* text) {
    return text == nullptr ? std::string{} : repaired_utf8(text);
}

std::string lowered(const char* text) {
    return domain::ascii_lowered(text_or_empty(text));
}

/// A parameter's value may itself hold encoded words, which RFC 2047 5 forbids and everybody sends.
std::string file_name_of(const char* parameter) {
    return on_one_line(decoded_words(text_or_empty(parameter)));
}

std::string media_type_of(GMimeContentType* type) {
    return lowered(g_mime_content_type_get_media_type(type)) + '/' +
           lowered(g_mime_content_type_get_media_subtype(type));
}

void read_type(Content& content, std::string_view field, std::string_view default_type) {
    content.media_type = default_type;
    const std::string value = unfolded(field);
    if (value.find('/') == std::string::npos) {
        return; // Absent, or the obsolete "text" of RFC 1049.
    }
    const Owned<GMimeContentType> type{g_mime_content_type_parse(tolerant(), value.c_str())};
    if (!type) {
        return;
    }
    content.media_type = media_type_of(type.get());
    content.charset = lowered(g_mime_content_type_get_parameter(type.get(), "charset"));
    content.boundary = text_or_empty(g_mime_content_type_get_parameter(type.get(), "boundary"));
    content.file_name = file_name_of(g_mime_content_type_get_parameter(type.get(), "name"));
}

void read_disposition(Content& content, std::string_view field) {
    const std::string value = unfolded(field);
    if (value.empty()) {
        return;
    }
    const Owned<GMimeContentDisposition> disposition{
        g_mime_content_disposition_parse(tolerant(), value.c_str())
    };
    if (!disposition) {
        return;
    }
    content.attachment =
        lowered(g_mime_content_disposition_get_disposition(disposition.get())) == "attachment";
    const char* const name =
        g_mime_content_disposition_get_parameter(disposition.get(), "filename");
    if (name != nullptr) {
        content.file_name = file_name_of(name);
    }
}

/// The mechanism's token without what senders put behind it ("7bit; charset=…", "(comment)").
std::string read_encoding(std::string_view field) {
    const std::string value = unfolded(field);
    const auto end = std::ranges::find_if(value, [](char c) {
        return c == ';' || c == '(' || c == ' ' || c == '\t';
    });
    return domain::ascii_lowered(std::string_view{value.begin(), end});
}

} // namespace

Content read_content(const HeaderBlock& header, std::string_view default_type) {
    Content content;
    read_type(content, find_field(header, "content-type"), default_type);
    content.encoding = read_encoding(find_field(header, "content-transfer-encoding"));
    read_disposition(content, find_field(header, "content-disposition"));
    content.attachment = content.attachment ||
                         (!content.file_name.empty() && !content.media_type.starts_with("text/"));
    return content;
}

} // namespace mime
