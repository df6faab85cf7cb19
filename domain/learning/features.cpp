#include "domain/learning/features.hpp"

#include "domain/learning/words.hpp"
#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <bit>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

namespace domain::learning {

namespace {

// What a message may contribute at most: enough for any letter, little enough for any hostile one.
constexpr std::size_t most_body_words = 2000;
constexpr std::size_t most_opening_words = 30;
constexpr std::size_t most_subject_words = 60;
constexpr std::size_t most_header_tokens = 400;
constexpr std::size_t most_tokens_of_a_field = 60;
constexpr std::size_t most_recipients = 100;
constexpr std::size_t most_links = 50;
constexpr std::size_t most_parts = 50;
constexpr std::size_t most_references = 30;

using Pieces = std::initializer_list<std::string_view>;

// FNV-1a, then the finalizer of MurmurHash3, because only the upper bits are used.
constexpr std::uint64_t hash_of(std::uint64_t seed, Pieces pieces) {
    std::uint64_t hash = 0xcbf29ce484222325U ^ (seed * 0x9e3779b97f4a7c15U);
    for (const std::string_view piece : pieces) {
        for (const char c : piece) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
        }
    }
    hash ^= hash >> 33U;
    hash *= 0xff51afd7ed558ccdU;
    hash ^= hash >> 33U;
    hash *= 0xc4ceb9fe1a85ec53U;
    return hash ^ (hash >> 33U);
}

constexpr std::uint32_t feature_id(FieldGroup group, Pieces pieces) {
    return static_cast<std::uint32_t>(
        hash_of(static_cast<std::uint64_t>(group) + 1, pieces) >> (64 - feature_bits)
    );
}

// Counts tokens by place, in the order of (group, id).
class Counter {
public:
    Counter() { places_.reserve(1024); }

    void add(FieldGroup group, Pieces pieces) {
        places_.push_back(
            static_cast<std::uint32_t>(group) << feature_bits | feature_id(group, pieces)
        );
    }

    std::vector<Feature> counted() {
        std::ranges::sort(places_);
        std::vector<Feature> features;
        features.reserve(places_.size());
        for (auto at = places_.begin(); at != places_.end();) {
            const auto end = std::find_if(at, places_.end(), [at](auto p) { return p != *at; });
            features.push_back(
                {static_cast<FieldGroup>(*at >> feature_bits),
                 *at & (feature_space - 1),
                 static_cast<std::uint32_t>(end - at)}
            );
            at = end;
        }
        return features;
    }

private:
    std::vector<std::uint32_t> places_;
};

class Namer {
public:
    void add(FieldGroup group, Pieces pieces) {
        std::string token;
        for (const std::string_view piece : pieces) {
            token += piece;
        }
        names.try_emplace({group, feature_id(group, pieces)}, std::move(token));
    }

