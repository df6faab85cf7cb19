#include "testserver/mailbox/mime/envelope.hpp"

#include <algorithm>
#include <utility>

namespace testserver::mime {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_blank(char c) {
    return blanks.find(c) != std::string_view::npos;
}

/// Collects the words up to a special character. A phrase joins its words by one space; an address
/// joins them with nothing.
struct Words {
    std::string spaced;
    std::string joined;

    void add(std::string_view word) {
        if (!spaced.empty()) {
            spaced += ' ';
        }
        spaced += word;
        joined += word;
    }

    [[nodiscard]] bool empty() const { return spaced.empty(); }
};

std::optional<std::string> if_any(std::string text) {
    return text.empty() ? std::nullopt : std::optional{std::move(text)};
}

class AddressParser {
public:
    explicit AddressParser(std::string_view text) : text_(text) {}

    AddressList list() {
        AddressList found;
        while (at_ < text_.size() && found.size() < max_addresses) {
            one(found);
        }
        if (in_group_) {
            found.emplace_back();
        }
        return found;
    }

private:
    void one(AddressList& found) {
        auto words = phrase();
        switch (at_ < text_.size() ? text_[at_] : ',') {
        case ':':
            ++at_;
            found.push_back({{}, {}, words.spaced, {}});
            in_group_ = true;
            return;
        case '<':
            found.push_back(angle(words.spaced));
            break;
        case '@':
            ++at_;
            found.push_back(bare(words.joined));
            break;
        default:
            if (!words.empty()) {
                // A lone word: no host to show. Dovecot says the same.
                found.push_back({{}, {}, words.joined, std::string{}});
            }
        }
        end_of_one(found);
    }

    void end_of_one(AddressList& found) {
        at_ = std::min(text_.find_first_of(",;", at_), text_.size());
        if (at_ < text_.size() && text_[at_] == ';' && std::exchange(in_group_, false)) {
            found.emplace_back();
        }
        ++at_;
    }

    /// "user@host (Full Name)": a comment behind it is the old way to give a name.
    EnvelopeAddress bare(std::string mailbox) {
        comment_.clear();
        auto domain = host();
        return {if_any(comment_), {}, std::move(mailbox), std::move(domain)};
    }

    EnvelopeAddress angle(const std::string& name) {
        ++at_;
        EnvelopeAddress address;
        address.name = if_any(name);
        skip();
        if (at_ < text_.size() && text_[at_] == '@') {
            const auto colon = text_.find_first_of(":>", at_);
            const auto end = std::min(colon, text_.size());
            address.route = std::string{text_.substr(at_, end - at_)};
            at_ = end + (end < text_.size() && text_[end] == ':' ? 1U : 0U);
        }
        address.mailbox = phrase().joined;
        if (at_ < text_.size() && text_[at_] == '@') {
            ++at_;
            address.host = host();
        } else {
            address.host = std::string{};
        }
        at_ = std::min(text_.find_first_of(">,", at_), text_.size());
        return address;
    }

    std::string host() { return phrase().joined; }

    /// Words, dots and quoted strings up to one of "<>@,:;".
    Words phrase() {
        Words words;
        for (skip(); at_ < text_.size(); skip()) {
            if (text_[at_] == '"') {
                words.add(quoted());
            } else if (std::string_view{"<>@,:;"}.find(text_[at_]) != std::string_view::npos) {
                break;
            } else {
                words.add(atom());
            }
        }
        return words;
    }

    std::string_view atom() {
        const auto start = at_;
        while (at_ < text_.size() && !is_blank(text_[at_]) &&
               std::string_view{"<>@,:;\"("}.find(text_[at_]) == std::string_view::npos) {
            ++at_;
        }
        return text_.substr(start, at_ - start);
    }

    std::string quoted() {
        std::string value;
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
                ++at_;
            }
            value += text_[at_];
        }
        at_ = std::min(at_ + 1, text_.size());
        return value;
    }

    void skip() {
        while (at_ < text_.size() && (is_blank(text_[at_]) || text_[at_] == '(')) {
            if (text_[at_] == '(') {
                skip_comment();
            } else {
                ++at_;
            }
        }
    }

    void skip_comment() {
        std::string content;
        std::size_t depth = 0;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == ')' && --depth == 0) {
                ++at_;
                break;
            }
            if (c == '\\' && at_ + 1 < text_.size()) {
                content += text_[++at_];
            } else if (c != '(' || depth++ > 0) {
                content += c;
            }
        }
        comment_ = std::move(content);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool in_group_ = false;
    std::string comment_;
};

} // namespace

AddressList parse_addresses(std::string_view text) {
    return AddressParser{text}.list();
}

} // namespace testserver::mime
