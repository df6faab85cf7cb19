#include "testserver/protocol/search_match.hpp"

#include "domain/rules/evaluate.hpp"
#include "domain/rules/words.hpp"
#include "testserver/mailbox/gmail_folders.hpp"
#include "testserver/mailbox/mime/date.hpp"
#include "testserver/mailbox/reading.hpp"
#include "testserver/mailbox/searchable.hpp"

#include <algorithm>

namespace testserver {
namespace {

using domain::Evidence;
using wire::SearchOp;

/// One message under test; what costs time is read when a key first needs it.
class Candidate {
public:
    Candidate(const Conversation& c, SequenceNumber number)
        : c_(c), entry_(current(c.view->entries()[number - 1])), number_(number) {}

    bool fits(const PreparedKey& key) {
        switch (key.op) {
        case SearchOp::conjunction:
            return std::ranges::all_of(key.keys, [&](const auto& each) { return fits(each); });
        case SearchOp::either:
            return std::ranges::any_of(key.keys, [&](const auto& each) { return fits(each); });
        case SearchOp::negation:
            return std::ranges::none_of(key.keys, [&](const auto& each) { return fits(each); });
        default:
            return fits_flag(key) || fits_date(key) || fits_text(key) || fits_number(key);
        }
    }

private:
    /// As it is by now: what the client was told of its flags may be older.
    [[nodiscard]] const Entry& current(const Entry& known) const {
        const auto* row = c_.view->folder().find(known.uid);
        return row != nullptr ? *row : known;
    }

    [[nodiscard]] bool has(std::string_view flag) const {
        return entry_.message->flags.contains(flag);
    }

    [[nodiscard]] bool is_recent() const {
        return !c_.is_gmail() && c_.view->is_recent(entry_.uid);
    }

    [[nodiscard]] bool fits_flag(const PreparedKey& key) const {
        switch (key.op) {
        case SearchOp::all:
            return true;
        case SearchOp::answered:
            return has(answered_flag);
        case SearchOp::deleted:
            return entry_.deleted;
        case SearchOp::draft:
            return has(draft_flag);
        case SearchOp::flagged:
            return has(flagged_flag);
        case SearchOp::seen:
            return has(seen_flag);
        case SearchOp::fresh:
            return is_recent() && !has(seen_flag);
        case SearchOp::recent:
            return is_recent();
        case SearchOp::old:
            return !is_recent();
        case SearchOp::keyword:
            return has(key.name);
        default:
            return fits_missing_flag(key);
        }
    }

    [[nodiscard]] bool fits_missing_flag(const PreparedKey& key) const {
        switch (key.op) {
        case SearchOp::unanswered:
            return !has(answered_flag);
        case SearchOp::undeleted:
            return !entry_.deleted;
        case SearchOp::undraft:
            return !has(draft_flag);
        case SearchOp::unflagged:
            return !has(flagged_flag);
        case SearchOp::unseen:
            return !has(seen_flag);
        case SearchOp::unkeyword:
            return !has(key.name);
        default:
            return false;
        }
    }

    bool fits_date(const PreparedKey& key) {
        const auto received = std::chrono::floor<std::chrono::days>(entry_.message->received);
        switch (key.op) {
        case SearchOp::before:
            return received < key.day;
        case SearchOp::on:
            return received == key.day;
        case SearchOp::since:
            return received >= key.day;
        case SearchOp::sent_before:
        case SearchOp::sent_on:
        case SearchOp::sent_since:
            return fits_sent(key);
        default:
            return false;
        }
    }

    bool fits_sent(const PreparedKey& key) {
        const auto day = mime::day_of(mime::field_value(fields(), "Date"));
        if (!day) {
            return false;
        }
        const std::chrono::sys_days sent{*day};
        switch (key.op) {
        case SearchOp::sent_before:
            return sent < key.day;
        case SearchOp::sent_on:
            return sent == key.day;
        default:
            return sent >= key.day;
        }
    }

