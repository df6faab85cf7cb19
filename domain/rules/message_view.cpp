#include "domain/rules/message_view.hpp"

#include "domain/mail/ascii.hpp"
#include "domain/rules/header_addresses.hpp"
#include "domain/rules/words.hpp"

#include <iterator>

namespace domain::rules {

namespace {

template <typename T, typename Make>
const T& made_once(std::optional<T>& slot, Make make) {
    if (!slot) {
        slot = make();
    }
    return *slot;
}

std::string words_of(std::span<const Address> people) {
    std::string words;
    for (const Address& person : people) {
        words += spaced_words(person.display_name);
        words += spaced_words(person.text());
    }
    return words;
}

std::vector<Address> addresses_in_fields(const Headers& headers, std::string_view name) {
    std::vector<Address> all;
    for (const HeaderField& field : headers.fields) {
        if (equal_ignoring_case(field.name, name)) {
            auto some = header_addresses(field.value);
            std::move(some.begin(), some.end(), std::back_inserter(all));
        }
    }
    return all;
}

/// The first bytes of a text may end inside a word, which the whole text does not have.
std::string without_last_word(std::string words) {
    if (!words.empty()) {
        words.pop_back();
        words.resize(words.rfind(' ') + 1);
    }
    return words;
}

} // namespace

MessageView::MessageView(const Message& message) : message_(message), labels_(message.labels) {}

std::string_view MessageView::subject_words() const {
    return made_once(subject_, [this] { return spaced_words(message_.headers->subject); });
}

std::string_view MessageView::list_words() const {
    return made_once(list_, [this] { return spaced_words(message_.headers->list_id); });
}

std::string_view MessageView::file_name_words() const {
    return made_once(file_names_, [this] {
        std::string words;
        for (const Part& part : message_.structure->parts) {
            words += spaced_words(part.file_name);
        }
        return words;
    });
}

std::string_view MessageView::text_words() const {
    return made_once(text_, [this] {
        const Text& text = *message_.text;
        std::string words = spaced_words(text.words);
        return text.complete ? words : without_last_word(std::move(words));
    });
}

std::string_view MessageView::people_words() const {
    return made_once(people_, [this] {
        const Headers& headers = *message_.headers;
        return words_of(headers.from) + words_of(headers.to) + words_of(headers.cc) +
               words_of(bcc());
    });
}

std::span<const Address> MessageView::bcc() const {
    return made_once(bcc_, [this] { return addresses_in_fields(*message_.headers, "Bcc"); });
}

std::span<const Address> MessageView::delivered_to() const {
    return made_once(delivered_to_, [this] {
        return addresses_in_fields(*message_.headers, "Delivered-To");
    });
}

} // namespace domain::rules
