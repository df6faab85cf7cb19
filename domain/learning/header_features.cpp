#include "domain/learning/header_features.hpp"

#include "domain/learning/words.hpp"
#include "domain/mail/ascii.hpp"
#include "domain/mail/hop_fields.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <string_view>

namespace domain::learning {

namespace {

constexpr std::size_t most_header_tokens = 400;
constexpr std::size_t most_tokens_of_a_field = 60;
constexpr std::size_t most_recipients = 100;
// Longer runs of letters and digits are identifiers: seen once and never again.
constexpr std::size_t longest_word = 24;

/// What the fields of a name are read as.
enum class Reading : std::uint8_t {
    nowhere,   ///< Mail stores do not fetch it, or it holds what is to be predicted.
    elsewhere, ///< A group of its own takes it apart.
    presence,  ///< That it is there; the value is another one in each message, or a signature.
    sender,    ///< Whom it was sent by or for: group `list`.
    signature, ///< The signing domain: group `list`.
    words
};

struct FieldReading {
    std::string_view name;
    Reading reading;
};

// Sorted by name.
constexpr std::array<FieldReading, 22> readings{{
    {"cc", Reading::elsewhere},
    {"delivered-to", Reading::sender},
    {"dkim-signature", Reading::signature},
    {"domainkey-signature", Reading::signature},
    {"errors-to", Reading::sender},
    {"feedback-id", Reading::sender},
    {"from", Reading::elsewhere},
    {"list-id", Reading::sender},
    {"list-post", Reading::sender},
    {"list-unsubscribe", Reading::sender},
    {"precedence", Reading::sender},
    {"references", Reading::presence},
    {"reply-to", Reading::sender},
    {"return-path", Reading::sender},
    {"sender", Reading::sender},
    {"subject", Reading::elsewhere},
    {"to", Reading::elsewhere},
    {"x-gm-thrid", Reading::nowhere},     // The thread is a key.
    {"x-gmail-labels", Reading::nowhere}, // The truth itself, in a mailbox from Google Takeout.
    {"x-ses-outgoing", Reading::presence},
    {"x-sg-eid", Reading::presence},
    {"x-sg-id", Reading::presence},
}};

Reading reading_of(std::string_view name) {
    const auto* at = std::ranges::find(readings, name, &FieldReading::name);
    if (at != readings.end()) {
        return at->reading;
    }
    return std::ranges::binary_search(hop_fields, name) ? Reading::nowhere : Reading::words;
}

std::string address_text(const Address& address) {
    return ascii_lowered(address.text());
}

bool is_me(const Owner& owner, std::string_view address) {
    return std::ranges::find(owner.addresses, address) != owner.addresses.end();
}

// The value of a tag in a list like "v=1; d=example.com; s=key" (RFC 6376 3.2).
std::string_view tag_value(std::string_view field, std::string_view tag) {
    for (auto at = field.find(tag); at != std::string_view::npos; at = field.find(tag, at + 1)) {
        const bool starts =
            at == 0 || field[at - 1] == ' ' || field[at - 1] == ';' || field[at - 1] == '\t';
        if (starts) {
            const auto value = field.substr(at + tag.size());
            return value.substr(0, value.find_first_of("; \t"));
        }
    }
    return {};
}

// "a.b.example.com" → "b.example.com", "example.com": who runs a host says more than the host.
template <typename Use>
void for_each_parent_domain(std::string_view host, const Use& use) {
    for (auto dot = host.find('.'); dot != std::string_view::npos; dot = host.find('.')) {
        host.remove_prefix(dot + 1);
        if (host.find('.') == std::string_view::npos) {
            return;
        }
        use(host);
    }
}

template <typename Sink>
class HeaderTokens {
public:
    HeaderTokens(const Headers& headers, const Owner& owner, Sink& sink)
        : headers_{headers}, owner_{owner}, sink_{sink} {}

    void run() {
        senders();
        recipients();
        for (const HeaderField& field : headers_.fields) {
            if (budget_ == 0) {
                return;
            }
            read(ascii_lowered(field.name), field.value);
        }
    }

private:
    void name_words(const Address& address) {
        Words words{address.display_name};
        for (auto word = words.next(); !word.empty(); word = words.next()) {
            sink_.add(FieldGroup::names, {word});
        }
    }

