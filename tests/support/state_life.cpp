#include "tests/support/state_life.hpp"

#include "tests/contract/sample_mail.hpp"

#include <gtest/gtest.h>

#include <span>

namespace support {

using ports::Intent;
using ports::JournalEntry;
using ports::Outcome;
using ports::OutcomeKind;
using ports::Result;

namespace {

constexpr unsigned rounds = 3;
constexpr unsigned intents_a_round = 2;
constexpr unsigned messages_a_page = 5;

Intent intent(ports::RunId run, unsigned number) {
    return {
        {},
        run,
        {"gm:" + std::to_string(number)},
        "All Mail",
        {number},
        contract::labels({"Receipts"}),
        contract::labels({"\\Inbox"}),
        contract::labels({"\\Inbox", "Travel"}),
        "rule receipts"
    };
}

Outcome outcome(const Intent& of) {
    return {of.id, OutcomeKind::done, contract::labels({"Receipts", "Travel"}), {}};
}

std::vector<ports::CachedMessage> page(unsigned number) {
    std::vector<ports::CachedMessage> messages;
    for (unsigned i = 1; i <= messages_a_page; ++i) {
        messages.push_back(contract::sample_cached(number * messages_a_page + i));
    }
    return messages;
}

/// Counts what succeeds and keeps what fails.
class Notes {
public:
    template <typename Value>
    bool note(const Result<Value>& result, unsigned& counter, unsigned by = 1) {
        if (result) {
            counter += by;
        } else {
            failures.push_back(result.error());
        }
        return result.has_value();
    }

    std::vector<ports::Failure> failures;
};

/// Every entry is what `live` writes at its place.
void expect_entry(const JournalEntry& entry, std::uint64_t last_id) {
    EXPECT_GT(entry.intent.id.value, last_id) << "ids grow";
    EXPECT_EQ(entry.intent.message.value, "gm:" + std::to_string(entry.intent.uid.value));
    EXPECT_EQ(entry.intent.before, contract::labels({"\\Inbox", "Travel"}));
    if (entry.outcome) {
        EXPECT_EQ(entry.outcome->intent, entry.intent.id);
        EXPECT_EQ(entry.outcome->after, contract::labels({"Receipts", "Travel"}));
    }
}

struct Found {
    unsigned intents = 0;
    unsigned outcomes = 0;
    std::vector<Intent> open;
};

Found read_journal(ports::Journal& journal, const std::vector<ports::Run>& runs) {
    Found found;
    std::uint64_t last_id = 0;
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        const auto read = journal.entries(run->id, [&](const JournalEntry& entry) {
            expect_entry(entry, last_id);
            last_id = entry.intent.id.value;
            ++found.intents;
            found.outcomes += entry.outcome ? 1U : 0U;
            if (!entry.outcome) {
                found.open.push_back(entry.intent);
            }
            return Result<void>{};
        });
        EXPECT_TRUE(read) << read.error().sentence;
    }
    return found;
}

/// What a recovering run does: settles what is open, and goes on.
void expect_recovery(ports::Journal& journal, const std::vector<Intent>& open) {
    std::vector<ports::IntentId> listed;
    ASSERT_TRUE(journal.unsettled([&listed](const JournalEntry& entry) {
        listed.push_back(entry.intent.id);
        return Result<void>{};
    }));
    std::vector<Outcome> outcomes;
    for (const auto& one : open) {
        outcomes.push_back(outcome(one));
    }
    ASSERT_EQ(listed.size(), open.size()) << "what is open is listed as unsettled";
    ASSERT_TRUE(journal.settle(outcomes));
    const auto run = journal.begin(ports::RunKind::undo, "1", contract::morning);
    ASSERT_TRUE(run);
    std::vector more{intent(*run, 999)};
    ASSERT_TRUE(journal.intend(more));
    ASSERT_TRUE(journal.settle(std::vector{outcome(more[0])}));
}

/// Messages and the cursor that counts them were written together.
void expect_whole_pages(ports::MessageCache& cache) {
    const auto count = cache.count();
    const auto cursor = cache.cursor("All Mail");
    ASSERT_TRUE(count && cursor);
    EXPECT_EQ(*count, *cursor ? (*cursor)->uid_next.value - 1 : 0U);
    std::uint64_t streamed = 0;
    std::uint64_t receipts = 0;
    const auto read = cache.for_each(ports::Order::oldest_first, [&](const auto& message) {
        ++streamed;
        receipts += message.message.labels.count({"Receipts"});
        return Result<void>{};
    });
    EXPECT_TRUE(read) << read.error().sentence;
    EXPECT_EQ(streamed, *count);
    const auto counts = cache.label_counts().value();
    for (const auto& label : counts) {
        EXPECT_EQ(label.messages, label.label.name == "Receipts" ? receipts : streamed);
    }
}

} // namespace

std::vector<ports::Failure> live(ports::StateStore& store, Told& told) {
    Notes notes;
    auto& journal = store.journal();
    const auto run = journal.begin(ports::RunKind::apply, "p-1", contract::morning);
    if (!notes.note(run, told.runs)) {
        return notes.failures;
    }
    unsigned not_counted = 0;
    unsigned pages = 0;
    for (unsigned round = 0; round < rounds; ++round) {
        const auto next_uid = (pages + 1) * messages_a_page + 1;
        notes.note(store.messages().commit("All Mail", page(pages), {1, {next_uid}, {1}}), pages);
        notes.note(store.bytes().add(contract::morning, {{100}, {10}}), not_counted);
        std::vector intents{intent(*run, 2 * round), intent(*run, 2 * round + 1)};
        if (!notes.note(journal.intend(intents), told.intents, intents_a_round)) {
            continue;
        }
        notes.note(journal.settle(std::vector{outcome(intents[0])}), told.outcomes);
        if (round != 1) { // The second one stays open for the next run.
            notes.note(journal.settle(std::vector{outcome(intents[1])}), told.outcomes);
        }
    }
    notes.note(journal.end(*run, contract::morning), told.ended);
    return notes.failures;
}

void expect_consistent(ports::StateStore& store, const Told& told) {
    auto& journal = store.journal();
    const auto runs = journal.runs();
    ASSERT_TRUE(runs) << runs.error().sentence;
    const auto found = read_journal(journal, *runs);

    EXPECT_GE(runs->size(), told.runs);
    EXPECT_GE(found.intents, told.intents);
    EXPECT_GE(found.outcomes, told.outcomes);
    EXPECT_EQ(found.intents % intents_a_round, 0U) << "intents of one call come together";
    if (told.ended > 0) {
        EXPECT_TRUE(runs->front().ended);
    }
    expect_whole_pages(store.messages());
    expect_recovery(journal, found.open);
}

} // namespace support
