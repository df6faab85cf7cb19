#include "testserver/protocol/fetch_items.hpp"
#include "testserver/protocol/handlers.hpp"

#include <algorithm>

namespace testserver {
namespace {

using wire::command::FetchAttribute;
using wire::command::FetchName;

bool asks(const std::vector<FetchAttribute>& attributes, FetchName name) {
    return std::ranges::find(attributes, name, &FetchAttribute::name) != attributes.end();
}

/// RFC 3501 6.4.5: what the three macros stand for.
std::vector<FetchAttribute> without_macros(const std::vector<FetchAttribute>& attributes) {
    std::vector<FetchAttribute> plain;
    const auto add = [&](std::initializer_list<FetchName> names) {
        for (const auto name : names) {
            plain.push_back({name, false, {}, {}});
        }
    };
    for (const auto& attribute : attributes) {
        switch (attribute.name) {
        case FetchName::all:
            add({FetchName::flags, FetchName::internal_date, FetchName::size, FetchName::envelope});
            break;
        case FetchName::fast:
            add({FetchName::flags, FetchName::internal_date, FetchName::size});
            break;
        case FetchName::full:
            add(
                {FetchName::flags,
                 FetchName::internal_date,
                 FetchName::size,
                 FetchName::envelope,
                 FetchName::body}
            );
            break;
        default:
            plain.push_back(attribute);
        }
    }
    return plain;
}

bool has_macro(const std::vector<FetchAttribute>& attributes) {
    return asks(attributes, FetchName::all) || asks(attributes, FetchName::fast) ||
           asks(attributes, FetchName::full);
}

bool tells_flags(const wire::command::Fetch& command) {
    return asks(command.attributes, FetchName::flags) || has_macro(command.attributes);
}

bool is_gmail_item(const FetchAttribute& attribute) {
    return attribute.name == FetchName::gm_labels || attribute.name == FetchName::gm_msgid ||
           attribute.name == FetchName::gm_thrid;
}

bool is_unoffered(const FetchAttribute& attribute) {
    switch (attribute.name) {
    case FetchName::binary:
    case FetchName::binary_size:
    case FetchName::email_id:
    case FetchName::thread_id:
    case FetchName::preview:
    case FetchName::save_date:
        return true;
    default:
        return false;
    }
}

/// RFC 3501 9: MIME only of a part, and at least one name of a header.
bool is_no_section(const FetchAttribute& attribute) {
    const auto& section = attribute.section;
    const bool of_fields = section.text == wire::SectionText::header_fields ||
                           section.text == wire::SectionText::header_fields_not;
    return attribute.name == FetchName::section &&
           ((section.text == wire::SectionText::mime && section.part.empty()) ||
            (of_fields && section.fields.empty()));
}

bool marks_seen(const FetchAttribute& attribute) {
    return attribute.name == FetchName::rfc822 || attribute.name == FetchName::rfc822_text ||
           (attribute.name == FetchName::section && !attribute.peek);
}

/// One FETCH command at work: the attributes once, then each message.
class Fetching {
public:
    Fetching(Conversation& c, const wire::command::Fetch& command)
        : c_(c), attributes_(without_macros(command.attributes)),
          uid_(command.uid || asks(attributes_, FetchName::uid)),
          modseq_(command.changed_since.has_value() || asks(attributes_, FetchName::modseq)) {}

    void say(SequenceNumber number) {
        const auto entry = c_.view->entries()[number - 1];
        const std::string_view raw = *entry.message->raw;
        wire::Fetch fetch;
        fetch.number = number;
        const bool newly_seen = mark_seen(number, entry);
        const auto& shown = c_.view->entries()[number - 1];
        if (uid_) {
            fetch.uid = shown.uid;
        }
        if (modseq_) {
            fetch.modseq = shown.modseq;
        }
        const auto mail = needs_structure() ? mime::parse(raw) : mime::Part{};
        for (const auto& attribute : attributes_) {
            add(fetch, attribute, shown, mail, raw);
        }
        if (newly_seen && !c_.is_gmail()) {
            fetch.flags = c_.flags_of(shown); // RFC 3501 6.4.5: SHOULD be told.
            fetch.modseq = c_.condstore ? std::optional{shown.modseq} : fetch.modseq;
        }
        c_.untagged(std::move(fetch));
        if (newly_seen && c_.is_gmail()) {
            c_.untagged(c_.flags_update(number)); // Seen from Gmail as a line of its own.
        }
    }

private:
    [[nodiscard]] bool needs_structure() const {
        return std::ranges::any_of(attributes_, [](const FetchAttribute& attribute) {
            switch (attribute.name) {
            case FetchName::envelope:
            case FetchName::body:
            case FetchName::body_structure:
            case FetchName::rfc822:
            case FetchName::rfc822_header:
            case FetchName::rfc822_text:
            case FetchName::section:
                return true;
            default:
                return false;
            }
        });
    }

