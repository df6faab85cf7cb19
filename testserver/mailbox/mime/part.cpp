#include "testserver/mailbox/mime/part.hpp"

#include "domain/mail/ascii.hpp"
#include "testserver/mailbox/mime/header.hpp"

#include <algorithm>

namespace testserver::mime {
namespace {

using domain::equal_ignoring_case;

std::optional<std::string>
optional_field(const std::vector<RawField>& fields, std::string_view name) {
    if (!has_field(fields, name)) {
        return std::nullopt;
    }
    return field_value(fields, name);
}

std::vector<std::string> words_between_commas(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        if (auto word = unfolded(text.substr(0, comma)); !word.empty()) {
            words.push_back(std::move(word));
        }
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return words;
}

void read_type(Part& part, const std::vector<RawField>& fields, bool in_digest) {
    auto content_type = parse_parameterised(field_value(fields, "Content-Type"));
    const auto slash = content_type.value.find('/');
    if (slash == std::string::npos || slash == 0 || slash + 1 == content_type.value.size()) {
        part.type = in_digest ? "message" : "text";
        part.subtype = in_digest ? "rfc822" : "plain";
        if (!in_digest) {
            part.parameters = {{"charset", "us-ascii"}};
        }
        return;
    }
    part.type = content_type.value.substr(0, slash);
    part.subtype = content_type.value.substr(slash + 1);
    part.parameters = std::move(content_type.parameters);
    const bool names_charset = std::ranges::any_of(part.parameters, [](const Parameter& each) {
        return equal_ignoring_case(each.name, "charset");
    });
    if (equal_ignoring_case(part.type, "text") && !names_charset) {
        part.parameters.push_back({"charset", "us-ascii"}); // RFC 2045 5.2; as Dovecot says it.
    }
}

void read_fields(Part& part, const std::vector<RawField>& fields) {
    part.id = optional_field(fields, "Content-Id");
    part.description = optional_field(fields, "Content-Description");
    part.md5 = optional_field(fields, "Content-Md5");
    part.location = optional_field(fields, "Content-Location");
    part.language = words_between_commas(field_value(fields, "Content-Language"));
    const auto encoding =
        parse_parameterised(field_value(fields, "Content-Transfer-Encoding")).value;
    part.encoding = encoding.empty() ? "7bit" : encoding;
    if (auto disposition = parse_parameterised(field_value(fields, "Content-Disposition"));
        !disposition.value.empty()) {
        part.disposition = std::move(disposition);
    }
}

struct Boundary {
    Range line; ///< With the line end before it, which belongs to it (RFC 2046 5.1.1).
    bool last = false;
};

/// Walks the boundary lines of one multipart body.
class Boundaries {
public:
    Boundaries(std::string_view raw, Range body, std::string_view boundary)
        : raw_(raw), body_(body), marker_("--" + std::string{boundary}), at_(body.begin) {}

    std::optional<Boundary> next() {
        while (at_ < body_.end) {
            const auto start = at_;
            const auto feed = raw_.find('\n', at_);
            at_ = feed == std::string_view::npos ? body_.end : std::min(feed + 1, body_.end);
            auto line = raw_.substr(start, at_ - start);
            if (!line.starts_with(marker_)) {
                continue;
            }
            line.remove_prefix(marker_.size());
            const bool last = line.starts_with("--");
            line.remove_prefix(last ? 2 : 0);
            if (last || line.find_first_not_of(" \t\r\n") == std::string_view::npos) {
                return Boundary{{without_line_end(start), at_}, last};
            }
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] std::size_t without_line_end(std::size_t at) const {
        at -= at > body_.begin && raw_[at - 1] == '\n' ? 1U : 0U;
        at -= at > body_.begin && raw_[at - 1] == '\r' ? 1U : 0U;
        return at;
    }

    std::string_view raw_;
    Range body_;
    std::string marker_;
    std::size_t at_;
};

class Parser {
public:
    explicit Parser(std::string_view raw) : raw_(raw) {}

    Part part(Range range, std::size_t depth, bool in_digest) {
        Part node;
        const auto length = header_length(range.in(raw_));
        node.header = {range.begin, range.begin + length};
        node.body = {node.header.end, range.end};
        const auto fields = header_fields(node.header.in(raw_));
        read_type(node, fields, in_digest);
        read_fields(node, fields);
        node.lines = static_cast<std::size_t>(std::ranges::count(node.body.in(raw_), '\n'));
        if (depth < max_depth) {
            descend(node, depth);
        }
        return node;
    }

private:
    void descend(Part& node, std::size_t depth) {
        if (node.is_multipart() && !node.parameter("boundary").empty()) {
            children(node, depth);
        } else if (equal_ignoring_case(node.type, "message") &&
                   equal_ignoring_case(node.subtype, "rfc822")) {
            node.parts.push_back(part(node.body, depth + 1, false));
        }
    }

    void children(Part& node, std::size_t depth) {
        Boundaries boundaries{raw_, node.body, node.parameter("boundary")};
        const bool digest = equal_ignoring_case(node.subtype, "digest");
        auto open = boundaries.next();
        while (open && !open->last && count_ < max_parts) {
            ++count_;
            const auto close = boundaries.next();
            const Range range{
                open->line.end, close ? std::max(close->line.begin, open->line.end) : node.body.end
            };
            node.parts.push_back(part(range, depth + 1, digest));
            open = close;
        }
    }

    std::string_view raw_;
    std::size_t count_ = 0;
};

} // namespace

bool Part::is_multipart() const {
    return equal_ignoring_case(type, "multipart");
}

bool Part::is_message() const {
    return !parts.empty() && !is_multipart();
}

std::string_view Part::parameter(std::string_view name) const {
    const auto found = std::ranges::find_if(parameters, [&](const Parameter& parameter) {
        return equal_ignoring_case(parameter.name, name);
    });
    return found == parameters.end() ? std::string_view{} : std::string_view{found->value};
}

Part parse(std::string_view raw) {
    return Parser{raw}.part({0, raw.size()}, 0, false);
}

} // namespace testserver::mime
