#include "adapters/mime/html_text.hpp"

#include "adapters/mime/html_entities.hpp"
#include "adapters/mime/html_tag.hpp"
#include "adapters/mime/limits.hpp"
#include "adapters/mime/visible_text.hpp"
#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace mime {

namespace {

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

bool breaks_line(std::string_view name) {
    static constexpr std::array<std::string_view, 27> blocks{
        "br", "p",  "div", "tr",      "table",   "li",     "ul",         "ol",   "hr",
        "h1", "h2", "h3",  "h4",      "h5",      "h6",     "blockquote", "pre",  "center",
        "dl", "dt", "dd",  "section", "article", "header", "footer",     "form", "body"
    };
    return is_one_of(blocks, name);
}

bool separates_words(std::string_view name) {
    static constexpr std::array<std::string_view, 5> cells{"td", "th", "img", "option", "input"};
    return is_one_of(cells, name);
}

/// Elements without content, which therefore hide none.
bool is_void(std::string_view name) {
    static constexpr std::array<std::string_view, 13> names{
        "br",
        "img",
        "hr",
        "meta",
        "link",
        "input",
        "col",
        "area",
        "base",
        "embed",
        "source",
        "wbr",
        "param"
    };
    return is_one_of(names, name);
}

/// Elements whose content is no text to the reader, up to their closing tag and nothing else.
bool holds_no_text(std::string_view name) {
    static constexpr std::array<std::string_view, 5> names{
        "script", "style", "title", "xml", "template"
    };
    return is_one_of(names, name);
}

bool hides(const Tag& tag) {
    if (tag.attributes.empty() || is_void(tag.name)) {
        return false;
    }
    std::string style = domain::ascii_lowered(tag.attribute("style"));
    std::erase_if(style, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
    return style.find("display:none") != std::string::npos ||
           style.find("visibility:hidden") != std::string::npos;
}

/// Reads from front to back; what it has passed it does not look at again.
class Reader {
public:
    explicit Reader(std::string_view html) : rest_(html) {}

    HtmlText read() {
        while (!rest_.empty()) {
            if (rest_.front() != '<') {
                text(rest_.substr(0, rest_.find('<')));
            } else if (rest_.starts_with("<!--")) {
                skip_past("-->");
            } else if (rest_.starts_with("<!") || rest_.starts_with("<?")) {
                skip_past(">"); // Also Word's <![if …]>, whose content is shown.
            } else if (opens_tag(rest_)) {
                tag(take_tag(rest_));
            } else {
                text(rest_.substr(0, 1));
            }
        }
        return {visible_.take(), std::move(links_)};
    }

private:
    void text(std::string_view raw) {
        rest_.remove_prefix(raw.size());
        show(raw, EntityPlace::text);
    }

    void show(std::string_view raw, EntityPlace place) {
        if (hidden_depth_ != 0) {
            return;
        }
        decoded_.clear();
        append_decoded(decoded_, raw, place);
        visible_.append(decoded_);
    }

    void skip_past(std::string_view end) {
        const std::size_t found = rest_.find(end);
        rest_.remove_prefix(found == std::string_view::npos ? rest_.size() : found + end.size());
    }

    void tag(const Tag& tag) {
        if (!tag.closing && holds_no_text(tag.name)) {
            skip_content(tag.name);
        } else if (hidden_depth_ != 0) {
            track_hidden(tag);
        } else if (!tag.closing && hides(tag)) {
            hidden_name_ = tag.name;
            hidden_depth_ = 1;
        } else {
            shown(tag);
        }
    }

    void skip_content(const std::string& name) {
        while (!rest_.empty()) {
            rest_.remove_prefix(std::min(rest_.find("</"), rest_.size()));
            const std::string_view found = rest_.substr(std::min<std::size_t>(2, rest_.size()));
            if (domain::equal_ignoring_case(found.substr(0, name.size()), name)) {
                skip_past(">");
                return;
            }
            rest_ = found;
        }
    }

    void track_hidden(const Tag& tag) {
        if (tag.name == hidden_name_) {
            hidden_depth_ += tag.closing ? -1 : 1;
        }
    }

    void shown(const Tag& tag) {
        if (breaks_line(tag.name)) {
            visible_.break_line();
        } else if (separates_words(tag.name)) {
            visible_.separate();
        }
        if (tag.closing) {
            return;
        }
        if (tag.name == "img") {
            show(tag.attribute("alt"), EntityPlace::attribute);
            visible_.separate();
        } else if (tag.name == "a" || tag.name == "area") {
            link(tag.attribute("href"));
        }
    }

    void link(std::string_view raw) {
        if (raw.size() > max_link_bytes || links_.size() == max_links) {
            return;
        }
        std::string target;
        append_decoded(target, raw, EntityPlace::attribute);
        // The URL standard strips blanks around and line ends inside.
        std::erase_if(target, [](char c) { return c >= '\0' && c <= ' '; });
        const bool leads_elsewhere = !target.empty() && target.front() != '#';
        if (leads_elsewhere && !domain::ascii_lowered(target).starts_with("javascript:")) {
            links_.push_back(std::move(target));
        }
    }

    std::string_view rest_;
    VisibleText visible_;
    std::vector<std::string> links_;
    std::string decoded_;
    std::string hidden_name_; ///< The element that hides, while hidden_depth_ of its kind are open.
    int hidden_depth_ = 0;
};

} // namespace

HtmlText html_text(std::string_view html) {
    return Reader{html}.read();
}

} // namespace mime
