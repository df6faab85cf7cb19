#include "adapters/sqlite/journal_rows.hpp"

#include "adapters/sqlite/label_bytes.hpp"
#include "domain/mail/fingerprint.hpp"

#include <string>
#include <utility>

namespace sqlite {

using ports::Intent;
using ports::Outcome;
using ports::OutcomeKind;

namespace {

domain::Fingerprint& add(domain::Fingerprint& digest, std::uint64_t number) {
    return digest.add(std::to_string(number));
}

domain::Fingerprint& add(domain::Fingerprint& digest, const domain::LabelSet& labels) {
    return digest.add(encode_labels(labels));
}

std::int64_t digest_of(const Intent& intent) {
    domain::Fingerprint digest;
    add(digest, intent.id.value);
    add(digest, intent.run.value);
    digest.add(intent.message.value).add(intent.folder);
    add(digest, intent.uid.value);
    add(digest, intent.add);
    add(digest, intent.remove);
    add(digest, intent.before);
    digest.add(intent.reason);
    return static_cast<std::int64_t>(digest.value());
}

std::int64_t digest_of(const Outcome& outcome) {
    domain::Fingerprint digest;
    add(digest, outcome.intent.value);
    add(digest, static_cast<std::uint64_t>(outcome.kind));
    add(digest, outcome.after);
    digest.add(outcome.cause);
    return static_cast<std::int64_t>(digest.value());
}

std::int64_t signed_id(std::uint64_t id) {
    return static_cast<std::int64_t>(id);
}

/// Reads a row from its left to its right.
class Columns {
public:
    Columns(const Statement& row, int first) : row_{row}, next_{first} {}

    std::uint64_t number() { return static_cast<std::uint64_t>(row_.integer(next_++)); }

    std::string text() { return std::string{row_.bytes(next_++)}; }

    domain::LabelSet labels() {
        auto decoded = decode_labels(row_.bytes(next_++));
        ok_ = ok_ && decoded;
        return decoded.value_or(domain::LabelSet{});
    }

    [[nodiscard]] bool ok() const { return ok_; }

private:
    const Statement& row_;
    int next_;
    bool ok_ = true;
};

constexpr int outcome_column = 10;

std::optional<Intent> read_intent(const Statement& row) {
    Columns columns{row, 0};
    // Braced initialisers are evaluated in order.
    Intent intent{
        {columns.number()},
        {columns.number()},
        {columns.text()},
        columns.text(),
        {static_cast<std::uint32_t>(columns.number())},
        columns.labels(),
        columns.labels(),
        columns.labels(),
        columns.text()
    };
    const auto digest = static_cast<std::int64_t>(columns.number());
    return columns.ok() && digest == digest_of(intent) ? std::optional{std::move(intent)}
                                                       : std::nullopt;
}

std::optional<Outcome> read_outcome(const Statement& row, ports::IntentId intent) {
    Columns columns{row, outcome_column};
    const auto kind = columns.number();
    Outcome outcome{intent, static_cast<OutcomeKind>(kind), columns.labels(), columns.text()};
    const auto digest = static_cast<std::int64_t>(columns.number());
    const bool known = kind <= static_cast<std::uint64_t>(OutcomeKind::failed);
    return known && columns.ok() && digest == digest_of(outcome) ? std::optional{std::move(outcome)}
                                                                 : std::nullopt;
}

} // namespace

void bind_intent(Statement& insert, const Intent& intent) {
    insert.bind(signed_id(intent.id.value))
        .bind(signed_id(intent.run.value))
        .bind(intent.message.value)
        .bind(intent.folder)
        .bind(intent.uid.value)
        .bind_blob(encode_labels(intent.add))
        .bind_blob(encode_labels(intent.remove))
        .bind_blob(encode_labels(intent.before))
        .bind(intent.reason)
        .bind(digest_of(intent));
}

void bind_outcome(Statement& update, const Outcome& outcome) {
    update.bind(static_cast<std::int64_t>(outcome.kind))
        .bind_blob(encode_labels(outcome.after))
        .bind(outcome.cause)
        .bind(digest_of(outcome))
        .bind(signed_id(outcome.intent.value));
}

std::optional<ports::JournalEntry> read_entry(const Statement& row) {
    auto intent = read_intent(row);
    if (!intent) {
        return std::nullopt;
    }
    if (row.is_null(outcome_column)) {
        return ports::JournalEntry{*std::move(intent), std::nullopt};
    }
    auto outcome = read_outcome(row, intent->id);
    return outcome ? std::optional{ports::JournalEntry{*std::move(intent), std::move(outcome)}}
                   : std::nullopt;
}

} // namespace sqlite
