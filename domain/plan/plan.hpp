#pragma once

#include "domain/mail/ids.hpp"
#include "domain/plan/change.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace domain::plan {

/// What a plan was made for. `apply` compares it with today's and refuses when it differs.
struct Basis {
    std::string account; ///< "you@gmail.com".
    std::uint32_t uid_validity = 0;
    std::uint64_t rules = 0; ///< Fingerprint of the rule set.
    std::uint64_t model = 0; ///< Fingerprint of the model; 0 when none took part.

    bool operator==(const Basis&) const = default;
};

/// Why `apply` may not run a plan, in words: "the rules changed since the plan was made".
std::optional<std::string> mismatch(const Basis& planned, const Basis& current);

/// What was looked at besides the entries.
struct Tally {
    std::uint64_t scanned = 0;
    std::uint64_t unsure = 0;
    std::uint64_t suggest_only = 0;
    std::uint64_t kept_in_inbox = 0; ///< By `protect`.
    std::uint64_t held_back = 0;     ///< By `unless`.
    std::uint64_t undecided = 0;
    std::uint64_t waiting = 0;
    std::uint64_t out_of_scope = 0;
    std::uint64_t bytes_read = 0;

    bool operator==(const Tally&) const = default;
};

/// What is known before the first message is looked at.
struct PlanHead {
    std::string id;
    Timestamp created;
    Basis basis;
    std::string scope; ///< The query that chose the messages; may be empty.

    bool operator==(const PlanHead&) const = default;
};

/// What is known after the last one.
struct PlanTail {
    Tally tally;
    std::vector<Label> labels_to_create; ///< Parents first.

    bool operator==(const PlanTail&) const = default;
};

/// One message's change, what it was computed from, and why.
struct Entry {
    Change change;
    LabelSet before;
    std::vector<std::string> reasons; ///< "rule receipts", "model Travel 0.994".
    Timestamp received;
    std::string sender;  ///< For people: grouping and showing.
    std::string subject; ///< Cut to max_subject_bytes.

    bool operator==(const Entry&) const = default;
};

/// A subject is kept so that the user recognises the message; its beginning is enough.
inline constexpr std::size_t max_subject_bytes = 200;

struct Plan {
    PlanHead head;
    std::vector<Entry> entries;
    PlanTail tail;

    bool operator==(const Plan&) const = default;
};

/// Why the entry may not stand in a plan, or nothing: not the smallest change, a label that may not
/// change, or a message in Spam, Trash, Drafts, Sent or Chats.
std::optional<std::string> entry_problem(const Entry& entry);

} // namespace domain::plan
