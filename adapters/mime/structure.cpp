#include "adapters/mime/structure.hpp"

#include "adapters/mime/content.hpp"
#include "adapters/mime/header_block.hpp"
#include "adapters/mime/limits.hpp"

#include <cstddef>
#include <string>
#include <utility>

namespace mime {

namespace {

/// A line that separates the parts of a multipart, or ends the last one.
struct Delimiter {
    std::size_t begin = 0; ///< Of the line end before it, which belongs to it (RFC 2046 5.1.1).
    std::size_t end = 0;   ///< Behind its own line end.
    bool closes = false;
};

/// Finds the delimiters of one multipart, one after the other.
class Delimiters {
public:
    Delimiters(std::string_view body, std::string_view boundary)
        : body_(body), boundary_(boundary) {}

    /// The next one; none is left when it begins at the body's end.
    Delimiter next() {
        while (at_ < body_.size()) {
            const std::size_t begin = at_;
            const std::size_t end = line_end(begin);
            const std::size_t next = body_.find("\n--", end == 0 ? 0 : end - 1);
            at_ = next == std::string_view::npos ? body_.size() : next + 1;
            const std::string_view line = body_.substr(begin, end - begin);
            if (line.starts_with("--") && line.substr(2).starts_with(boundary_)) {
                const std::string_view rest = line.substr(2 + boundary_.size());
                const bool closes = rest.starts_with("--");
                if (closes || rest.find_first_not_of(" \t\r\n") == std::string_view::npos) {
                    return {without_line_end(begin), end, closes};
                }
            }
        }
        return {body_.size(), body_.size(), true};
    }

private:
    [[nodiscard]] std::size_t line_end(std::size_t begin) const {
        const std::size_t found = body_.find('\n', begin);
        return found == std::string_view::npos ? body_.size() : found + 1;
    }

    [[nodiscard]] std::size_t without_line_end(std::size_t begin) const {
        for (const char c : {'\n', '\r'}) {
            if (begin > 0 && body_[begin - 1] == c) {
                --begin;
            }
        }
        return begin;
    }

    std::string_view body_;
    std::string_view boundary_;
    std::size_t at_ = 0;
};

/// The bodies of the parts; a last one that its sender did not close runs to the end.
std::vector<std::string_view> split_parts(std::string_view body, std::string_view boundary) {
    std::vector<std::string_view> parts;
    Delimiters delimiters{body, boundary};
    Delimiter opening = delimiters.next();
    while (!opening.closes && parts.size() < max_parts) {
        const Delimiter closing = delimiters.next();
        const std::size_t end = closing.begin < opening.end ? opening.end : closing.begin;
        parts.push_back(body.substr(opening.end, end - opening.end));
        opening = closing;
    }
    return parts;
}

/// Outer multiparts are split before inner ones, so a part that was never closed ends where the
/// outer one goes on.
class Walker {
public:
    /// `section` is the number of the message that the entity is the whole of, or its own.
    void entity(std::string_view text, const std::string& section, bool whole_message) {
        const HeaderBlock header = split_header(text);
        Content content = read_content(header, default_type_);
        const std::string_view body = text.substr(header.body);
        if (content.is_multipart() && multipart(body, content, section)) {
            return;
        }
        if (content.is_multipart()) {
            content.media_type = "text/plain"; // Without a part in it, a reader sees its text.
        }
        // A message that is a single part has that part as its first (RFC 3501 6.4.5).
        const std::string number = whole_message ? child(section, 1) : section;
        const bool encoded = content.encoding == "base64" || content.encoding == "quoted-printable";
        const bool nested = content.is_message() && !encoded;
        add_leaf(std::move(content), number, body);
        if (nested) {
            descend("text/plain", [&] { entity(body, number, true); });
        }
    }

    std::vector<Leaf> take() { return std::move(leaves_); }

private:
    static std::string child(const std::string& section, std::size_t number) {
        const std::string own = std::to_string(number);
        return section.empty() ? own : section + '.' + own;
    }

    bool multipart(std::string_view body, const Content& content, const std::string& section) {
        if (content.boundary.empty()) {
            return false;
        }
        const std::vector<std::string_view> parts = split_parts(body, content.boundary);
        const bool digest = content.media_type == "multipart/digest";
        descend(digest ? "message/rfc822" : "text/plain", [&] {
            std::size_t number = 0;
            for (const std::string_view part : parts) {
                entity(part, child(section, ++number), false);
            }
        });
        return !parts.empty();
    }

    template <typename Walk>
    void descend(std::string_view default_type, Walk walk) {
        if (depth_ == max_depth) {
            return;
        }
        const std::string_view outer = std::exchange(default_type_, default_type);
        ++depth_;
        walk();
        --depth_;
        default_type_ = outer;
    }

    void add_leaf(Content content, const std::string& section, std::string_view body) {
        if (leaves_.size() == max_parts) {
            return;
        }
        leaves_.push_back(
            {{section,
              std::move(content.media_type),
              std::move(content.charset),
              std::move(content.encoding),
              std::move(content.file_name),
              content.attachment,
              domain::Bytes{body.size()}},
             body}
        );
    }

    std::vector<Leaf> leaves_;
    std::string_view default_type_ = "text/plain";
    std::size_t depth_ = 0;
};

} // namespace

std::vector<Leaf> leaves(std::string_view raw) {
    Walker walker;
    walker.entity(raw, {}, true);
    return walker.take();
}

} // namespace mime
