#include "domain/mail/ascii.hpp"
#include "testserver/mailbox/mime/part.hpp"

#include <algorithm>

namespace testserver::mime {
namespace {

constexpr std::string_view specials = "()<>@,;:\\\"/[]?=";

bool is_token_char(char c) {
    return c > ' ' && c != '\x7f' && specials.find(c) == std::string_view::npos;
}

/// A reader of RFC 2045 tokens that passes over white space and comments.
class Tokens {
public:
    explicit Tokens(std::string_view text) : text_(text) {}

    [[nodiscard]] bool done() {
        skip();
        return at_ == text_.size();
    }

    bool take(char c) {
        skip();
        if (at_ < text_.size() && text_[at_] == c) {
            ++at_;
            return true;
        }
        return false;
    }

    /// A token or quoted string; "/" is part of the first word of a Content-Type.
    std::string word(std::string_view also = {}) {
        skip();
        if (at_ < text_.size() && text_[at_] == '"') {
            return quoted();
        }
        const auto start = at_;
        while (at_ < text_.size() &&
               (is_token_char(text_[at_]) || also.find(text_[at_]) != std::string_view::npos)) {
            ++at_;
        }
        return std::string{text_.substr(start, at_ - start)};
    }

    void skip_to(char c) { at_ = std::min(text_.find(c, at_), text_.size()); }

private:
    void skip() {
        while (at_ < text_.size()) {
            if (text_[at_] == '(') {
                skip_comment();
            } else if (std::string_view{" \t\r\n"}.find(text_[at_]) != std::string_view::npos) {
                ++at_;
            } else {
                return;
            }
        }
    }

    void skip_comment() {
        std::size_t depth = 0;
        do {
            const char c = text_[at_++];
            if (c == '\\' && at_ < text_.size()) {
                ++at_;
            }
            depth += c == '(' ? 1U : 0U;
            depth -= c == ')' ? 1U : 0U;
        } while (depth > 0 && at_ < text_.size());
    }

    std::string quoted() {
        std::string value;
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
                ++at_;
            }
            if (text_[at_] != '\r' && text_[at_] != '\n') {
                value += text_[at_];
            }
        }
        at_ = std::min(at_ + 1, text_.size());
        return value;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace

Parameterised parse_parameterised(std::string_view text) {
    Tokens tokens{text};
    Parameterised result{tokens.word("/"), {}};
    while (!tokens.done()) {
        if (!tokens.take(';')) {
            tokens.skip_to(';');
            continue;
        }
        auto name = tokens.word();
        if (!name.empty() && tokens.take('=')) {
            // Real mail holds unquoted values with slashes, colons and equals signs.
            result.parameters.push_back({std::move(name), tokens.word("()<>@,:\\/[]?=")});
        }
    }
    return result;
}

std::string_view Parameterised::parameter(std::string_view name) const {
    const auto found = std::ranges::find_if(parameters, [&](const Parameter& parameter) {
        return domain::equal_ignoring_case(parameter.name, name);
    });
    return found == parameters.end() ? std::string_view{} : std::string_view{found->value};
}

} // namespace testserver::mime
