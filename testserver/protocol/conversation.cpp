#include "testserver/protocol/conversation.hpp"

#include "adapters/imap/wire/mutf7.hpp"
#include "adapters/imap/wire/utf8.hpp"
#include "domain/mail/ascii.hpp"
#include "testserver/protocol/select_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace testserver {
namespace {

/// Looks like the end of "q13mb189540682pjq"; one for each connection.
std::string connection_token(std::uint64_t ordinal) {
    constexpr std::uint64_t base = 100'000'000;
    return fmt::format("n6mb{}pjd", base + ordinal * 7919 % (base * 8));
}

} // namespace

Conversation::Conversation(World& the_world, const ConnectionFacts& the_facts)
    : world(&the_world),
      words(the_world.profile(), the_facts.peer, connection_token(the_facts.ordinal)),
      facts(the_facts) {
    if (world->grease) {
        grease.emplace(*world->grease, facts.ordinal);
    }
}

void Conversation::say(const wire::Response& response, const wire::ResponseStyle& style) {
    auto allowed = grease ? grease->varied(style) : style;
    allowed.utf8 = utf8;
    wire::write_response(out, response, allowed);
}

void Conversation::untagged(wire::ResponseData data, const wire::ResponseStyle& style) {
    say({{}, std::move(data), {}}, style);
}

void Conversation::status(
    std::string_view tag, wire::Condition condition, wire::ResponseCode code, std::string text
) {
    say({std::string{tag}, wire::Status{condition, std::move(code), std::move(text)}, {}});
}

void Conversation::complete(std::string_view tag, std::string text, wire::ResponseCode code) {
    announce();
    if (grease && grease->says_more()) {
        say_more();
    }
    status(tag, wire::Condition::ok, std::move(code), std::move(text));
}

/// RFC 3501 7: a client is prepared for these at any time.
void Conversation::say_more() {
    if (view) {
        untagged(wire::Exists{view->count()});
    }
    status({}, wire::Condition::ok, wire::PlainCode{"XGREASE"}, "Nothing to see here");
}

void Conversation::complete(std::string_view tag) {
    complete(tag, words.completed(command, logged_in()));
}

void Conversation::no(std::string_view tag, std::string text, wire::ResponseCode code) {
    announce();
    status(tag, wire::Condition::no, std::move(code), std::move(text));
}

void Conversation::bad(std::string_view tag, std::string text, wire::ResponseCode code) {
    status(tag, wire::Condition::bad, std::move(code), std::move(text));
}

void Conversation::bye(std::string text, wire::ResponseCode code) {
    status({}, wire::Condition::bye, std::move(code), std::move(text));
    phase = Phase::over;
}

void Conversation::announce() {
    if (!view || !view->behind() || telling == Telling::nothing) {
        return;
    }
    announce_keywords();
    const auto changes = view->catch_up(keep_expunged);
    if (changes.arrived && !view->read_only()) {
        account().claim_recent(view->folder());
    }
    announce_changes(changes);
}

void Conversation::announce_keywords() {
    const auto& keywords = view->folder().keywords();
    if (!is_gmail() && keywords.size() != told_keywords_) {
        told_keywords_ = keywords.size();
        announce_flags(*this);
    }
}

void Conversation::announce_changes(const Changes& changes) {
    for (const auto number : changes.expunged) {
        untagged(wire::Expunge{number});
    }
    // GMAIL-IMAP 6.3: after EXPUNGE lines Gmail closes with the new, smaller EXISTS.
    if (changes.arrived || (is_gmail() && !changes.expunged.empty())) {
        untagged(wire::Exists{view->count()});
    }
    if (const auto recent = view->recent_count(); recent != told_recent_ && !is_gmail()) {
        told_recent_ = recent;
        untagged(wire::Recent{recent});
    }
    for (const auto number : changes.changed) {
        untagged(flags_update(number));
    }
}

void Conversation::select(const std::shared_ptr<Folder>& folder, bool read_only) {
    told_keywords_ = folder->keywords().size();
    view.emplace(folder, read_only);
    told_recent_ = view->recent_count();
    phase = Phase::selected;
    if (!read_only) {
        account().claim_recent(*folder);
    }
}

void Conversation::enable_condstore() {
    const bool knew = std::exchange(condstore, true);
    if (!knew && view && !is_gmail()) {
        // What the client has seen so far came without MODSEQ: this is where it starts from.
        status(
            {},
            wire::Condition::ok,
            wire::NumberCode{"HIGHESTMODSEQ", view->folder().highest_modseq()},
            "Highest"
        );
    }
}

