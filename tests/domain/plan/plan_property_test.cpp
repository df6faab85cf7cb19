#include "domain/classify/classify.hpp"
#include "domain/plan/change.hpp"
#include "domain/plan/drift.hpp"
#include "domain/plan/plan_text.hpp"
#include "domain/plan/simulated_mailbox.hpp"
#include "domain/plan/undo.hpp"
#include "tests/domain/generator.hpp"

#include <gtest/gtest.h>

#include <map>
#include <utility>
#include <vector>

namespace domain::plan {
namespace {

using testing_support::context;
using testing_support::for_each_seed;
using testing_support::Generator;

struct World {
    std::map<MessageId, Message> messages;
    SimulatedMailbox mailbox;
    std::vector<Entry> entries;
};

Entry planned(const Message& message, const rules::RuleSet& rules, LabelNames& names) {
    const auto run = rules::run_rules(rules, message, context());
    const auto verdict = classify::classify(message, run, {}, {}, context().now);
    Entry entry;
    entry.change = smallest_change(message.id, message.labels, verdict.edit(), names);
    entry.before = message.labels;
    entry.received = message.received;
    entry.subject = message.headers->subject;
    for (const auto& action : verdict.actions) {
        entry.reasons.push_back(action.why());
    }
    return entry;
}

/// A random mailbox with what random rules plan for it.
World world(Generator& random) {
    World world;
    for (int count = 0; count < 8; ++count) {
        const Message message = random.message();
        world.messages.insert_or_assign(message.id, message);
    }
    const rules::RuleSet rules = random.rules();
    LabelNames names;
    for (const auto& [id, message] : world.messages) {
        world.mailbox.hold(id, message.labels);
        const Entry entry = planned(message, rules, names);
        if (!entry.change.edit.empty()) {
            world.entries.push_back(entry);
        }
    }
    return world;
}

void apply_all(const std::vector<Entry>& entries, SimulatedMailbox& mailbox) {
    for (const Entry& entry : entries) {
        const Drift drift = check_drift(entry, mailbox.labels(entry.change.id));
        mailbox.apply(drift.remaining);
    }
}

TEST(PlanProperty, EveryEntryMayBePlanned) {
    for_each_seed(60, [](Generator& random) {
        for (const Entry& entry : world(random).entries) {
            EXPECT_EQ(entry_problem(entry), std::nullopt);
        }
    });
}

TEST(PlanProperty, WhatIsPlannedIsWhatApplyingGives) {
    for_each_seed(60, [](Generator& random) {
        World world = plan::world(random);

        apply_all(world.entries, world.mailbox);

        for (const Entry& entry : world.entries) {
            EXPECT_EQ(
                world.mailbox.labels(entry.change.id), edited(entry.before, entry.change.edit)
            );
            EXPECT_EQ(
                check_drift(entry, world.mailbox.labels(entry.change.id)).kind,
                Drift::Kind::already_done
            );
        }
    });
}

TEST(PlanProperty, ApplyingTwiceIsApplyingOnce) {
    for_each_seed(60, [](Generator& random) {
        World world = plan::world(random);
        apply_all(world.entries, world.mailbox);
        const SimulatedMailbox once = world.mailbox;

        apply_all(world.entries, world.mailbox);

        EXPECT_EQ(world.mailbox, once);
    });
}

TEST(PlanProperty, UndoingGivesTheMailboxBack) {
    for_each_seed(60, [](Generator& random) {
        World world = plan::world(random);
        const SimulatedMailbox before = world.mailbox;
        apply_all(world.entries, world.mailbox);

        for (const Entry& entry : world.entries) {
            world.mailbox.apply(
                plan_undo(entry.change, world.mailbox.labels(entry.change.id)).change
            );
        }

        EXPECT_EQ(world.mailbox, before);
    });
}

TEST(PlanProperty, UndoingNeverOverwritesALaterEdit) {
    for_each_seed(60, [](Generator& random) {
        World world = plan::world(random);
        apply_all(world.entries, world.mailbox);
        for (const Entry& entry : world.entries) {
            const LabelSet touched = random.labels();
            world.mailbox.hold(entry.change.id, touched);

            world.mailbox.apply(plan_undo(entry.change, touched).change);

            const LabelSet after = world.mailbox.labels(entry.change.id);
            for (const Label& label : touched) {
                EXPECT_TRUE(has_label(after, label) || has_label(entry.change.edit.add, label));
            }
        }
    });
}

TEST(PlanProperty, AppliedHalfwayAndAgainIsApplied) {
    for_each_seed(60, [](Generator& random) {
        World world = plan::world(random);
        SimulatedMailbox whole = world.mailbox;
        apply_all(world.entries, whole);
        for (const Entry& entry : world.entries) {
            // Killed between the command that adds and the one that removes.
            world.mailbox.apply({entry.change.id, {entry.change.edit.add, {}}});
        }

        apply_all(world.entries, world.mailbox);

        EXPECT_EQ(world.mailbox, whole);
    });
}

TEST(PlanProperty, PlansReadBackAsTheyWereWritten) {
    for_each_seed(60, [](Generator& random) {
        Plan plan;
        plan.head.id = "p1";
        plan.entries = world(random).entries;

        const auto read = read_plan(write_plan(plan));

        ASSERT_TRUE(std::holds_alternative<Plan>(read)) << std::get<PlanProblem>(read).text();
        EXPECT_EQ(std::get<Plan>(read), plan);
    });
}

TEST(PlanProperty, ADamagedPlanIsNeverReadAsAnother) {
    for_each_seed(150, [](Generator& random) {
        Plan plan;
        plan.head.id = "p1";
        plan.entries = world(random).entries;
        std::string text = write_plan(plan);
        text[random.below(text.size() - 1)] = static_cast<char>(random.below(256));

        const auto read = read_plan(text);

        if (const auto* other = std::get_if<Plan>(&read)) {
            EXPECT_EQ(*other, plan);
        }
    });
}

} // namespace
} // namespace domain::plan
