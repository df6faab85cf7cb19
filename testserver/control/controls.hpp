#pragma once

#include "testserver/scenario/trigger.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace testserver::control {

/// How a run stands.
struct Status {
    struct RuleState {
        std::string name;
        std::uint64_t fired = 0;
        bool required = true;
    };

    std::string scenario; ///< A file or a row; empty for none.
    std::string profile;  ///< "gmail" or "rfc".
    std::string clock;    ///< "real" or "virtual".
    Milliseconds time{0}; ///< Since the start, with what was advanced.
    std::uint64_t open_connections = 0;
    std::uint64_t bytes_served = 0;
    std::vector<RuleState> rules;
    std::vector<std::string> problems; ///< What would fail the run if it ended now.
};

/// When a rule that was fired by hand takes effect.
enum class Firing : unsigned char {
    at_once,
    at_next_command, ///< It answers one, so it waits for the next that its trigger speaks of.
    at_next_request, ///< The same, of the OAuth endpoint.
};

/// Part of the event log.
struct JournalPart {
    std::uint64_t from = 0; ///< The number of the first line here, counted from 0.
    std::vector<std::string> lines;
    std::uint64_t next = 0; ///< Where to go on.
};

/// Why something was not done, and what to do about it.
struct Refused {
    std::string sentence;
    std::string hint;
};

/// What can be done to a served run from outside. Called on the thread that serves.
class Controls {
public:
    virtual ~Controls() = default;

    [[nodiscard]] virtual Status status() const = 0;
    [[nodiscard]] virtual std::vector<std::string> rule_names() const = 0;
    /// `rule` is one of rule_names().
    virtual Firing fire(const std::string& rule) = 0;
    /// How far time went: less than `by` where so much happens on the way that it would not end.
    virtual Milliseconds advance(Milliseconds by) = 0;
    /// Mailbox, tokens and scenario as at the start; all connections are cut. Nothing, or why not.
    virtual std::optional<Refused> reset() = 0;
    /// At most `most` lines from `from` on, or from the oldest that is kept.
    [[nodiscard]] virtual JournalPart journal(std::uint64_t from, std::size_t most) const = 0;
};

} // namespace testserver::control
