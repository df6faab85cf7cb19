#include "testserver/scenario/trigger.hpp"

#include <algorithm>

namespace testserver {

bool Ordinals::holds(std::uint64_t number) const {
    return ranges.empty() || std::ranges::any_of(ranges, [number](const Range& range) {
               return range.from <= number && number <= range.to;
           });
}

bool fires_at_a_sum(const Trigger& trigger) {
    const bool has_a_place = trigger.out_byte || trigger.in_byte || trigger.literal_byte ||
                             trigger.line || trigger.phase == TriggerPhase::greeting ||
                             trigger.phase == TriggerPhase::literal;
    const bool before_login =
        trigger.phase == TriggerPhase::accept || trigger.phase == TriggerPhase::auth;
    return (trigger.bytes_served || trigger.downloaded || trigger.uploaded) &&
           trigger.command.empty() && !has_a_place && !before_login;
}

Occasion occasion_of(const Trigger& trigger) {
    if (trigger.phase == TriggerPhase::http) {
        return Occasion::request;
    }
    if (trigger.raw_byte || trigger.phase == TriggerPhase::client_hello ||
        trigger.phase == TriggerPhase::handshake) {
        return Occasion::handshake;
    }
    if (trigger.out_byte || trigger.literal_byte || trigger.line ||
        trigger.phase == TriggerPhase::greeting || trigger.phase == TriggerPhase::literal) {
        return Occasion::output;
    }
    if (trigger.phase == TriggerPhase::go_ahead) {
        return Occasion::announcement;
    }
    if (fires_at_a_sum(trigger)) {
        return trigger.uploaded ? Occasion::input : Occasion::output;
    }
    if (trigger.in_byte) {
        return Occasion::input;
    }
    if (trigger.at || trigger.every || trigger.age || trigger.idle_for ||
        (trigger.token_expired && trigger.command.empty())) {
        return Occasion::time;
    }
    const bool of_a_command = !trigger.command.empty() || trigger.arguments || trigger.event ||
                              (trigger.phase && *trigger.phase != TriggerPhase::accept);
    return of_a_command ? Occasion::command : Occasion::accept;
}

} // namespace testserver