    TokenNames names;
};

// "Re:", "Fwd:" and their translations that mail programs write, also as "Re[2]:".
std::string_view without_reply_marks(std::string_view subject) {
    static constexpr std::string_view marks[] = {
        "re", "fw", "fwd", "aw", "wg", "sv", "vs", "rv", "tr", "res", "enc", "antw", "odp", "ynt"
    };
    while (true) {
        const auto start = subject.find_first_not_of(" \t");
        subject.remove_prefix(std::min(start, subject.size()));
        const auto colon = subject.find(':');
        if (colon == std::string_view::npos || colon > 8) {
            return subject;
        }
        const auto mark = subject.substr(0, std::min(colon, subject.find_first_of("[( ")));
        if (std::ranges::none_of(marks, [mark](auto m) { return equal_ignoring_case(m, mark); })) {
            return subject;
        }
        subject.remove_prefix(colon + 1);
    }
}

// One conversation, one text: reply marks off, lower case, numbers as #, spaces single.
std::string normalised_subject(std::string_view subject) {
    std::string normal;
    for (const char c : without_reply_marks(subject)) {
        const bool digit = c >= '0' && c <= '9';
        const char mapped = digit ? '#' : (c == '\t' ? ' ' : ascii_lower(c));
        if ((mapped == ' ' || mapped == '#') && !normal.empty() && normal.back() == mapped) {
            continue;
        }
        normal += mapped;
    }
    return normal;
}

std::string address_text(const Address& address) {
    return ascii_lowered(address.text());
}

bool is_me(const Owner& owner, std::string_view address) {
    return std::ranges::find(owner.addresses, address) != owner.addresses.end();
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

std::string_view tag_value(std::string_view field, std::string_view tag) {
    for (auto at = field.find(tag); at != std::string_view::npos; at = field.find(tag, at + 1)) {
        const bool starts =
            at == 0 || field[at - 1] == ' ' || field[at - 1] == ';' || field[at - 1] == '\t';
        const auto rest = field.substr(at + tag.size());
        if (starts && rest.starts_with('=')) {
            return rest.substr(1, rest.find_first_of("; \t") - 1);
        }
    }
    return {};
}

template <typename Sink>
class Extraction {
public:
    Extraction(const Message& message, const Owner& owner, Sink& sink)
        : message_{message}, owner_{owner}, sink_{sink} {}

    void run() {
        if (message_.headers) {
            subject();
            senders();
            recipients();
            other_headers();
        }
        if (message_.structure) {
            structure();
        }
        if (message_.text) {
            text();
        }
    }

private:
    void add(FieldGroup group, Pieces pieces) { sink_.add(group, pieces); }

    void subject() {
        const std::string& subject = message_.headers->subject;
        const std::string normal = normalised_subject(subject);
        add(FieldGroup::phrase, {"whole:", normal});
        Words words{without_reply_marks(subject)};
        std::string previous;
        for (std::size_t count = 0; count < most_subject_words; ++count) {
            const auto word = words.next();
            if (word.empty()) {
                break;
            }
            add(FieldGroup::subject, {word});
            add(FieldGroup::body, {word});
            if (count == 0) {
                add(FieldGroup::phrase, {"first:", word});
            } else {
                add(FieldGroup::phrase, {previous, " ", word});
            }
            previous = word;
        }
    }

    void name_words(const Address& address) {
        Words words{address.display_name};
        for (auto word = words.next(); !word.empty(); word = words.next()) {
            add(FieldGroup::names, {word});
        }
    }

    void senders() {
        for (const Address& address : message_.headers->from) {
            const std::string text = address_text(address);
            if (is_me(owner_, text)) {
                add(FieldGroup::from, {"me"});
                continue;
            }
            add(FieldGroup::from, {text});
            add(FieldGroup::from, {"@", address.host});
            for_each_parent_domain(address.host, [this](std::string_view domain) {
                add(FieldGroup::from, {"@", domain});
            });
            name_words(address);
        }
    }

    void recipients() {
        const auto& headers = *message_.headers;
        std::vector<std::string> all;
        for (const auto* list : {&headers.to, &headers.cc}) {
            for (const Address& address : *list) {
                if (all.size() >= most_recipients) {
                    break;
                }
                const std::string text = address_text(address);
                const std::string_view field = list == &headers.to ? "to:" : "cc:";
                if (is_me(owner_, text)) {
                    add(FieldGroup::recipients, {field, "me"});
                    continue;
                }
                add(FieldGroup::recipients, {field, text});
                add(FieldGroup::recipients, {text});
                name_words(address);
                all.push_back(text);
            }
        }
        recipient_list(all);
    }

    void recipient_list(std::vector<std::string>& all) {
        static constexpr std::string_view sizes[] = {"0", "1", "2-3", "4-7", "8-15", "16+"};
        const auto size = std::min<std::size_t>(std::bit_width(all.size()), 5);
        add(FieldGroup::recipients, {"number:", sizes[size]});
        if (all.size() > 1) {
            std::ranges::sort(all);
            std::string joined;
            for (const std::string& address : all) {
                joined += address;
                joined += ',';
            }
            add(FieldGroup::recipients, {"all:", joined});
        }
    }

    void other_headers() {
        std::size_t budget = most_header_tokens;
        for (const HeaderField& field : message_.headers->fields) {
            const std::string name = ascii_lowered(field.name);
            if (is_read_elsewhere(name)) {
                continue;
            }
            add(FieldGroup::headers, {name});
            budget -= std::min(budget, header_tokens(name, field.value, budget));
            if (budget == 0) {
                return;
            }
        }
    }

    static bool is_read_elsewhere(std::string_view name) {
        static constexpr std::string_view read[] = {"from", "to", "cc", "subject"};
        return std::ranges::find(read, name) != std::end(read);
    }

    std::size_t header_tokens(std::string_view name, std::string_view value, std::size_t budget) {
        Words words{value};
        std::size_t count = 0;
        const auto most = std::min(budget, most_tokens_of_a_field);
        for (auto word = words.next(); !word.empty() && count < most; word = words.next()) {
            add(FieldGroup::headers, {name, ":", word});
            ++count;
            if (word.find_first_of(".@-") != std::string_view::npos) {
                count += dotted_parts(name, word);
            }
        }
        return count;
    }

    std::size_t dotted_parts(std::string_view name, std::string_view word) {
        std::size_t count = 0;
        while (!word.empty()) {
            const auto end = std::min(word.find_first_of(".@-"), word.size());
            if (end > 0) {
                add(FieldGroup::headers, {name, ":", word.substr(0, end)});
                ++count;
            }
            word.remove_prefix(std::min(end + 1, word.size()));
        }
        return count;
    }

    void structure() {
        std::size_t count = 0;
        for (const Part& part : message_.structure->parts) {
            if (++count > most_parts) {
                break;
            }
            add(FieldGroup::structure, {part.media_type});
            const auto dot = part.file_name.rfind('.');
            if (dot != std::string::npos) {
                add(FieldGroup::structure, {".", ascii_lowered(part.file_name.substr(dot + 1))});
            }
        }
        if (message_.headers && !message_.headers->list_id.empty()) {
            add(FieldGroup::structure, {"list:", message_.headers->list_id});
        }
        if (message_.size.count > 0) {
            add(FieldGroup::structure,
                {"size:", std::to_string(std::bit_width(message_.size.count))});
        }
    }

    void text() {
        const Text& text = *message_.text;
        Words words{text.words};
        std::string previous;
        std::size_t count = 0;
        for (auto word = words.next(); !word.empty() && count < most_body_words;
             word = words.next(), ++count) {
            add(FieldGroup::body, {word});
            if (count < most_opening_words) {
                add(FieldGroup::opening, {word});
                if (count > 0) {
                    add(FieldGroup::opening, {previous, " ", word});
                }
                previous = word;
            }
        }
        links(text, count);
    }

    void links(const Text& text, std::size_t count) {
        for (const std::string& link :
             std::span{text.links}.first(std::min(text.links.size(), most_links))) {
            Words words{link};
            for (auto word = words.next(); !word.empty() && count < most_body_words;
                 word = words.next(), ++count) {
                add(FieldGroup::body, {word});
            }
        }
    }

    const Message& message_;
    const Owner& owner_;
    Sink& sink_;
};

class Keys {
public:
    explicit Keys(const Message& message) {
        if (message.thread.known()) {
            add(KeyKind::thread, message.thread.value);
        }
        if (message.headers) {
            of_headers(*message.headers);
        }
    }

    std::vector<Key> sorted() {
        std::ranges::sort(keys_);
        const auto repeated = std::ranges::unique(keys_);
        keys_.erase(repeated.begin(), repeated.end());
        return std::move(keys_);
    }

private:
    void add(KeyKind kind, std::string_view text) {
        const auto seed = 0x100U + static_cast<std::uint64_t>(kind);
        keys_.push_back({kind, static_cast<std::uint32_t>(hash_of(seed, {text}) >> 32U)});
    }

    void of_headers(const Headers& headers) {
        if (!headers.from.empty()) {
            add(KeyKind::sender, address_text(headers.from.front()));
            add(KeyKind::sender_domain, headers.from.front().host);
        }
        recipients(headers);
        if (!headers.list_id.empty()) {
            add(KeyKind::list, headers.list_id);
        }
        if (const auto subject = normalised_subject(headers.subject); !subject.empty()) {
            add(KeyKind::subject, subject);
        }
        if (!headers.message_id.empty()) {
            add(KeyKind::thread, headers.message_id);
        }
        const auto count = std::min(headers.references.size(), most_references);
        for (const std::string& reference : std::span{headers.references}.first(count)) {
            add(KeyKind::thread, reference);
        }
    }

    void recipients(const Headers& headers) {
        std::vector<std::string> all;
        for (const auto* list : {&headers.to, &headers.cc}) {
            for (const Address& address : *list) {
                all.push_back(address_text(address));
            }
        }
        std::ranges::sort(all);
        std::string joined;
        for (const std::string& address : all) {
            joined += address;
            joined += ',';
        }
        if (!joined.empty()) {
            add(KeyKind::recipients, joined);
        }
    }

    std::vector<Key> keys_;
};

} // namespace

std::string_view name_of(FieldGroup group) {
    static constexpr std::array<std::string_view, field_group_count> names{
        "body",
        "quoted",
        "subject",
        "phrase",
        "from",
        "recipients",
        "names",
        "opening",
        "headers",
        "structure",
        "list"
    };
    return names.at(static_cast<std::size_t>(group));
}

FeatureVector extract_features(const Message& message, const Owner& owner) {
    Counter counter;
    Extraction{message, owner, counter}.run();
    return {counter.counted(), Keys{message}.sorted(), message.text.has_value()};
}

TokenNames token_names(const Message& message, const Owner& owner) {
    Namer namer;
    Extraction{message, owner, namer}.run();
    return std::move(namer.names);
}

} // namespace domain::learning
