#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace testserver::mime {

/// A stretch of the raw mail.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] std::size_t size() const { return end - begin; }

    [[nodiscard]] std::string_view in(std::string_view raw) const {
        return raw.substr(begin, end - begin);
    }
};

struct Parameter {
    std::string name;
    std::string value;

    bool operator==(const Parameter&) const = default;
};

/// A header value of the shape "word; name=value; ...": Content-Type, Content-Disposition.
struct Parameterised {
    std::string value;
    std::vector<Parameter> parameters;

    [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

/// A node of the MIME tree that remembers where its bytes stand, so that BODY[section] gives them
/// back exactly (RFC 3501 6.4.5). GMime, which the client uses, decodes and so cannot be asked for
/// that.
struct Part {
    Range header; ///< The empty line included.
    Range body;   ///< Without the line end that belongs to the next boundary.
    std::string type;
    std::string subtype;
    std::vector<Parameter> parameters;
    std::optional<std::string> id;
    std::optional<std::string> description;
    std::string encoding;
    std::optional<std::string> md5;
    std::optional<Parameterised> disposition;
    std::vector<std::string> language;
    std::optional<std::string> location;
    std::size_t lines = 0;
    std::vector<Part> parts; ///< Of a multipart; or the one message of a message/rfc822.

    [[nodiscard]] bool is_multipart() const;
    [[nodiscard]] bool is_message() const; ///< A message/rfc822 that was taken apart.
    [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

/// Deeper parts stay leaves, and more parts in one mail are left out: hostile mail must not cost
/// more than its length.
inline constexpr std::size_t max_depth = 30;
inline constexpr std::size_t max_parts = 2'000;

/// Total: any bytes give a tree.
Part parse(std::string_view raw);

/// "text/plain; charset=utf-8" with quoted strings and comments (RFC 2045 5.1). Total.
Parameterised parse_parameterised(std::string_view text);

} // namespace testserver::mime
