#include "domain/learning/keys.hpp"

#include "domain/learning/hashing.hpp"
#include "domain/learning/subject_line.hpp"
#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

namespace domain::learning {

namespace {

// Mail programs keep the first and the latest references of long conversations (RFC 5322 3.6.4).
constexpr std::size_t most_references = 30;
constexpr std::size_t most_recipients = 100;

class Keys {
public:
    void add(KeyKind kind, std::string_view text) {
        if (!text.empty()) {
            keys_.push_back({kind, key_hash(kind, text)});
        }
    }

    void add_recipients(const Headers& headers) {
        std::vector<std::string> all;
        for (const auto* list : {&headers.to, &headers.cc}) {
            const auto count = std::min(list->size(), most_recipients);
            for (const Address& address : std::span{*list}.first(count)) {
                all.push_back(ascii_lowered(address.text()));
            }
        }
        std::ranges::sort(all);
        std::string joined;
        for (const std::string& address : all) {
            joined += address;
            joined += ',';
        }
        add(KeyKind::recipients, joined);
    }

    // A message's own id is a key too: the answers to it refer to that.
    void add_thread(const Headers& headers) {
        add(KeyKind::thread, headers.message_id);
        const auto count = std::min(headers.references.size(), most_references);
        for (const std::string& reference : std::span{headers.references}.first(count)) {
            add(KeyKind::thread, reference);
        }
    }

    std::vector<Key> take() {
        std::ranges::sort(keys_);
        const auto repeated = std::ranges::unique(keys_);
        keys_.erase(repeated.begin(), repeated.end());
        return std::move(keys_);
    }

private:
    std::vector<Key> keys_;
};

} // namespace

std::vector<Key> keys_of(const Message& message) {
    Keys keys;
    keys.add(KeyKind::thread, message.thread.value);
    if (message.headers) {
        const Headers& headers = *message.headers;
        if (!headers.from.empty()) {
            keys.add(KeyKind::sender, ascii_lowered(headers.from.front().text()));
            keys.add(KeyKind::sender_domain, headers.from.front().host);
        }
        keys.add_recipients(headers);
        keys.add(KeyKind::list, headers.list_id);
        keys.add(KeyKind::subject, normalised_subject(headers.subject));
        keys.add_thread(headers);
    }
    return keys.take();
}

} // namespace domain::learning
