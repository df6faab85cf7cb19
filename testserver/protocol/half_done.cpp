#include "testserver/protocol/half_done.hpp"

#include "testserver/protocol/allowed.hpp"
#include "testserver/protocol/handlers.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

namespace testserver {
namespace {

void shorten(const Conversation& c, wire::SequenceSet& set, bool by_uid, std::uint64_t messages) {
    auto numbers = c.numbers_in(set, by_uid);
    numbers.resize(std::min<std::uint64_t>(numbers.size(), messages));
    if (!numbers.empty()) {
        set = wire::SequenceSet::of(by_uid ? c.uids_of(numbers) : numbers);
    }
}

} // namespace

void keep_first(const Conversation& c, wire::command::Command& command, std::uint64_t messages) {
    if (auto* store = std::get_if<wire::command::Store>(&command.body);
        store != nullptr && c.view) {
        shorten(c, store->set, store->uid, messages);
    } else if (auto* copy = std::get_if<wire::command::Copy>(&command.body);
               copy != nullptr && c.view) {
        shorten(c, copy->set, copy->uid, messages);
    }
}

void run_later(const Conversation& c, const wire::command::Command& command, Instant then) {
    if (!is_allowed(command.body, c)) {
        return;
    }
    const auto later = std::make_shared<Conversation>(*c.world, c.facts);
    later->phase = c.phase;
    later->user = c.user;
    later->view = c.view;
    later->utf8 = c.utf8;
    later->condstore = c.condstore;
    later->command = c.command;
    later->by_uid = c.command.starts_with("UID ");
    c.world->later.emplace(then, [later, command](Instant now) {
        later->now = now;
        std::visit([&](const auto& body) { run(*later, command.tag, body); }, command.body);
        while (later->job && !later->job()) {
        }
    });
}

} // namespace testserver
