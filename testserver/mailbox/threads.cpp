#include "testserver/mailbox/threads.hpp"

#include "domain/mail/ascii.hpp"
#include "testserver/mailbox/mime/decode.hpp"
#include "testserver/mailbox/mime/header.hpp"

#include <optional>
#include <vector>

namespace testserver {
namespace {

/// More references say nothing new, and hostile mail has thousands.
constexpr std::size_t max_references = 100;

std::vector<std::string> message_ids(std::string_view text) {
    std::vector<std::string> ids;
    while (ids.size() < max_references) {
        const auto open = text.find('<');
        const auto close = text.find('>', open);
        if (open == std::string_view::npos || close == std::string_view::npos) {
            break;
        }
        ids.emplace_back(text.substr(open, close - open + 1));
        text.remove_prefix(close + 1);
    }
    return ids;
}

bool take_reply_prefix(std::string& subject) {
    for (const std::string_view prefix : {"re:", "fwd:", "fw:", "aw:", "sv:", "wg:"}) {
        if (subject.starts_with(prefix)) {
            subject.erase(0, prefix.size());
            subject.erase(0, subject.find_first_not_of(' '));
            return true;
        }
    }
    return false;
}

struct BaseSubject {
    std::string text;
    bool is_reply = false;
};

BaseSubject base_subject(const std::vector<mime::RawField>& fields) {
    BaseSubject base{
        domain::ascii_lowered(mime::decode_words(mime::field_value(fields, "Subject"))), false
    };
    while (take_reply_prefix(base.text)) {
        base.is_reply = true;
    }
    return base;
}

} // namespace

std::uint64_t Threads::assign(std::string_view header, std::uint64_t id) {
    const auto fields = mime::header_fields(header);
    auto related = message_ids(mime::field_value(fields, "References"));
    for (auto& parent : message_ids(mime::field_value(fields, "In-Reply-To"))) {
        related.push_back(std::move(parent));
    }
    const auto subject = base_subject(fields);
    std::optional<std::uint64_t> thread;
    for (const auto& reference : related) {
        if (const auto known = by_message_id_.find(reference); known != by_message_id_.end()) {
            thread = known->second;
        }
    }
    if (const auto known = by_subject_.find(subject.text);
        !thread && subject.is_reply && !subject.text.empty() && known != by_subject_.end()) {
        thread = known->second;
    }
    const auto result = thread.value_or(id);
    for (auto& own : message_ids(mime::field_value(fields, "Message-Id"))) {
        related.push_back(std::move(own));
    }
    for (auto& reference : related) {
        by_message_id_.emplace(std::move(reference), result);
    }
    by_subject_[subject.text] = result;
    return result;
}

} // namespace testserver
