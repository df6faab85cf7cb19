#include "domain/suggest/conditions.hpp"

#include "domain/mail/ascii.hpp"
#include "domain/rules/checker.hpp"
#include "domain/rules/header_addresses.hpp"
#include "domain/rules/match_people.hpp"
#include "domain/rules/words.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace domain::suggest {

using rules::FieldId;
using rules::Term;

namespace {

// A subject longer than that says what it is about at its beginning.
constexpr std::size_t most_subject_words = 24;
// Shorter words, and single characters of scripts without blanks, are articles and the like;
// numbers are of one message.
constexpr std::size_t least_word_bytes = 3;
constexpr std::size_t most_people = 8;

class Collecting {
public:
    explicit Collecting(const rules::QueryContext& context) : context_(context) {}

    void add(FieldId id, std::string_view value, bool quoted = false) {
        if (!can_be_said(value)) {
            return;
        }
        std::vector<rules::Diagnostic> diagnostics;
        auto term = rules::check_term(rules::field(id), {value, quoted, {}}, diagnostics);
        if (term && diagnostics.empty() && std::ranges::find(terms_, *term) == terms_.end()) {
            terms_.push_back(*std::move(term));
        }
    }

    /// The host, and the domains above it that still have a dot.
    void add_domains(std::string_view host) {
        while (host.find('.') != std::string_view::npos) {
            add(FieldId::from, host);
            host.remove_prefix(host.find('.') + 1);
        }
    }

    void add_senders(const std::vector<Address>& senders) {
        for (const auto& sender : senders) {
            if (!sender.host.empty()) {
                add(FieldId::from, ascii_lowered(sender.text()));
                add_domains(sender.host);
            }
        }
    }

    void add_recipients(const std::vector<Address>& recipients) {
        for (std::size_t i = 0; i < std::min(recipients.size(), most_people); ++i) {
            if (const auto address = ascii_lowered(recipients[i].text());
                !recipients[i].host.empty() && !context_.own.contains(address)) {
                add(FieldId::to, address);
            }
        }
    }

    /// "you+shop@" tells what the user gave that address to.
    void add_delivered_to(const Headers& headers) {
        for (const auto& address : rules::header_addresses(headers.value("Delivered-To"))) {
            if (const auto text = ascii_lowered(address.text());
                !address.host.empty() && !context_.own.contains(text)) {
                add(FieldId::deliveredto, text);
            }
        }
    }

    void add_subject(std::string_view subject) {
        const auto words = words_of(subject);
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (is_telling(words[i])) {
                add(FieldId::subject, words[i], true);
            }
            if (i > 0 && is_telling(words[i - 1] + words[i])) {
                add(FieldId::subject, words[i - 1] + ' ' + words[i], true);
            }
        }
    }

    void add_structure(const Structure& structure) {
        if (structure.has_attachment()) {
            add(FieldId::has, "attachment");
        }
        for (const auto& part : structure.parts) {
            if (const auto dot = part.file_name.rfind('.');
                part.attachment && dot != std::string::npos) {
                add(FieldId::filename, ascii_lowered(part.file_name.substr(dot + 1)), true);
            }
        }
    }

    std::vector<Term> done() { return std::move(terms_); }

private:
    /// A query has no way to say a quote or a line's end inside a phrase.
    static bool can_be_said(std::string_view value) {
        return std::ranges::none_of(value, [](char c) {
            return c == '"' || static_cast<unsigned char>(c) < ' ' || c == 0x7f;
        });
    }

    static bool is_telling(std::string_view word) {
        const auto characters = std::ranges::count_if(word, [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
        });
        return characters > 1 && word.size() >= least_word_bytes &&
               std::ranges::none_of(word, [](char c) { return c >= '0' && c <= '9'; });
    }

    static std::vector<std::string> words_of(std::string_view text) {
        std::vector<std::string> words;
        const auto spaced = rules::spaced_words(text);
        std::size_t start = 1;
        for (auto end = spaced.find(' ', start);
             end != std::string::npos && words.size() < most_subject_words;
             end = spaced.find(' ', start)) {
            words.push_back(spaced.substr(start, end - start));
            start = end + 1;
        }
        return words;
    }

    const rules::QueryContext& context_;
    std::vector<Term> terms_;
};

} // namespace

std::vector<Term> conditions_of(const Message& message, const rules::QueryContext& context) {
    Collecting found{context};
    if (message.headers) {
        const auto& headers = *message.headers;
        if (!headers.list_id.empty()) {
            found.add(FieldId::list, headers.list_id, true);
        }
        found.add_senders(headers.from);
        found.add_recipients(headers.to);
        found.add_recipients(headers.cc);
        found.add_delivered_to(headers);
        found.add_subject(headers.subject);
    }
    if (message.structure) {
        found.add_structure(*message.structure);
    }
    return found.done();
}

} // namespace domain::suggest
