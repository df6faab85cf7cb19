#pragma once

#include "adapters/sqlite/database.hpp"
#include "ports/journal.hpp"

namespace sqlite {

class Statement;

/// The journal in two tables. Every write is synced before the call returns, and every row carries
/// a digest that is checked when it is read.
class SqliteJournal final : public ports::Journal {
public:
    explicit SqliteJournal(Database& database) : database_{database} {}

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
    ports::Result<void> stream(Statement& query, const ports::JournalSink& sink);

    Database& database_;
};

} // namespace sqlite
