#pragma once

#include "domain/mail/ids.hpp"
#include "domain/mail/label.hpp"
#include "ports/mail_store.hpp"
#include "ports/result.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ports {

struct RunId {
    std::uint64_t value = 0;

    auto operator<=>(const RunId&) const = default;
};

struct IntentId {
    std::uint64_t value = 0;

    auto operator<=>(const IntentId&) const = default;
};

enum class RunKind : unsigned char { apply, undo };

struct Run {
    RunId id;
    RunKind kind = RunKind::apply;
    std::string plan; ///< The plan's id; for an undo the id of the run that it undoes.
    domain::Timestamp started;
    std::optional<domain::Timestamp> ended;
};

/// A change that is about to be sent. `before` is what the message held, so that the inverse needs
/// no server.
struct Intent {
    IntentId id; ///< Given by the journal.
    RunId run;
    domain::MessageId message;
    std::string folder;
    Uid uid;
    domain::LabelSet add;
    domain::LabelSet remove;
    domain::LabelSet before;
    std::string
        reason; ///< "rule receipts", "model Travel 0.994": what explain and selective undo go by.
};

enum class OutcomeKind : unsigned char {
    done,    ///< Read back and as intended.
    skipped, ///< Not sent: the message changed or vanished since the plan.
    failed,  ///< Sent, and read back otherwise.
};

struct Outcome {
    IntentId intent;
    OutcomeKind kind = OutcomeKind::done;
    domain::LabelSet after; ///< As read back.
    std::string cause;      ///< For skipped and failed.
};

/// An intent with its outcome, absent while it is not settled.
struct JournalEntry {
    Intent intent;
    std::optional<Outcome> outcome;
};

using JournalSink = std::function<Result<void>(const JournalEntry&)>;

/// Intent is written before it is sent, and settled after read-back. Each call is durable when it
/// returns. Ids only grow. A sink may read anything, and may not write to this journal.
class Journal {
public:
    virtual ~Journal() = default;

    virtual Result<RunId> begin(RunKind kind, const std::string& plan, domain::Timestamp now) = 0;
    virtual Result<void> end(RunId run, domain::Timestamp now) = 0;
    /// Writes all or none, and fills in the ids. Their runs must have begun.
    virtual Result<void> intend(std::span<Intent> intents) = 0;
    /// Writes all or none. An intent is settled once: `internal` when it is unknown or was settled.
    virtual Result<void> settle(std::span<const Outcome> outcomes) = 0;

    /// Newest first.
    virtual Result<std::vector<Run>> runs() = 0;
    /// In the order they were intended.
    virtual Result<void> entries(RunId run, const JournalSink& sink) = 0;
    /// What a killed run left open, oldest first.
    virtual Result<void> unsettled(const JournalSink& sink) = 0;
    /// Everything that was ever intended for one message, oldest first.
    virtual Result<std::vector<JournalEntry>> history(const domain::MessageId& message) = 0;
};

} // namespace ports
