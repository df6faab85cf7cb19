#pragma once

#include "ports/journal.hpp"

#include <vector>

namespace memory {

/// The journal in a vector: durable for as long as the object lives.
class MemoryJournal final : public ports::Journal {
public:
    ports::Result<ports::RunId>
    begin(ports::RunKind kind, const std::string& plan, domain::Timestamp now) override;
    ports::Result<void> end(ports::RunId run, domain::Timestamp now) override;
    ports::Result<void> intend(std::span<ports::Intent> intents) override;
    ports::Result<void> settle(std::span<const ports::Outcome> outcomes) override;
    ports::Result<std::vector<ports::Run>> runs() override;
    ports::Result<void> entries(ports::RunId run, const ports::JournalSink& sink) override;
    ports::Result<void> unsettled(const ports::JournalSink& sink) override;
    ports::Result<std::vector<ports::JournalEntry>> history(const domain::MessageId& message
    ) override;

private:
    [[nodiscard]] bool has_run(ports::RunId run) const;

    // Ids count from 1, so an entry stands at its id less one.
    std::vector<ports::Run> runs_;
    std::vector<ports::JournalEntry> entries_;
};

} // namespace memory