    void domains(FieldGroup group, std::string_view host) {
        sink_.add(group, {"@", host});
        for_each_parent_domain(host, [this, group](std::string_view domain) {
            sink_.add(group, {"@", domain});
        });
    }

    void senders() {
        for (const Address& address : headers_.from) {
            const std::string text = address_text(address);
            if (is_me(owner_, text)) {
                sink_.add(FieldGroup::from, {"me"});
                continue;
            }
            sink_.add(FieldGroup::from, {text});
            domains(FieldGroup::from, address.host);
            name_words(address);
        }
    }

    void recipients() {
        std::vector<std::string> all;
        for (const Address& address : headers_.to) {
            recipient("to:", address, all);
        }
        for (const Address& address : headers_.cc) {
            recipient("cc:", address, all);
        }
        recipient_list(all);
    }

    void recipient(std::string_view field, const Address& address, std::vector<std::string>& all) {
        std::string text = address_text(address);
        if (is_me(owner_, text)) {
            sink_.add(FieldGroup::recipients, {field, "me"});
            return;
        }
        if (all.size() < most_recipients) {
            sink_.add(FieldGroup::recipients, {field, text});
            sink_.add(FieldGroup::recipients, {text});
            name_words(address);
            all.push_back(std::move(text));
        }
    }

    void recipient_list(std::vector<std::string>& all) {
        static constexpr std::array<std::string_view, 6> sizes{"0", "1", "2+", "4+", "8+", "16+"};
        const std::size_t size = std::min<std::size_t>(std::bit_width(all.size()), 5);
        sink_.add(FieldGroup::recipients, {"number:", sizes.at(size)});
        if (all.size() > 1) {
            std::ranges::sort(all);
            std::string joined;
            for (const std::string& address : all) {
                joined += address;
                joined += ',';
            }
            sink_.add(FieldGroup::recipients, {"all:", joined});
        }
    }

    void read(std::string_view name, std::string_view value) {
        const Reading reading = reading_of(name);
        if (reading == Reading::nowhere || reading == Reading::elsewhere) {
            return;
        }
        token(FieldGroup::headers, {name});
        if (reading == Reading::signature) {
            domains(FieldGroup::list, tag_value(value, "d="));
        } else if (reading != Reading::presence) {
            words(reading == Reading::sender ? FieldGroup::list : FieldGroup::headers, name, value);
        }
    }

    void token(FieldGroup group, Pieces pieces) {
        if (budget_ > 0) {
            sink_.add(group, pieces);
            --budget_;
        }
    }

    void words(FieldGroup group, std::string_view name, std::string_view value) {
        Words words{value};
        std::size_t count = 0;
        for (auto word = words.next(); !word.empty() && count < most_tokens_of_a_field;
             word = words.next()) {
            ++count;
            const bool parted = word.find_first_of(".@-") != std::string_view::npos;
            if (parted ? !is_me(owner_, word) : word.size() <= longest_word) {
                token(group, {name, ":", word});
            }
            if (parted && !is_me(owner_, word)) {
                count += parts(group, name, word);
            }
        }
    }

    std::size_t parts(FieldGroup group, std::string_view name, std::string_view word) {
        std::size_t count = 0;
        while (!word.empty()) {
            const auto end = std::min(word.find_first_of(".@-"), word.size());
            if (end > 0 && end <= longest_word) {
                token(group, {name, ":", word.substr(0, end)});
                ++count;
            }
            word.remove_prefix(std::min(end + 1, word.size()));
        }
        return count;
    }

    const Headers& headers_;
    const Owner& owner_;
    Sink& sink_;
    std::size_t budget_ = most_header_tokens;
};

} // namespace

void add_header_features(const Headers& headers, const Owner& owner, TokenCounter& sink) {
    HeaderTokens{headers, owner, sink}.run();
}

void add_header_features(const Headers& headers, const Owner& owner, TokenNamer& sink) {
    HeaderTokens{headers, owner, sink}.run();
}

} // namespace domain::learning
