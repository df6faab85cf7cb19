#include "adapters/memory/seeded_randomness.hpp"
#include "app/usecase/undo.hpp"
#include "domain/plan/simulated_mailbox.hpp"
#include "domain/rules/rule_reader.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gtest/gtest.h>

#include <array>

namespace usecase {
namespace {

using memory::SeededRandomness;

constexpr std::uint64_t seeds = 25;

template <std::size_t size>
const char* one_of(const std::array<const char*, size>& choices, SeededRandomness& random) {
    return choices[random.next() % size];
}

constexpr std::array hosts{"air.example", "shop.example", "people.example", "ci.example"};
constexpr std::array subjects{"trip", "receipt", "hello again", "build failed", "invoice trip"};
constexpr std::array names{"Travel", "Receipts", "Lists/CI", "\\Inbox", "\\Starred", "\\Important"};
constexpr std::array queries{
    "from:air.example",
    "subject:receipt OR subject:invoice",
    "-subject:trip",
    "label:travel",
    "in:inbox -from:people.example",
    "is:starred",
    "gate OR subject:build",
};

Letter random_letter(SeededRandomness& random) {
    Letter letter;
    letter.from = std::string{"someone@"} + one_of(hosts, random);
    letter.subject = one_of(subjects, random);
    letter.text = random.next() % 2 == 0 ? "meet at the gate" : "see you";
    for (auto count = random.next() % 4; count > 0; --count) {
        letter.labels.insert({one_of(names, random)});
    }
    if (random.next() % 20 == 0) {
        letter.labels.insert(domain::trash);
    }
    return letter;
}

domain::rules::RuleText random_rule(SeededRandomness& random, unsigned number) {
    domain::rules::RuleText rule;
    rule.name = {"rule " + std::to_string(number), {}};
    rule.when = {one_of(queries, random), {}};
    if (random.next() % 3 == 0) {
        rule.unless = domain::rules::SourceText{one_of(queries, random), {}};
    }
    rule.labels = {
        {one_of(std::array{"Travel", "Receipts", "New/Deep/Label", "lists/ci"}, random), {}}
    };
    if (random.next() % 4 == 0) {
        rule.unlabel = {{one_of(std::array{"Work", "Old"}, random), {}}};
    }
    rule.archive = random.next() % 2 == 0;
    rule.stop = random.next() % 4 == 0;
    if (random.next() % 4 == 0) {
        rule.star = random.next() % 2 == 0;
    }
    return rule;
}

PlanOptions random_rules(SeededRandomness& random) {
    std::vector<domain::rules::RuleText> texts;
    for (unsigned number = 1; number <= 1 + random.next() % 5; ++number) {
        texts.push_back(random_rule(random, number));
    }
    PlanOptions options;
    options.account = "me@mail.example";
    options.rules = domain::rules::read_rules(texts, {}).rules;
    return options;
}

/// What the plan says about the mailbox after it.
domain::plan::SimulatedMailbox simulated(const Bench& bench, const PlanReport& plan) {
    domain::plan::SimulatedMailbox mailbox;
    for (const auto& [uid, held] : bench.all_labels()) {
        mailbox.hold({"gm:" + std::to_string(1000 + uid)}, held);
    }
    const auto file = PlanFile::parse(plan.text);
    (void)file->for_each([&mailbox](const domain::plan::Entry& entry) {
        mailbox.apply(entry.change);
        return ports::Result<void>{};
    });
    return mailbox;
}

domain::plan::SimulatedMailbox observed(const Bench& bench) {
    domain::plan::SimulatedMailbox mailbox;
    for (const auto& [uid, held] : bench.all_labels()) {
        mailbox.hold({"gm:" + std::to_string(1000 + uid)}, held);
    }
    return mailbox;
}

class AnyMailboxAndRules : public ::testing::TestWithParam<std::uint64_t> {
protected:
    AnyMailboxAndRules() {
        for (auto count = 20 + random.next() % 60; count > 0; --count) {
            bench.put(random_letter(random));
        }
        bench.sync_now();
        plan = bench.plan_now(random_rules(random));
        before = bench.all_labels();
    }

    SeededRandomness random{GetParam()};
    Bench bench;
    PlanReport plan;
    std::map<std::uint32_t, domain::LabelSet> before;
};

TEST_P(AnyMailboxAndRules, BecomeWhatThePlanSimulatedThenTheSameAgainThenWhatTheyWere) {
    const auto predicted = simulated(bench, plan);

    ASSERT_TRUE(bench.apply_now(plan, everything(plan)));
    EXPECT_EQ(observed(bench), predicted);

    ASSERT_TRUE(bench.apply_now(plan, everything(plan)));
    EXPECT_EQ(observed(bench), predicted);

    UndoOptions undo_the_first;
    undo_the_first.choice.run = ports::RunId{1};
    const auto undone = undo(bench.mail, bench.world(), undo_the_first);
    ASSERT_TRUE(undone);
    EXPECT_EQ(bench.all_labels(), before);
}

TEST_P(AnyMailboxAndRules, ConvergeWhereverTheConnectionIsLost) {
    const auto predicted = simulated(bench, plan);
    for (unsigned tries = 0; tries < 200; ++tries) {
        const auto items = static_cast<unsigned>(random.next() % 5);
        bench.mail.plan({
            .call = random.next() % 2 == 0 ? memory::Call::change : memory::Call::fetch,
            .items_before = items,
            .lost_answer = random.next() % 2 == 0,
        });
        if (bench.apply_now(plan, everything(plan))) {
            break;
        }
    }
    ASSERT_TRUE(bench.apply_now(plan, everything(plan)));

    EXPECT_EQ(observed(bench), predicted);
}

INSTANTIATE_TEST_SUITE_P(Seeds, AnyMailboxAndRules, ::testing::Range(std::uint64_t{1}, seeds + 1));

} // namespace
} // namespace usecase