void Conversation::deselect() {
    view.reset();
    phase = Phase::authenticated;
}

std::optional<std::vector<SequenceNumber>>
Conversation::resolve(const wire::SequenceSet& set, bool uid) const {
    const auto missing = [&](std::uint32_t number) {
        return number == 0 || (number != wire::star && number > view->count());
    };
    const bool all_known = std::ranges::none_of(set.ranges(), [&](const wire::Range& range) {
        return missing(range.first) || missing(range.last);
    });
    const bool star_of_nothing = view->count() == 0 && !uid;
    return (uid || all_known) && !star_of_nothing && !set.is_saved()
               ? std::optional{numbers_in(set, uid)}
               : std::nullopt;
}

std::vector<SequenceNumber> Conversation::numbers_in(const wire::SequenceSet& set, bool uid) const {
    const auto& entries = view->entries();
    const auto count = static_cast<std::uint32_t>(entries.size());
    const auto largest = !uid || entries.empty() ? count : entries.back().uid;
    const auto index_of = [&](std::uint64_t number) { // Of the first message from there on.
        if (!uid) {
            return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(number, 1, count + 1) - 1);
        }
        const auto at = std::ranges::lower_bound(entries, number, {}, &Entry::uid);
        return static_cast<std::uint32_t>(at - entries.begin());
    };
    // One mark for each message: a hostile set repeats "1:*" a thousand times.
    std::vector<bool> chosen(count, false);
    for (const auto& range : set.ranges()) {
        const auto [low, high] = std::minmax(
            range.first == wire::star ? largest : range.first,
            range.last == wire::star ? largest : range.last
        );
        const auto last = index_of(std::uint64_t{high} + 1);
        for (auto index = index_of(low); index < last; ++index) {
            chosen[index] = true;
        }
    }
    std::vector<SequenceNumber> numbers;
    for (SequenceNumber number = 1; number <= count; ++number) {
        if (chosen[number - 1]) {
            numbers.push_back(number);
        }
    }
    return numbers;
}

bool Conversation::is_expunged(SequenceNumber number) const {
    return view->folder().find(view->entries()[number - 1].uid) == nullptr;
}

std::vector<Uid> Conversation::uids_of(const std::vector<SequenceNumber>& numbers) const {
    std::vector<Uid> uids(numbers.size());
    std::ranges::transform(numbers, uids.begin(), [&](SequenceNumber number) {
        return view->entries()[number - 1].uid;
    });
    return uids;
}

wire::Flags Conversation::flags_of(const Entry& entry) const {
    wire::Flags flags{entry.message->flags.begin(), entry.message->flags.end()};
    if (entry.deleted) {
        flags.emplace_back(deleted_flag);
    }
    if (!is_gmail() && view->is_recent(entry.uid)) {
        flags.emplace_back(recent_flag);
    }
    return flags;
}

std::vector<std::string> Conversation::labels_of(const Entry& entry) const {
    const auto own = account().label_of(view->folder());
    std::vector<std::string> labels;
    for (const auto& label : entry.message->labels) {
        if (!own || !domain::same_label(own->name, label.name)) {
            labels.push_back(label.is_system() ? label.name : name_to_wire(label.name));
        }
    }
    return labels;
}

wire::Fetch Conversation::flags_update(SequenceNumber number) const {
    const auto& entry = view->entries()[number - 1];
    wire::Fetch fetch;
    fetch.number = number;
    fetch.flags = flags_of(entry);
    if (by_uid) {
        fetch.uid = entry.uid;
    }
    if (condstore) {
        fetch.modseq = entry.modseq;
    }
    return fetch;
}

std::string Conversation::name_to_wire(std::string_view name) const {
    return utf8 ? std::string{name} : wire::to_mutf7(name);
}

std::string Conversation::name_from_wire(std::string_view text) const {
    constexpr std::string_view inbox = "INBOX";
    auto name = utf8 ? std::string{text} : wire::from_mutf7(text).value_or(std::string{text});
    const auto first = std::string_view{name}.substr(0, inbox.size() + 1);
    const bool of_inbox =
        domain::equal_ignoring_case(first, inbox) || domain::equal_ignoring_case(first, "INBOX/");
    if (!is_gmail() && of_inbox) {
        name.replace(0, inbox.size(), inbox); // One name in any case, also as a parent.
    }
    return name;
}

bool Conversation::is_wire_name(std::string_view text) const {
    return utf8 ? wire::is_utf8(text) : wire::from_mutf7(text).has_value();
}

} // namespace testserver