    bool fits_text(const PreparedKey& key) {
        switch (key.op) {
        case SearchOp::from:
            return addresses_hold("From", key.text);
        case SearchOp::to:
            return addresses_hold("To", key.text);
        case SearchOp::cc:
            return addresses_hold("Cc", key.text);
        case SearchOp::bcc:
            return addresses_hold("Bcc", key.text);
        case SearchOp::subject:
            return mime::has_field(fields(), "Subject") &&
                   holds(searchable_field(fields(), "Subject"), key.text);
        case SearchOp::header:
            return field_holds(key.name, key.text);
        case SearchOp::body:
            return holds(body(), key.text);
        case SearchOp::text:
            return holds(searchable_header(fields()), key.text) || holds(body(), key.text);
        case SearchOp::gm_raw:
            return key.query && fits_query(*key.query);
        case SearchOp::gm_label:
            return has_label(key.text);
        default:
            return false;
        }
    }

    [[nodiscard]] bool fits_number(const PreparedKey& key) const {
        const auto size = entry_.message->raw->size();
        switch (key.op) {
        case SearchOp::larger:
            return size > key.number;
        case SearchOp::smaller:
            return size < key.number;
        case SearchOp::modseq:
            return entry_.modseq >= key.number;
        case SearchOp::gm_msgid:
            return entry_.message->id == key.number;
        case SearchOp::gm_thrid:
            return entry_.message->thread == key.number;
        case SearchOp::sequence:
        case SearchOp::uid:
            return std::ranges::binary_search(key.set, number_);
        default:
            return false;
        }
    }

    bool addresses_hold(std::string_view name, const std::string& needle) {
        return field_holds(name, needle) ||
               (!c_.is_gmail() && mime::has_field(fields(), name) &&
                searchable_addresses(fields(), name).find(needle) != std::string::npos);
    }

    bool field_holds(std::string_view name, const std::string& needle) {
        // RFC 3501 6.4.4: an empty text fits every message that has the field.
        return mime::has_field(fields(), name) &&
               searchable_field(fields(), name).find(needle) != std::string::npos;
    }

    [[nodiscard]] bool holds(const std::string& text, const std::string& needle) const {
        const bool found = c_.is_gmail()
                               ? domain::rules::spaced_words(text).find(needle) != std::string::npos
                               : text.find(needle) != std::string::npos;
        return found;
    }

    [[nodiscard]] bool has_label(const std::string& text) const {
        const auto& labels = entry_.message->labels;
        const auto system = canonical_system_label(text.starts_with('\\') ? text : '\\' + text);
        return std::ranges::any_of(labels, [&](const domain::Label& label) {
            return domain::same_label(label.name, text) ||
                   (!system.empty() && label.name == system);
        });
    }

    [[nodiscard]] bool fits_query(const domain::rules::Query& query) const {
        domain::rules::QueryContext context;
        context.now = std::chrono::floor<std::chrono::seconds>(c_.now);
        context.own = {c_.user->name};
        auto evidence = Evidence::labels;
        while (true) {
            const auto mail = read_mail(*entry_.message, evidence);
            const auto truth = domain::rules::evaluate(query, mail, context);
            const auto next = domain::rules::evidence_needed(query, mail, context);
            if (truth != domain::rules::Truth::unknown || !next || *next <= evidence) {
                return truth == domain::rules::Truth::yes;
            }
            evidence = *next;
        }
    }

    const std::vector<mime::RawField>& fields() {
        if (!fields_) {
            const std::string_view raw = *entry_.message->raw;
            fields_ = mime::header_fields(raw.substr(0, mime::header_length(raw)));
        }
        return *fields_;
    }

    const std::string& body() {
        if (!body_) {
            const std::string_view raw = *entry_.message->raw;
            body_ = searchable_body(mime::parse(raw), raw);
        }
        return *body_;
    }

    const Conversation& c_;
    const Entry& entry_;
    SequenceNumber number_;
    std::optional<std::vector<mime::RawField>> fields_;
    std::optional<std::string> body_;
};

} // namespace

std::vector<SequenceNumber> find_matches(const Conversation& c, const PreparedKey& key) {
    std::vector<SequenceNumber> found;
    for (SequenceNumber number = 1; number <= c.view->count(); ++number) {
        if (Candidate{c, number}.fits(key)) {
            found.push_back(number);
        }
    }
    return found;
}

} // namespace testserver
