#include "adapters/mime/plain_addresses.hpp"

#include "adapters/mime/limits.hpp"
#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace mime {

namespace {

using CharacterSet = std::array<bool, 256>;

constexpr CharacterSet letters_digits_and(std::string_view others) {
    CharacterSet set{};
    for (const std::string_view text :
         {std::string_view{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"}, others
         }) {
        for (const char c : text) {
            set[static_cast<unsigned char>(c)] = true;
        }
    }
    return set;
}

/// RFC 5322 3.2.3 atext, and the dot.
constexpr CharacterSet local_characters = letters_digits_and("!#$%&'*+-/=?^_`{|}~.");
constexpr CharacterSet host_characters = letters_digits_and("-._");

bool is_local(char c) {
    return local_characters[static_cast<unsigned char>(c)];
}

bool is_host(char c) {
    return host_characters[static_cast<unsigned char>(c)];
}

/// One pass over the field. Every `take` moves on when it succeeds.
class Reader {
public:
    explicit Reader(std::string_view field) : rest_(field) {}

    bool read(std::vector<domain::Address>& addresses) {
        skip_blanks();
        while (!rest_.empty()) {
            if (addresses.size() == max_addresses) {
                return true;
            }
            if (!take_mailbox(addresses.emplace_back())) {
                return false;
            }
            skip_blanks();
            if (!rest_.empty() && !take(',')) {
                return false;
            }
            skip_blanks();
        }
        return true;
    }

private:
    bool take_mailbox(domain::Address& address) {
        if (take('"')) {
            return take_quoted(address.display_name) && take_angle(address);
        }
        const std::string_view words = take_while([](char c) { return is_local(c) || c == ' '; });
        if (!rest_.empty() && rest_.front() == '@') {
            address.local_part = words;
            return words.find(' ') == std::string_view::npos && take_host(address);
        }
        address.display_name = words.substr(0, words.find_last_not_of(' ') + 1);
        // GMime decodes encoded words, and squeezes what lies between words.
        return words.find("=?") == std::string_view::npos &&
               address.display_name.find("  ") == std::string::npos && take_angle(address);
    }

    bool take_quoted(std::string& name) {
        name = take_while([](char c) { return c != '"' && c != '\\' && c >= ' ' && c < '\x7f'; });
        const bool closed = take('"');
        skip_blanks();
        const bool padded = name.starts_with(' ') || name.ends_with(' ');
        return closed && !padded && name.find("=?") == std::string::npos;
    }

    bool take_angle(domain::Address& address) {
        if (!take('<')) {
            return false;
        }
        address.local_part = take_while(is_local);
        return take_host(address) && take('>');
    }

    bool take_host(domain::Address& address) {
        if (address.local_part.empty() || !take('@')) {
            return false;
        }
        address.host = take_while(is_host);
        std::ranges::transform(address.host, address.host.begin(), domain::ascii_lower);
        // A trailing or doubled dot is for the tolerant parser.
        return !address.host.empty() && address.host.back() != '.' &&
               address.host.find("..") == std::string::npos;
    }

    bool take(char wanted) {
        if (rest_.empty() || rest_.front() != wanted) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    template <typename Predicate>
    std::string_view take_while(Predicate holds) {
        const auto* const end = std::ranges::find_if_not(rest_, holds);
        const std::string_view taken =
            rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(taken.size());
        return taken;
    }

    void skip_blanks() {
        take_while([](char c) { return c == ' ' || c == '\t'; });
    }

    std::string_view rest_;
};

} // namespace

bool append_plain_addresses(std::vector<domain::Address>& addresses, std::string_view field) {
    const std::size_t before = addresses.size();
    if (Reader{field}.read(addresses)) {
        return true;
    }
    addresses.resize(before);
    return false;
}

} // namespace mime