    bool mark_seen(SequenceNumber number, const Entry& entry) {
        if (c_.view->read_only() || entry.message->flags.contains(seen_flag) ||
            std::ranges::none_of(attributes_, marks_seen)) {
            return false;
        }
        c_.account().edit_flags(c_.view->folder(), entry.uid, Edit::add, {std::string{seen_flag}});
        c_.view->refresh(number);
        return true;
    }

    void
    add(wire::Fetch& fetch,
        const FetchAttribute& attribute,
        const Entry& entry,
        const mime::Part& mail,
        std::string_view raw) const {
        const auto& message = *entry.message;
        switch (attribute.name) {
        case FetchName::flags:
            fetch.flags = c_.flags_of(entry);
            break;
        case FetchName::internal_date:
            fetch.internal_date = wire::date_time_at(message.received.time_since_epoch().count());
            break;
        case FetchName::size:
            fetch.size = raw.size();
            break;
        case FetchName::envelope:
            fetch.envelope = wire_envelope(mime::envelope(mail.header.in(raw)));
            break;
        case FetchName::body:
            fetch.body = wire_body(mail, raw);
            break;
        case FetchName::body_structure:
            fetch.body_structure = wire_body(mail, raw);
            break;
        case FetchName::rfc822:
        case FetchName::rfc822_header:
        case FetchName::rfc822_text:
        case FetchName::section:
            fetch.contents.push_back(wire_content(attribute, mail, raw));
            if (!c_.is_gmail() && !fetch.contents.back().bytes) {
                fetch.contents.back().bytes.emplace(); // As Dovecot; Gmail says NIL.
            }
            break;
        case FetchName::gm_msgid:
            fetch.gm_msgid = message.id;
            break;
        case FetchName::gm_thrid:
            fetch.gm_thrid = message.thread;
            break;
        case FetchName::gm_labels:
            fetch.gm_labels = c_.labels_of(entry);
            break;
        default: // UID and MODSEQ are set for the whole command; the rest was refused.
            break;
        }
    }

    Conversation& c_;
    std::vector<FetchAttribute> attributes_;
    bool uid_;
    bool modseq_;
};

bool is_offered(const Conversation& c, const wire::command::Fetch& command) {
    const auto& attributes = command.attributes;
    if (c.is_gmail() && has_macro(attributes)) {
        return false; // GMAIL-IMAP 6.2.
    }
    return !command.vanished &&
           std::ranges::none_of(attributes, [&](const FetchAttribute& attribute) {
               return is_unoffered(attribute) || is_no_section(attribute) ||
                      (!c.is_gmail() && is_gmail_item(attribute));
           });
}

} // namespace

void run(Conversation& c, Tag tag, const wire::command::Fetch& command) {
    auto numbers = c.resolve(command.set, command.uid);
    if (!numbers || !is_offered(c, command)) {
        c.bad(tag, c.words.bad_syntax(numbers ? "unknown FETCH item" : "invalid message set"));
        return;
    }
    if (command.changed_since || asks(command.attributes, FetchName::modseq)) {
        c.enable_condstore();
    }
    if (tells_flags(command) && !c.is_gmail()) {
        c.announce_keywords();
        for (const auto number : *numbers) {
            c.view->refresh(number); // The newest flags, once.
        }
    }
    if (command.changed_since) {
        std::erase_if(*numbers, [&](SequenceNumber number) {
            return c.view->entries()[number - 1].modseq <= *command.changed_since;
        });
    }
    // By UID: what is told amid the answer changes the numbers.
    c.job = [&c,
             tag = std::string{tag},
             uids = c.uids_of(*numbers),
             at = std::size_t{0},
             fetching = Fetching{c, command}]() mutable {
        if (at == uids.size()) {
            c.complete(tag);
            return true;
        }
        if (c.telling == Telling::at_once) {
            c.announce();
        }
        if (const auto number = c.view->number_of(uids[at++]); number != 0) {
            fetching.say(number);
        }
        return false;
    };
}

} // namespace testserver
