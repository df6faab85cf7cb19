#include "app/imap_read/json_extension.hpp"

#include "adapters/imap/wire/characters.hpp"
#include "adapters/imap/wire/limits.hpp"
#include "app/imap_read/json_values.hpp"

#include <charconv>
#include <string>
#include <system_error>
#include <utility>

namespace imap_read {

namespace {

class ExtensionReader {
public:
    explicit ExtensionReader(std::string_view text) : rest_(text) {}

    /// Up to the end, or to the bracket that closes the list.
    bool values(json::array& into, unsigned depth) {
        while (!rest_.empty() && rest_.front() != ')') {
            if (skip(' ')) {
                continue;
            }
            if (!value(into, depth)) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] bool at_end() const { return rest_.empty(); }

private:
    bool value(json::array& into, unsigned depth) {
        switch (rest_.front()) {
        case '(':
            return list(into, depth);
        case '"':
            return quoted(into);
        case '{':
            return literal(into);
        case '~':
            return rest_.starts_with("~{") && skip('~') && literal(into);
        default:
            return word(into);
        }
    }

    bool list(json::array& into, unsigned depth) {
        if (depth >= wire::Limits{}.depth) {
            return false;
        }
        skip('(');
        json::array inner;
        if (!values(inner, depth + 1) || !skip(')')) {
            return false;
        }
        into.push_back(std::move(inner));
        return true;
    }

    bool quoted(json::array& into) {
        std::string bytes;
        for (skip('"'); !rest_.empty(); rest_.remove_prefix(1)) {
            if (rest_.front() == '"') {
                rest_.remove_prefix(1);
                into.push_back(text(bytes));
                return true;
            }
            if (rest_.front() == '\\' && rest_.size() > 1) {
                rest_.remove_prefix(1);
            }
            bytes.push_back(rest_.front());
        }
        return false;
    }

    bool literal(json::array& into) {
        std::size_t octets = 0;
        const char* const end = rest_.data() + rest_.size();
        const auto [behind, error] = std::from_chars(rest_.data() + 1, end, octets);
        rest_.remove_prefix(static_cast<std::size_t>(behind - rest_.data()));
        constexpr std::string_view close = "}\r\n";
        if (error != std::errc{} || !rest_.starts_with(close) ||
            rest_.size() - close.size() < octets) {
            return false;
        }
        into.push_back(text(rest_.substr(close.size(), octets)));
        rest_.remove_prefix(close.size() + octets);
        return true;
    }

    /// A number, NIL, or anything up to a space or bracket; what stands in square brackets, as in
    /// BINARY[1 ("a" "b")], belongs to the word.
    bool word(json::array& into) {
        std::size_t size = 0;
        bool in_section = false;
        for (; size < rest_.size(); ++size) {
            const char c = rest_[size];
            in_section = c == '[' || (in_section && c != ']');
            if (!in_section && std::string_view{" ()\""}.find(c) != std::string_view::npos) {
                break;
            }
        }
        into.push_back(atom(rest_.substr(0, size)));
        rest_.remove_prefix(size);
        return size > 0 && !in_section;
    }

    static json::value atom(std::string_view word) {
        std::uint64_t number = 0;
        const char* const end = word.data() + word.size();
        const auto [behind, error] = std::from_chars(word.data(), end, number);
        if (error == std::errc{} && behind == end) {
            return number;
        }
        return wire::same_word(word, "NIL") ? json::value(nullptr) : text(word);
    }

    bool skip(char c) {
        const bool there = rest_.starts_with(c);
        rest_.remove_prefix(there ? 1 : 0);
        return there;
    }

    std::string_view rest_;
};

} // namespace

std::optional<json::array> extension_values(std::string_view octets) {
    ExtensionReader reader(octets);
    json::array values;
    return reader.values(values, 0) && reader.at_end() ? std::optional{std::move(values)}
                                                       : std::nullopt;
}

} // namespace imap_read
