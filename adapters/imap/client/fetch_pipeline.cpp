#include "adapters/imap/client/fetch_pipeline.hpp"

#include "adapters/imap/client/fetch_items.hpp"
#include "adapters/imap/client/server_text.hpp"
#include "adapters/imap/client/structure.hpp"
#include "adapters/imap/client/undelivered.hpp"
#include "domain/mail/ascii.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <variant>

namespace imap::client {

using ports::FailureKind;
using ports::Result;
using wire::client::FetchItem;

namespace {

/// Enough to answer within a second or two on a slow line, few enough to lose little with it.
constexpr std::size_t content_page = 100;
/// Only labels and flags: the set of UIDs, not the answer, is what is long. 500 sparse UIDs take
/// under 6 KB, which every server takes in a line.
constexpr std::size_t identity_page = 500;
/// Commands in flight: four keep a line of 50 ms and 50 Mbit/s full (PERFORMANCE 4); more only
/// hasten throttling.
constexpr std::size_t window = 4;
/// Of a text at once: so much is lost at most when the connection is.
constexpr std::uint64_t piece_octets = std::uint64_t{64} * 1024;
/// More messages that the server cannot deliver than it delivers, from this number on, are no
/// longer their fault but the server's.
constexpr std::size_t few_skipped = 50;

wire::client::UidFetch
fetch_command(std::vector<std::uint32_t> uids, std::vector<FetchItem> items) {
    std::ranges::sort(uids);
    wire::client::UidFetch command;
    command.uids = wire::SequenceSet::of(uids);
    command.items = std::move(items);
    return command;
}

/// Pages in flight. Where texts are wanted a page waits for two answers, one after the other, so it
/// takes twice as many to keep the line full: 5,000 messages at 50 ms came in 2.5 s, not in 3.5.
std::size_t window_of(const ports::FetchRequest& request) {
    return request.text.count > 0 ? 2 * window : window;
}

domain::Timestamp timestamp(const wire::DateTime& time) {
    return domain::Timestamp{std::chrono::seconds{wire::unix_seconds(time)}};
}

domain::Flags flags_of(const wire::Flags& flags) {
    const auto has = [&flags](std::string_view wanted) {
        return std::ranges::any_of(flags, [wanted](const std::string& flag) {
            return domain::equal_ignoring_case(flag, wanted);
        });
    };
    return {.seen = has("\\Seen"), .answered = has("\\Answered"), .draft = has("\\Draft")};
}

} // namespace

FetchPipeline::FetchPipeline(
    FetchContext context, const ports::FetchRequest& request, const ports::MessageSink& sink
)
    : context_(context), request_(request), sink_(sink),
      items_(items_of(context.dialect, request)) {}

Result<void> FetchPipeline::run(const std::stop_token& stop) {
    Result<void> result = fill(stop);
    while (result && !commands_.empty()) {
        auto event = context_.conversation.next(stop);
        if (!event) {
            return ports::fail(event.error());
        }
        result = take(*std::move(event));
        if (result) {
            result = fill(stop);
        }
    }
    for (const auto& [ticket, page] : commands_) {
        context_.conversation.forget(ticket);
    }
    return result;
}

// Asking.

Result<void> FetchPipeline::fill(const std::stop_token& stop) {
    Result<void> result;
    while (result && pages_in_flight_ < window_of(request_)) {
        const auto page = std::make_shared<Page>();
        if (next_ < request_.uids.size()) {
            const bool content = request_.headers || request_.text.count > 0;
            const std::size_t size = content ? content_page : identity_page;
            for (std::size_t end = std::min(request_.uids.size(), next_ + size); next_ < end;) {
                page->uids.push_back(request_.uids[next_++].value);
            }
        } else if (!rest_.empty()) {
            const auto size = std::min(rest_.size(), content_page);
            page->uids.assign(rest_.end() - static_cast<std::ptrdiff_t>(size), rest_.end());
            rest_.resize(rest_.size() - size);
            page->second_try = true;
        } else if (!alone_.empty()) {
            page->uids = {alone_.back()};
            page->second_try = true;
            alone_.pop_back();
        } else {
            break;
        }
        result = context_.conversation.pace(stop);
        if (result) {
            result = ask(page);
        }
    }
    return result;
}

Result<void> FetchPipeline::ask(const PagePointer& page) {
    for (const std::uint32_t uid : page->uids) {
        open_[uid].stored.uid = {uid};
    }
    page->unreadable = context_.conversation.unreadable();
    ++pages_in_flight_;
    return submit(page, fetch_command(page->uids, items_));
}

/// One command for each section that holds the text of some messages: mostly "1" or "1.1". A long
/// text comes in pieces, so a command for each place at which some go on, too.
Result<void> FetchPipeline::ask_text(const PagePointer& page) {
    std::map<std::pair<std::string, std::size_t>, std::vector<std::uint32_t>> by_place;
    for (const std::uint32_t uid : page->uids) {
        const auto message = open_.find(uid);
        if (message == open_.end() || !wants_text(message->second)) {
            continue;
        }
        if (const auto from = next_piece(message->second)) {
            by_place[{message->second.text_part->section, *from}].push_back(uid);
        }
    }
    Result<void> result;
    for (auto& [place, uids] : by_place) {
        const auto& [section, from] = place;
        const auto count = std::min(piece_octets, request_.text.count - from);
        FetchItem item = text_item(section, from, count);
        if (result) {
            result = submit(page, fetch_command(std::move(uids), {std::move(item)}));
        }
    }
    return result;
}

/// Where the text goes on; nothing when the server was asked for that and did not give it.
std::optional<std::size_t> FetchPipeline::next_piece(Gathered& message) const {
    if (!message.text_asked) {
        message.text = context_.partial_texts.kept(
            message.stored.message.id.value, message.text_part->section
        );
        message.text.resize(std::min<std::size_t>(message.text.size(), request_.text.count - 1));
    }
    if (message.text_asked == message.text.size()) {
        return std::nullopt;
    }
    message.text_asked = message.text.size();
    return message.text_asked;
}

Result<void> FetchPipeline::submit(const PagePointer& page, const wire::client::UidFetch& command) {
    const auto ticket = context_.conversation.submit(command);
    if (!ticket) {
        return ports::fail(ticket.error());
    }
    commands_.emplace(*ticket, page);
    ++page->commands;
    return {};
}

// Merging what comes.

Result<void> FetchPipeline::take(session::Event event) {
    if (auto* const data = std::get_if<session::Data>(&event)) {
        auto* const fetched = std::get_if<wire::Fetch>(&data->response.data);
        return fetched == nullptr ? Result<void>{} : absorb(std::move(*fetched));
    }
    if (const auto* const done = std::get_if<session::Completed>(&event)) {
        return answered(done->ticket, done->status);
    }
    return {};
}

Result<void> FetchPipeline::absorb(wire::Fetch fetched) {
    const auto found = fetched.uid ? open_.find(*fetched.uid) : open_.end();
    if (found == open_.end()) {
        return {}; // Unsolicited, or about a message that was passed on already.
    }
    merge(found->second, fetched);
    if (!complete(found->second)) {
        return {};
    }
    ++delivered_;
    return sink_(std::move(open_.extract(found).mapped().stored));
}

void FetchPipeline::merge(Gathered& message, wire::Fetch& fetched) const {
    domain::Message& known = message.stored.message;
    message.mentioned = true;
    if (context_.dialect.identifies(fetched)) {
        known.id = context_.dialect.message_id(fetched, context_.uid_validity);
        known.thread = context_.dialect.thread_id(fetched);
        known.labels = context_.dialect.labels(fetched);
        known.received = timestamp(*fetched.internal_date);
        known.size = {*fetched.size};
        message.identified = true;
    }
    if (fetched.flags) {
        known.flags = flags_of(*fetched.flags);
    }
    if (fetched.modseq) {
        message.stored.modseq = {*fetched.modseq};
    }
    if (fetched.body_structure) {
        known.structure = structure_of(*fetched.body_structure, context_.reader);
        if (const domain::Part* const part = known.structure->text_part()) {
            message.text_part = *part;
        }
    }
    for (wire::Content& content : fetched.contents) {
        merge_content(message, content);
    }
}

void FetchPipeline::merge_content(Gathered& message, wire::Content& content) const {
    if (content.source != wire::ContentSource::body) {
        return;
    }
    const std::string bytes = std::move(content.bytes).value_or("");
    if (is_header(content.section) && content.origin.value_or(0) == 0) {
        message.stored.message.headers = context_.reader.headers(bytes);
    } else if (wants_text(message) && content.section == message.text_part->section) {
        merge_text(message, content, bytes);
    }
}

/// A piece that was not asked for, or that came before, is left out.
void FetchPipeline::merge_text(
    Gathered& message, const wire::Content& content, std::string_view bytes
) const {
    const std::size_t from = message.text.size();
    if (message.text_asked != from || content.origin.value_or(0) != from) {
        return;
    }
    const auto piece = std::min(piece_octets, request_.text.count - from);
    message.text += bytes.substr(0, piece);
    const std::string& id = message.stored.message.id.value;
    const std::string& section = message.text_part->section;
    const bool ended = bytes.size() < piece;
    if (!ended && message.text.size() < request_.text.count) {
        context_.partial_texts.keep(id, section, message.text);
        return;
    }
    context_.partial_texts.forget(id, section);
    message.stored.message.text =
        context_.reader.text(*message.text_part, std::exchange(message.text, {}), ended);
}

bool FetchPipeline::wants_text(const Gathered& message) const {
    return request_.text.count > 0 && message.text_part && !message.stored.message.text;
}

bool FetchPipeline::complete(const Gathered& message) const {
    const domain::Message& known = message.stored.message;
    const bool structured = known.structure || (!request_.headers && request_.text.count == 0);
    return message.identified && structured && (known.headers || !request_.headers) &&
           !wants_text(message);
}

// Ending commands, pages and messages.

Result<void> FetchPipeline::answered(session::Ticket ticket, const wire::Status& status) {
    const auto command = commands_.find(ticket);
    if (command == commands_.end()) {
        return {};
    }
    const PagePointer page = command->second;
    commands_.erase(command);
    --page->commands;
    if (status.condition != wire::Condition::ok) {
        auto refusal = command_refused("fetch messages", name_of(status.code), status.text);
        if (status.condition == wire::Condition::bad || refusal.kind != FailureKind::refused) {
            return ports::fail(std::move(refusal));
        }
        page->refusal = status.text;
    }
    if (page->commands == 0 && request_.text.count > 0) {
        if (auto asked = ask_text(page); !asked) {
            return asked;
        }
    }
    return page->commands == 0 ? finish(*page) : Result<void>{};
}

Result<void> FetchPipeline::finish(Page& page) {
    --pages_in_flight_;
    Result<void> result;
    for (const std::uint32_t uid : page.uids) {
        auto rest = open_.extract(uid);
        if (result && !rest.empty()) {
            result = finish_message(page, uid, std::move(rest.mapped()));
        }
    }
    return result;
}

/// Of a message that is not complete although the server has answered: it has vanished, was lost
/// from the answer (FAULTS C7), could not be delivered with the others (C8), or was said in a way
/// that nobody can read.
Result<void> FetchPipeline::finish_message(const Page& page, std::uint32_t uid, Gathered message) {
    if (!page.second_try) {
        rest_.push_back(uid);
        return {};
    }
    const bool something_was_unreadable = context_.conversation.unreadable() > page.unreadable;
    if (page.refusal.empty() && !message.mentioned && !something_was_unreadable) {
        return {};
    }
    if (page.uids.size() > 1) {
        alone_.push_back(uid);
        return {};
    }
    return message.identified ? sink_(std::move(message.stored)) : skip(uid, page.refusal);
}

Result<void> FetchPipeline::skip(std::uint32_t uid, const std::string& refusal) {
    ++skipped_;
    if (skipped_ > few_skipped && skipped_ > delivered_) {
        return ports::fail(command_refused("fetch messages", "", refusal));
    }
    const std::string cause = refusal.empty()
                                  ? "the server's answer about it cannot be read"
                                  : fmt::format("the server says \"{}\"", printable(refusal));
    return leave_out(request_, context_.reporter, {{uid}, cause});
}

} // namespace imap::client
