#include "domain/rules/match.hpp"

#include "domain/mail/ascii.hpp"
#include "domain/mail/label_edit.hpp"
#include "domain/rules/match_people.hpp"
#include "domain/rules/quantities.hpp"
#include "domain/rules/words.hpp"

#include <algorithm>
#include <array>

namespace domain::rules {

namespace {

Answer known(bool value) {
    return {truth(value), std::nullopt};
}

Answer needs(Evidence evidence) {
    return {Truth::unknown, evidence};
}

/// A label that an undecided rule may yet change is unknown, and no part of the message would tell.
Answer label_question(const MessageView& view, const auto& is_asked_for) {
    const auto certain = [&](const Label& label) {
        return is_asked_for(label) && !has_label(view.uncertain(), label);
    };
    if (std::ranges::any_of(view.labels(), certain)) {
        return known(true);
    }
    if (std::ranges::any_of(view.uncertain(), is_asked_for)) {
        return {Truth::unknown, std::nullopt};
    }
    return known(false);
}

Answer has(const MessageView& view, const Label& wanted) {
    return label_question(view, [&wanted](const Label& label) {
        return same_label(label.name, wanted.name);
    });
}

Answer negation(Answer answer) {
    return {!answer.truth, answer.needed};
}

const Label chats{"\\Chats"};

/// Gmail has no label for archived mail: it is what is nowhere else.
Answer is_archived(const MessageView& view) {
    const std::array places{inbox, sent, draft, trash, spam, chats};
    return negation(label_question(view, [&places](const Label& label) {
        return std::ranges::any_of(places, [&label](const Label& place) {
            return same_label(label.name, place.name);
        });
    }));
}

Answer match_property(Property property, const MessageView& view) {
    const Message& message = view.message();
    const auto is_user_label = [](const Label& label) { return !label.is_system(); };
    switch (property) {
    case Property::inbox:
        return has(view, inbox);
    case Property::archived:
        return is_archived(view);
    case Property::anywhere:
        return known(true);
    case Property::sent:
        return has(view, sent);
    case Property::draft:
        return message.flags.draft ? known(true) : has(view, draft);
    case Property::trash:
        return has(view, trash);
    case Property::spam:
        return has(view, spam);
    case Property::chat:
        return has(view, chats);
    case Property::starred:
        return has(view, starred);
    case Property::important:
        return has(view, important);
    case Property::muted:
        return has(view, muted);
    case Property::unread:
        return known(!message.flags.seen);
    case Property::read:
        return known(message.flags.seen);
    case Property::attachment:
        return message.structure ? known(message.structure->has_attachment())
                                 : needs(Evidence::structure);
    case Property::user_labels:
        return label_question(view, is_user_label);
    case Property::no_user_labels:
        return negation(label_question(view, is_user_label));
    }
    return known(false);
}

Answer match_label(const Term& term, const MessageView& view) {
    if (const auto* property = std::get_if<Property>(&term.value)) {
        return match_property(*property, view);
    }
    const auto& pattern = std::get<LabelPattern>(term.value);
    return label_question(view, [&pattern](const Label& label) {
        return !label.is_system() && (pattern.wildcard ? matches_pattern(label, pattern.text)
                                                       : label_key(label.name) == pattern.text);
    });
}

bool contains(std::string_view words, const Words& wanted) {
    return words.find(wanted.spaced) != std::string_view::npos;
}

/// Subject, people, names of attachments, text: whatever is known can say yes, only all of it can
/// say no.
Answer match_anywhere(const Words& wanted, const MessageView& view) {
    const Message& message = view.message();
    const bool found = (message.headers && (contains(view.subject_words(), wanted) ||
                                            contains(view.people_words(), wanted))) ||
                       (message.structure && contains(view.file_name_words(), wanted)) ||
                       (message.text && contains(view.text_words(), wanted));
    if (found) {
        return known(true);
    }
    if (!message.headers) {
        return needs(Evidence::headers);
    }
    if (!message.structure) {
        return needs(Evidence::structure);
    }
    return message.text && message.text->complete ? known(false) : needs(Evidence::text);
}

Answer
match_recipients(const Person& wanted, const MessageView& view, const QueryContext& context) {
    const Headers& headers = *view.message().headers;
    // In Gmail to: finds copies too; cc: and bcc: narrow it down.
    const Truth direct = match_people(wanted, headers.to, context);
    const Truth copies = match_people(wanted, headers.cc, context);
    return {
        either(either(direct, copies), match_people(wanted, view.bcc(), context)), std::nullopt
    };
}

Answer match_header(const Term& term, const MessageView& view, const QueryContext& context) {
    if (!view.message().headers) {
        return needs(Evidence::headers);
    }
    const Headers& headers = *view.message().headers;
    const auto people = [&](std::span<const Address> addresses) {
        return Answer{match_people(std::get<Person>(term.value), addresses, context), {}};
    };
    switch (term.field) {
    case FieldId::from:
        return people(headers.from);
    case FieldId::to:
        return match_recipients(std::get<Person>(term.value), view, context);
    case FieldId::cc:
        return people(headers.cc);
    case FieldId::bcc:
        return people(view.bcc());
    case FieldId::deliveredto:
        return people(view.delivered_to());
    case FieldId::list:
        return known(contains(view.list_words(), std::get<Words>(term.value)));
    case FieldId::subject:
        return known(contains(view.subject_words(), std::get<Words>(term.value)));
    case FieldId::rfc822msgid:
        return known(
            equal_ignoring_case(headers.message_id, std::get<MessageIdText>(term.value).text)
        );
    default:
        return known(false); // match() sends no other field here.
    }
}

Timestamp start_of(const Date& date, const QueryContext& context) {
    return date.exact ? date.at : date.at - context.utc_offset;
}

} // namespace

Answer match(const Term& term, const MessageView& view, const QueryContext& context) {
    const Message& message = view.message();
    switch (term.field) {
    case FieldId::anywhere:
        return match_anywhere(std::get<Words>(term.value), view);
    case FieldId::from:
    case FieldId::to:
    case FieldId::cc:
    case FieldId::bcc:
    case FieldId::deliveredto:
    case FieldId::list:
    case FieldId::subject:
    case FieldId::rfc822msgid:
        return match_header(term, view, context);
    case FieldId::label:
        return match_label(term, view);
    case FieldId::in:
    case FieldId::is:
    case FieldId::has:
        return match_property(std::get<Property>(term.value), view);
    case FieldId::larger:
        return known(message.size > std::get<Bytes>(term.value));
    case FieldId::smaller:
        return known(message.size < std::get<Bytes>(term.value));
    case FieldId::older_than:
        return known(message.received <= moment_before(context.now, std::get<Age>(term.value)));
    case FieldId::newer_than:
        return known(message.received > moment_before(context.now, std::get<Age>(term.value)));
    case FieldId::after:
        return known(message.received >= start_of(std::get<Date>(term.value), context));
    case FieldId::before:
        return known(message.received < start_of(std::get<Date>(term.value), context));
    case FieldId::filename:
        return message.structure
                   ? known(contains(view.file_name_words(), std::get<Words>(term.value)))
                   : needs(Evidence::structure);
    }
    return known(false);
}

} // namespace domain::rules
